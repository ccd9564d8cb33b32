import type { Explanation } from '../../simulator/control/control-parts.ts';
import { explainMessage } from '../../simulator/explain-message.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { SimulatorError } from '../../src/platform/simulator-error.ts';
import { Command, Option } from '../command.ts';

class NothingKnownError extends SimulatorError {
  readonly code = 'SIM_MESSAGE_UNKNOWN';
  readonly remedy =
    'Check the id; `spinebox journal list DIR` shows what is on record. Ids are compared without regard to case.';

  constructor(messageId: string) {
    super(`no message ${messageId} is on record`);
  }
}

class ControlUnreachableError extends SimulatorError {
  readonly code = 'SIM_CONTROL_UNREACHABLE';
  readonly remedy =
    'Start it with `spinebox up`, name its control API with --control, or name a stopped journal with --journal.';

  constructor(url: string, cause: unknown) {
    super(`no simulator answers at ${url}`, { cause });
  }
}

interface ExplainOptions {
  readonly journal?: string;
  readonly control: string;
  readonly token?: string;
}

/** `spinebox explain`: why a message was answered as it was, and what became of it. */
export function explainCommand(): Command {
  return new Command('explain')
    .description('why a message was answered as it was, and what became of it')
    .argument('<message-id>', 'ebXML MessageId')
    .option('--journal <directory>', 'journal of a simulator that is not running')
    .addOption(
      new Option('--control <url>', 'control API of a running simulator').default(
        'http://127.0.0.1:8470',
      ),
    )
    .addOption(
      new Option('--token <text>', 'token of the control API').env('SPINEBOX_CONTROL__TOKEN'),
    )
    .addHelpText(
      'after',
      `
Examples:
  $ spinebox explain 7C3C4B2E-1B60-4B1E-8F0B-2D0D0A1C0002
  $ spinebox explain 7C3C4B2E-1B60-4B1E-8F0B-2D0D0A1C0002 --journal ./journal`,
    )
    .action(async (messageId: string, options: ExplainOptions) => {
      const explanation = options.journal
        ? await fromJournal(options.journal, messageId)
        : await fromControl(options, messageId);
      if (!explanation) throw new NothingKnownError(messageId);
      process.stdout.write(`${explanation.text}\n`);
    });
}

async function fromJournal(directory: string, messageId: string): Promise<Explanation | undefined> {
  await using journal = await openJournal({ directory });
  return explainMessage(journal, messageId);
}

async function fromControl(
  { control, token }: ExplainOptions,
  messageId: string,
): Promise<Pick<Explanation, 'text'> | undefined> {
  const url = `${control.replace(/\/$/, '')}/api/v1/explain/${encodeURIComponent(messageId)}`;
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  const response = await fetch(url, { headers }).catch((error: unknown) => {
    throw new ControlUnreachableError(control, error);
  });
  if (response.status === 404) return undefined;
  if (!response.ok) throw new ControlUnreachableError(control, `HTTP ${response.status}`);
  const { text } = (await response.json()) as { readonly text?: unknown };
  return { text: String(text) };
}
