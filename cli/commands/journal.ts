import { stat } from 'node:fs/promises';
import { ENTRY_KINDS, type Entry } from '../../src/journal/entry.ts';
import type { Journal, JournalQuery } from '../../src/journal/journal.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { SimulatorError } from '../../src/platform/simulator-error.ts';
import { Command, InvalidArgumentError, Option } from '../command.ts';

type Print = (line: string) => void;

/** The directory that was named is none. */
class JournalMissingError extends SimulatorError {
  readonly code = 'SIM_JOURNAL_MISSING';
  readonly remedy = 'Name the directory that the simulator was started with for its journal.';

  constructor(directory: string, cause: unknown) {
    super(`there is no journal in ${directory}`, { cause });
  }
}

/**
 * `spinebox journal`: looks into the journal of a simulator that is not running. Actions throw `SimulatorError`;
 * `print` takes one line at a time. `verify` makes the exit code 1 when it finds faults.
 */
export function journalCommand(print: Print = (line) => console.log(line)): Command {
  return new Command('journal')
    .description('The journal: check that it is whole, list what is on record')
    .addCommand(verifyCommand(print))
    .addCommand(listCommand(print));
}

function verifyCommand(print: Print): Command {
  return new Command('verify')
    .description('read everything again and check frames, sums, bodies and the index')
    .argument('<directory>', 'where the journal is kept')
    .addHelpText('after', '\nExample:\n  $ spinebox journal verify journal')
    .action(async (directory: string) => {
      await using journal = await openExisting(directory);
      const { entries, bytes, segments, faults } = await journal.verify();
      print(`${entries} entries, ${bytes} bytes, ${segments} segments`);
      for (const fault of faults) print(`fault: ${fault}`);
      print(faults.length === 0 ? 'The journal is whole.' : 'The journal is damaged.');
      if (faults.length > 0) process.exitCode = 1;
    });
}

interface ListOptions extends Omit<JournalQuery, 'conversationId' | 'messageId'> {
  readonly conversation?: string;
  readonly message?: string;
  readonly open?: boolean;
  readonly json?: boolean;
}

function listCommand(print: Print): Command {
  return new Command('list')
    .description('entries on record, oldest first, a line each')
    .argument('<directory>', 'where the journal is kept')
    .addOption(new Option('--kind <kind>', 'only this kind').choices(ENTRY_KINDS))
    .option('--service <name>', 'only what this service wrote')
    .option('--conversation <id>', 'only this conversation')
    .option('--message <id>', 'only this message')
    .option('--party <key>', 'only messages from or to this party key')
    .option('--interaction <name>', 'only this ebXML Action')
    .option('--finding <check>', 'only where this check found something')
    .option('--since <time>', 'only from this time on, 2026-01-05T09:00:00Z')
    .option('--until <time>', 'only before this time')
    .option('--after <sequence>', 'only entries with a greater sequence', wholeNumber)
    .option('--limit <count>', 'at most so many', wholeNumber, 1000)
    .option('--newest-first', 'latest first')
    .option('--open', 'only work that is not settled; other choices play no part')
    .option('--json', 'as JSON, one entry a line, for scripts')
    .addHelpText(
      'after',
      `
Examples:
  $ spinebox journal list journal --kind received --limit 20 --newest-first
  $ spinebox journal list journal --finding EBXML-MANIFEST-01 --json`,
    )
    .action(async (directory: string, options: ListOptions) => {
      await using journal = await openExisting(directory);
      const { conversation, message, open, json, ...query } = options;
      const found = open
        ? await journal.openWork()
        : await journal.find({
            ...query,
            ...(conversation !== undefined && { conversationId: conversation }),
            ...(message !== undefined && { messageId: message }),
          });
      for (const entry of found) print(json ? JSON.stringify(entry) : line(entry));
    });
}

/** Opening makes a journal where there is none: a wrong path must not. */
async function openExisting(directory: string): Promise<Journal> {
  const found = await stat(directory).catch((error: unknown) => {
    throw new JournalMissingError(directory, error);
  });
  if (!found.isDirectory()) throw new JournalMissingError(directory, undefined);
  return openJournal({ directory, logger: createLogger('warn') });
}

function line({ sequence, at, kind, service, summary, findings = [] }: Entry): string {
  const checks = [...new Set(findings.map(({ check }) => check))];
  const found = checks.length > 0 ? `  [${checks.join(' ')}]` : '';
  return `#${sequence}  ${at}  ${kind.padEnd(9)}  ${service}  ${summary}${found}`;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value))
    throw new InvalidArgumentError('A whole number is wanted, 0 or more.');
  return value;
}
