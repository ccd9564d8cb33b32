import { join, relative } from 'node:path';
import { openCertificateStore } from '../../src/pki/certificate-store.ts';
import { statementSigner } from '../../src/pki/statement-signer.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { mergeShards } from '../../src/report/merge-shards.ts';
import { readResults } from '../../src/report/read-results.ts';
import { renderSummary } from '../../src/report/render-summary.ts';
import type { RunResults } from '../../src/report/results.ts';
import { resultsJsonSchema } from '../../src/report/results-json.ts';
import { writeReports } from '../../src/report/write-reports.ts';
import { Command, Option } from '../command.ts';

type Print = (line: string) => void;

/** `spinebox report`: reports from results that are there. Actions throw `SimulatorError`. */
export function reportCommand(print: Print = (line) => console.log(line)): Command {
  return new Command('report')
    .description('make reports of results, merge those of shards')
    .addCommand(mergeCommand(print))
    .addCommand(writeCommand(print))
    .addCommand(schemaCommand(print));
}

interface WriteOptions {
  readonly out: string;
  readonly sign?: boolean;
  readonly certs: string;
}

function mergeCommand(print: Print): Command {
  return writing(new Command('merge'))
    .description('put the shards of one run together and write one set of reports')
    .argument('<directories...>', 'where the reports of each shard lie')
    .addHelpText(
      'after',
      `
Shards of another system, seed or version are refused; missing ones are told.

Example:
  $ spinebox conform --sut sut.yaml --shard 1/2 --seed 7 --reports reports/1
  $ spinebox conform --sut sut.yaml --shard 2/2 --seed 7 --reports reports/2
  $ spinebox report merge reports/1 reports/2 --out reports --sign`,
    )
    .action(async (directories: readonly string[], options: WriteOptions) => {
      const shards = [];
      for (const directory of directories) shards.push(await readResults(directory));
      const results = mergeShards(shards);
      await write(results, options, print);
      if (results.shard !== undefined)
        print(`These are the shards ${results.shard} only: the others are missing.`);
    });
}

function writeCommand(print: Print): Command {
  return writing(new Command('write'))
    .description('write the reports of results again')
    .argument('<results>', 'results.json, or the directory that it lies in')
    .addHelpText('after', '\nExample:\n  $ spinebox report write old/results.json --out reports')
    .action(async (file: string, options: WriteOptions) => {
      await write(await readResults(file), options, print);
    });
}

function schemaCommand(print: Print): Command {
  return new Command('schema')
    .description('print the JSON Schema of results.json')
    .addHelpText('after', '\nExample:\n  $ spinebox report schema > results.schema.json')
    .action(() => print(JSON.stringify(resultsJsonSchema(), undefined, 2)));
}

function writing(command: Command): Command {
  return command
    .option('--out <directory>', 'where reports are written', 'reports')
    .option('--sign', 'sign a conformance statement, too')
    .addOption(
      new Option('--certs <directory>', 'where the key of the signer is kept or made')
        .env('SPINEBOX_CERTS')
        .default(join('certs', 'generated')),
    );
}

async function write(results: RunResults, options: WriteOptions, print: Print): Promise<void> {
  const { out, sign, certs } = options;
  const clock = systemClock();
  const signer = sign
    ? await statementSigner(await openCertificateStore({ directory: certs, clock }))
    : undefined;
  const written = await writeReports(
    results,
    out,
    signer ? { sign: { signer, at: clock.now() } } : {},
  );
  print(renderSummary(results));
  print('');
  for (const path of written) print(`  ${relative(process.cwd(), path) || path}`);
}
