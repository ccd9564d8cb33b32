import { explainMessage } from '../../simulator/explain-message.ts';
import { nearestIds } from '../../src/explain/nearest-ids.ts';
import { SimulatorError } from '../../src/platform/simulator-error.ts';
import { z } from '../../src/platform/zod.ts';
import { Command, Option } from '../command.ts';
import {
  type ControlOptions,
  ControlRefusedError,
  controlClient,
  withControlOptions,
} from '../control-client.ts';
import { explainedSource, type SourceOptions } from '../explained-source.ts';

const LISTED =
  '`spinebox journal list` shows what is on record; the number of a line will do for an id.';

/** Nothing on record has the id that was asked for. */
class NothingKnownError extends SimulatorError {
  readonly code = 'SIM_MESSAGE_UNKNOWN';
  readonly remedy: string;

  constructor(messageId: string, nearest: string) {
    super(`nothing is on record of ${messageId}`);
    this.remedy = `Check the id, which is compared without regard to case. ${nearest}${LISTED}`;
  }
}

type ExplainOptions = ControlOptions & SourceOptions & { readonly json?: boolean };

const explanation = z.looseObject({ text: z.string() });

/** `spinebox explain`: why a message was answered as it was, and what became of it. */
export function explainCommand(): Command {
  return withControlOptions(new Command('explain'))
    .description('why a message was answered as it was, what is wrong with it, what to change')
    .argument(
      '<id>',
      'ebXML MessageId or ConversationId, X-Request-ID or X-Correlation-ID of a web face, or the number of a line of `spinebox journal list`',
    )
    .option('--journal <directory>', 'journal of a simulator that is not running')
    .addOption(new Option('--bundle <file>', 'evidence in one file').conflicts('journal'))
    .option('--json', 'as JSON, with every problem field by field')
    .addHelpText(
      'after',
      `
Of everything that was refused or found wrong: what was expected, what came, by which rule, where in
the bytes, the nearest thing that would have been accepted, and what to change.

Examples:
  $ spinebox explain 7C3C4B2E-1B60-4B1E-8F0B-2D0D0A1C0002
  $ spinebox explain 7C3C4B2E-1B60-4B1E-8F0B-2D0D0A1C0002 --journal ./journal
  $ spinebox explain '#12' --bundle failure.zip --json
  $ spinebox journal list --service sds-ldap      searches over LDAP have no id but their number
  $ spinebox explain 12`,
    )
    .action(async (messageId: string, options: ExplainOptions) => {
      const found =
        (await fromSource(options, messageId)) ?? (await fromControl(options, messageId));
      const text = options.json ? JSON.stringify(found, undefined, 2) : found.text;
      process.stdout.write(`${text}\n`);
    });
}

/** From a journal or a bundle; `undefined` when none is named. */
async function fromSource(options: SourceOptions, messageId: string) {
  await using source = await explainedSource(options);
  if (!source) return undefined;
  const found = await explainMessage(source.journal, messageId);
  if (found) return found;
  const near = await nearestIds(source.journal, messageId);
  const nearest = near.length > 0 ? `The nearest on record: ${near.join(', ')}. ` : '';
  throw new NothingKnownError(messageId, nearest);
}

async function fromControl(options: ControlOptions, messageId: string) {
  const path = `/explain/${encodeURIComponent(messageId)}`;
  try {
    return await controlClient(options).get(path, explanation);
  } catch (error) {
    if (!(error instanceof ControlRefusedError) || error.status !== 404) throw error;
    const [nearest = ''] = /^The nearest on record: [^.]*\. /.exec(error.remedy) ?? [];
    throw new NothingKnownError(messageId, nearest);
  }
}
