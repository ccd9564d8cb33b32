import { readFile } from 'node:fs/promises';
import type { MessageToCompare } from '../../src/explain/diff/opened-message.ts';
import { renderDiff } from '../../src/explain/diff/render-diff.ts';
import { semanticDiff } from '../../src/explain/diff/semantic-diff.ts';
import { SimulatorError } from '../../src/platform/simulator-error.ts';
import { z } from '../../src/platform/zod.ts';
import { Command, Option } from '../command.ts';
import { type ControlOptions, controlClient, withControlOptions } from '../control-client.ts';
import { explainedSource, type SourceOptions } from '../explained-source.ts';

/** What is to be compared is not there, or has no body. */
class NothingToCompareError extends SimulatorError {
  readonly code = 'SIM_NOTHING_TO_COMPARE';
  readonly remedy: string;

  constructor(what: string, remedy: string, cause?: unknown) {
    super(`${what} cannot be compared`, { cause });
    this.remedy = remedy;
  }
}

type Side = 'request' | 'response';

interface DiffCommandOptions extends ControlOptions, SourceOptions {
  readonly side: Side;
  readonly ids?: boolean;
  readonly times?: boolean;
  readonly values?: boolean;
  readonly json?: boolean;
}

const header = z.tuple([z.string(), z.string()]);
const side = z.looseObject({
  method: z.string().optional(),
  path: z.string().optional(),
  status: z.number().optional(),
  headers: z.array(header),
  body: z.looseObject({ length: z.number() }).optional(),
});
const entry = z.looseObject({ request: side.optional(), response: side.optional() });

/** `spinebox diff`: in what two messages differ by meaning. */
export function diffCommand(): Command {
  return withControlOptions(new Command('diff'))
    .description('in what two messages differ by meaning: files, or entries of a journal')
    .argument('<a>', "a captured message, or the number of an entry: '#12'")
    .argument('<b>', 'the other one')
    .addOption(
      new Option('--side <which>', 'of entries: what was asked, or what was answered')
        .choices(['request', 'response'])
        .default('request'),
    )
    .option('--journal <directory>', 'journal of a simulator that is not running')
    .addOption(new Option('--bundle <file>', 'evidence in one file').conflicts('journal'))
    .option('--ids', 'compare ids letter by letter, not only how they are used')
    .option('--times', 'compare times, not only how they are written')
    .option('--values', 'show text and values of the payload: they can be data of patients')
    .option('--json', 'as JSON, for scripts')
    .addHelpText(
      'after',
      `
The order of attributes, prefixes, white space between elements and boundaries mean nothing. Other ids
and times are no difference either, as long as they are used alike and written in the same form: an
id that referred to one thing and now refers to another is told (#).
Exit codes: 0 the same, 1 different.

Examples:
  $ spinebox diff mine.mime theirs.mime
  $ spinebox diff '#12' '#15'
  $ spinebox diff '#12' '#15' --journal ./journal --ids
  $ spinebox diff expected.xml '#15' --side response`,
    )
    .action(async (a: string, b: string, options: DiffCommandOptions) => {
      const { ids, times, values, json } = options;
      const asked = {
        ...(ids && { ids }),
        ...(times && { times }),
        ...(values && { values }),
      };
      const found = semanticDiff(await messageOf(a, options), await messageOf(b, options), asked);
      process.stdout.write(`${json ? JSON.stringify(found, undefined, 2) : renderDiff(found)}\n`);
      if (!found.same) process.exitCode = 1;
    });
}

async function messageOf(what: string, options: DiffCommandOptions): Promise<MessageToCompare> {
  const number = /^#(\d{1,15})$/.exec(what)?.[1];
  if (number === undefined) {
    return readFile(what).catch((error: unknown) => {
      throw new NothingToCompareError(
        what,
        'Name a file, or an entry of the journal as #12.',
        error,
      );
    });
  }
  const found = (await inSource(Number(number), options)) ?? (await inControl(number, options));
  if (found) return found;
  const remedy = `\`spinebox journal list\` shows what is on record; --side asks for the other side.`;
  throw new NothingToCompareError(`the ${options.side} of entry ${what}`, remedy);
}

async function inSource(sequence: number, options: DiffCommandOptions) {
  await using source = await explainedSource(options);
  if (!source) return undefined;
  const kept = (await source.journal.get(sequence))?.[options.side];
  const remedy = 'The entry is not on record, or has no body on this side.';
  if (!kept?.body) throw new NothingToCompareError(`entry #${sequence}`, remedy);
  return { ...kept, body: await source.journal.readBody(kept.body) };
}

async function inControl(number: string, options: DiffCommandOptions) {
  const client = controlClient(options);
  const kept = (await client.get(`/journal/${number}`, entry))[options.side];
  if (!kept?.body) return undefined;
  const body = await client.bytes(`/journal/${number}/body`, { side: options.side });
  return { ...kept, body };
}
