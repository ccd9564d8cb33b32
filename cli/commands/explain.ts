import { explainMessage } from '../../simulator/explain-message.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { SimulatorError } from '../../src/platform/simulator-error.ts';
import { z } from '../../src/platform/zod.ts';
import { Command } from '../command.ts';
import {
  type ControlOptions,
  ControlRefusedError,
  controlClient,
  withControlOptions,
} from '../control-client.ts';

class NothingKnownError extends SimulatorError {
  readonly code = 'SIM_MESSAGE_UNKNOWN';
  readonly remedy =
    'Check the id; `spinebox journal list DIR` shows what is on record. Ids are compared without regard to case.';

  constructor(messageId: string) {
    super(`no message ${messageId} is on record`);
  }
}

interface ExplainOptions extends ControlOptions {
  readonly journal?: string;
}

const explanation = z.object({ text: z.string() });

/** `spinebox explain`: why a message was answered as it was, and what became of it. */
export function explainCommand(): Command {
  return withControlOptions(new Command('explain'))
    .description('why a message was answered as it was, and what became of it')
    .argument('<message-id>', 'ebXML MessageId, or correlation id of a web face')
    .option('--journal <directory>', 'journal of a simulator that is not running')
    .addHelpText(
      'after',
      `
Examples:
  $ spinebox explain 7C3C4B2E-1B60-4B1E-8F0B-2D0D0A1C0002
  $ spinebox explain 7C3C4B2E-1B60-4B1E-8F0B-2D0D0A1C0002 --journal ./journal`,
    )
    .action(async (messageId: string, options: ExplainOptions) => {
      const text = options.journal
        ? await fromJournal(options.journal, messageId)
        : await fromControl(options, messageId);
      if (text === undefined) throw new NothingKnownError(messageId);
      process.stdout.write(`${text}\n`);
    });
}

async function fromJournal(directory: string, messageId: string): Promise<string | undefined> {
  await using journal = await openJournal({ directory });
  return (await explainMessage(journal, messageId))?.text;
}

async function fromControl(
  options: ExplainOptions,
  messageId: string,
): Promise<string | undefined> {
  const path = `/explain/${encodeURIComponent(messageId)}`;
  try {
    return (await controlClient(options).get(path, explanation)).text;
  } catch (error) {
    if (error instanceof ControlRefusedError && error.status === 404) return undefined;
    throw error;
  }
}
