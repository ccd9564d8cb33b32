import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PRODUCT_VERSION } from '../../simulator/version.ts';
import { writeBundle } from '../../src/bundle/write-bundle.ts';
import { gatherSources } from '../../src/capture/gather-sources.ts';
import { type ImportReport, importCaptures } from '../../src/capture/import-captures.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { oneLine } from '../../src/journal/one-line.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { SimulatorError } from '../../src/platform/simulator-error.ts';
import { Command, Option } from '../command.ts';

/** Nothing that was named is a capture that can be read. */
export class NothingImportedError extends SimulatorError {
  readonly code = 'SIM_CAPTURE_NOTHING';
  readonly remedy =
    'Name HTTP messages with or without their heads, MIME bodies, HAR files, or messages of the MHS adaptor as JSON. Nothing was written.';

  constructor({ unread }: Pick<ImportReport, 'unread'>) {
    const why = unread.slice(0, 20).map(({ name, because }) => `  ${oneLine(name)}: ${because}`);
    super(['nothing there can be read as a capture', ...why].join('\n'));
  }
}

/** It was not said where the captures are to go. */
class ImportTargetError extends SimulatorError {
  readonly code = 'SIM_CAPTURE_TARGET';
  readonly remedy = 'Give --data DIRECTORY for a journal, or --bundle FILE for one file; or both.';

  constructor() {
    super('it is not said where the captures are to go');
  }
}

interface ImportCommandOptions {
  readonly data?: string;
  readonly bundle?: string;
  readonly redact?: boolean;
  readonly order?: 'time' | 'name';
  readonly complete?: boolean;
  readonly json?: boolean;
}

/** `spinebox import`: messages that were captured elsewhere become a journal or a bundle. */
export function importCommand(): Command {
  return new Command('import')
    .description('make messages that were captured elsewhere a journal or a bundle')
    .argument('<path...>', 'files and folders: HTTP messages, MIME bodies, HAR, MHS adaptor JSON')
    .option('--data <directory>', 'journal that they are added to; made when absent')
    .option('--bundle <file>', 'bundle to write, a zip')
    .option('--redact', 'replace patient data in the bundle')
    .addOption(
      new Option('--order <how>', 'by the time in the captures where all have one, or by name')
        .choices(['time', 'name'])
        .default('time'),
    )
    .option('--complete', 'nothing is missing: what was announced and is not there did not come')
    .option('--json', 'as JSON, for scripts')
    .addHelpText(
      'after',
      `
A request and its answer belong together by name: 01-request.http and 01-response.http.
The exit code is 1 when a capture could not be read, 3 when none could.

Examples:
  $ spinebox import captures --data ./captured
  $ spinebox explain 1 --journal ./captured
  $ spinebox import session.har --bundle session.zip --redact`,
    )
    .action(async (paths: readonly string[], options: ImportCommandOptions) => {
      if (!options.data && !options.bundle) throw new ImportTargetError();
      const sources = await gatherSources(paths);
      const target = journalAt(options.data);
      try {
        const report = await importCaptures(sources, {
          journal: target.open,
          now: new Date(),
          order: options.order,
          complete: options.complete,
        });
        if (report.read === 0) throw new NothingImportedError(report);
        if (options.bundle) await bundleOf(await target.open(), report, options.bundle, options);
        process.stdout.write(options.json ? `${asJson(report)}\n` : asText(report, options));
        if (report.unread.length > 0) process.exitCode = 1;
      } finally {
        await target.close();
      }
    });
}

/** The journal of a directory, or one that is thrown away; opened once, when it is wanted. */
function journalAt(directory: string | undefined) {
  let opened: Promise<Journal> | undefined;
  let temporary: string | undefined;
  return {
    open() {
      opened ??= (async () => {
        if (!directory) temporary = await mkdtemp(join(tmpdir(), 'spinebox-import-'));
        const place = directory ?? (temporary as string);
        return openJournal({
          directory: place,
          logger: createLogger('warn'),
          sync: directory !== undefined,
        });
      })();
      return opened;
    },
    async close() {
      await (await opened)?.close();
      if (temporary) await rm(temporary, { recursive: true, force: true });
    },
  };
}

async function bundleOf(
  journal: Journal,
  { entries, read }: ImportReport,
  out: string,
  { redact = false }: ImportCommandOptions,
): Promise<void> {
  const conversations = new Set(entries.flatMap(({ conversationId: id }) => (id ? [id] : [])));
  await writeBundle({
    ...{ out, journal, redact, kind: 'capture', version: PRODUCT_VERSION, now: new Date() },
    title: `${read} captured exchanges`,
    conversations: [...conversations],
    sequences: entries.map(({ sequence }) => sequence),
  });
}

function asJson({ entries, read, unread }: ImportReport): string {
  return JSON.stringify({
    read,
    unread,
    entries: entries.map(
      ({ sequence, interaction, messageId, conversationId, findings, facts }) => ({
        ...{ sequence, source: facts?.source, interaction, messageId, conversationId },
        findings: findings?.length ?? 0,
      }),
    ),
  });
}

function asText({ entries, read, unread }: ImportReport, options: ImportCommandOptions): string {
  const lines = entries.map(({ sequence, summary, findings = [], facts }) => {
    const broken = findings.filter(({ severity }) => severity === 'must').length;
    const told = broken > 0 ? `   ${broken} broken` : '';
    return `#${sequence}  ${summary}   ${oneLine(String(facts?.source ?? ''))}${told}`;
  });
  const not = unread.map(({ name, because }) => `not readable: ${oneLine(name)}: ${because}`);
  const where = [
    ...(options.data ? [`journal ${options.data}`] : []),
    ...(options.bundle ? [`bundle ${options.bundle}`] : []),
  ].join(', ');
  const total = `${read} of ${entries.length} captures read; ${where}`;
  return `${[...lines, ...not, total].join('\n')}\n`;
}
