import { explainMessage } from '../../simulator/explain-message.ts';
import { SimulatorError } from '../../src/platform/simulator-error.ts';
import { z } from '../../src/platform/zod.ts';
import { Command } from '../command.ts';
import {
  type ControlOptions,
  ControlRefusedError,
  controlClient,
  withControlOptions,
} from '../control-client.ts';
import { openExistingJournal } from '../existing-journal.ts';

class NothingKnownError extends SimulatorError {
  readonly code = 'SIM_MESSAGE_UNKNOWN';
  readonly remedy =
    'Check the id, which is compared without regard to case. `spinebox journal list` shows what is on record; the number of a line will do for an id.';

  constructor(messageId: string) {
    super(`nothing is on record of ${messageId}`);
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
    .argument(
      '<id>',
      'ebXML MessageId or ConversationId, X-Request-ID or X-Correlation-ID of a web face, or the number of a line of `spinebox journal list`',
    )
    .option('--journal <directory>', 'journal of a simulator that is not running')
    .addHelpText(
      'after',
      `
Examples:
  $ spinebox explain 7C3C4B2E-1B60-4B1E-8F0B-2D0D0A1C0002
  $ spinebox explain 7C3C4B2E-1B60-4B1E-8F0B-2D0D0A1C0002 --journal ./journal
  $ spinebox journal list --service sds-ldap      searches over LDAP have no id but their number
  $ spinebox explain 12`,
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
  await using journal = await openExistingJournal(directory);
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
