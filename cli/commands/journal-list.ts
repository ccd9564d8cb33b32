import { ENTRY_KINDS, type Entry } from '../../src/journal/entry.ts';
import type { JournalQuery } from '../../src/journal/journal.ts';
import { z } from '../../src/platform/zod.ts';
import { Command, InvalidArgumentError, Option } from '../command.ts';
import { type ControlOptions, controlClient, withControlOptions } from '../control-client.ts';
import { openExistingJournal } from '../existing-journal.ts';

type Print = (line: string) => void;

interface ListOptions extends ControlOptions, Omit<JournalQuery, 'conversationId' | 'messageId'> {
  readonly limit: number;
  readonly conversation?: string;
  readonly message?: string;
  readonly open?: boolean;
  readonly json?: boolean;
}

/** `spinebox journal list`: entries of a running simulator, or of a directory that no simulator runs on. */
export function journalListCommand(print: Print): Command {
  return withControlOptions(new Command('list'))
    .description(
      'entries on record, oldest first, a line each; `spinebox explain NUMBER` tells why',
    )
    .argument('[directory]', 'where a journal is kept; of the running simulator unless given')
    .addOption(new Option('--kind <kind>', 'only this kind').choices(ENTRY_KINDS))
    .option('--service <name>', 'only this service: spine, sds-ldap, sds-fhir, pds-fhir ...')
    .option('--conversation <id>', 'only this conversation')
    .option('--message <id>', 'only this message')
    .option('--party <key>', 'only messages from or to this party key')
    .option('--interaction <name>', 'only this ebXML Action or operation')
    .option('--finding <check>', 'only where this check found something')
    .option('--since <time>', 'only from this time on, 2026-01-05T09:00:00Z')
    .option('--until <time>', 'only before this time')
    .option('--after <sequence>', 'only entries with a greater number', wholeNumber)
    .option('--limit <count>', 'at most so many, 1 to 1000', count, 1000)
    .option('--newest-first', 'latest first')
    .option('--open', 'only work that is not settled; other choices play no part')
    .option('--json', 'as JSON, one entry a line, for scripts')
    .addHelpText(
      'after',
      `
Examples:
  $ spinebox journal list --service sds-ldap --newest-first --limit 5
  $ spinebox journal list --kind received --since 2026-01-05T09:00:00Z
  $ spinebox journal list ./journal --finding EBXML-MANIFEST-01 --json`,
    )
    .action(async (directory: string | undefined, options: ListOptions) => {
      const found = directory
        ? await fromDirectory(directory, options)
        : await fromControl(options);
      for (const entry of found) print(options.json ? JSON.stringify(entry) : line(entry));
    });
}

async function fromDirectory(directory: string, options: ListOptions): Promise<readonly Entry[]> {
  const { conversation, message, open, json: _, control: __, token: ___, ...query } = options;
  await using journal = await openExistingJournal(directory);
  if (open) return journal.openWork();
  return journal.find({
    ...query,
    ...(conversation !== undefined && { conversationId: conversation }),
    ...(message !== undefined && { messageId: message }),
  });
}

/** What a line shows of an entry; `--json` shows all that came. */
const shownEntry = z.looseObject({
  sequence: z.number(),
  at: z.string(),
  kind: z.string(),
  service: z.string(),
  summary: z.string(),
  findings: z.array(z.looseObject({ check: z.string() })).optional(),
});
type ShownEntry = Readonly<z.output<typeof shownEntry>>;

const page = z.object({ entries: z.array(shownEntry) });

async function fromControl(options: ListOptions): Promise<readonly ShownEntry[]> {
  const { control, token, json: _, newestFirst, open, ...query } = options;
  const client = controlClient({ control, ...(token !== undefined && { token }) });
  const asked = {
    ...query,
    ...(newestFirst && { newestFirst: 'true' }),
    ...(open && { open: 'true' }),
  };
  return (await client.get('/journal', page, asked)).entries;
}

function line({ sequence, at, kind, service, summary, findings = [] }: Entry | ShownEntry): string {
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

function count(text: string): number {
  const value = wholeNumber(text);
  if (value >= 1 && value <= 1000) return value;
  throw new InvalidArgumentError('A whole number from 1 to 1000 is wanted.');
}
