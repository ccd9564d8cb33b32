import { join, relative } from 'node:path';
import { openCertificateStore } from '../../src/pki/certificate-store.ts';
import { statementSigner } from '../../src/pki/statement-signer.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { withoutBaseline } from '../../src/report/baseline/apply-baseline.ts';
import { mergeShards } from '../../src/report/merge-shards.ts';
import { readResults } from '../../src/report/read-results.ts';
import { renderSummary } from '../../src/report/render-summary.ts';
import type { RunResults } from '../../src/report/results.ts';
import { resultsJsonSchema } from '../../src/report/results-json.ts';
import { writeReports } from '../../src/report/write-reports.ts';
import {
  type BaselineGate,
  type BaselineOptions,
  mergedExitCode,
  openBaselineGate,
  withBaselineOptions,
} from '../baseline-gate.ts';
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

interface WriteOptions extends BaselineOptions {
  readonly out: string;
  readonly sign?: boolean;
  readonly certs: string;
  readonly exitCode?: boolean;
}

function mergeCommand(print: Print): Command {
  return writing(new Command('merge'))
    .description('put the shards of one run together and write one set of reports')
    .argument('<directories...>', 'where the reports of each shard lie')
    .addHelpText(
      'after',
      `
Shards of another system, seed, version or baseline are refused; missing ones are told. With --exit-code it ends as
conform does: 0 passed or failed as known, 1 failed, 2 an error or a shard is missing, 3 nothing was judged.

Example:
  $ spinebox conform --sut sut.yaml --shard 1/2 --seed 7 --reports reports/1
  $ spinebox conform --sut sut.yaml --shard 2/2 --seed 7 --reports reports/2
  $ spinebox report merge reports/1 reports/2 --out reports --sign
  $ spinebox report merge reports/* --baseline baseline.yaml --exit-code`,
    )
    .action(async (directories: readonly string[], options: WriteOptions) => {
      const gate = await openBaselineGate(options);
      const shards = [];
      for (const directory of directories) shards.push(await readResults(directory));
      // One that is named here counts, whatever the shards were held against.
      const named = options.baseline !== undefined;
      const results = gate.hold(mergeShards(named ? shards.map(withoutBaseline) : shards));
      await write(results, options, gate, print);
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
      const gate = await openBaselineGate(options);
      await write(gate.hold(await readResults(file)), options, gate, print);
    });
}

function schemaCommand(print: Print): Command {
  return new Command('schema')
    .description('print the JSON Schema of results.json')
    .addHelpText('after', '\nExample:\n  $ spinebox report schema > results.schema.json')
    .action(() => print(JSON.stringify(resultsJsonSchema(), undefined, 2)));
}

function writing(command: Command): Command {
  return withBaselineOptions(command)
    .option('--out <directory>', 'where reports are written', 'reports')
    .option('--exit-code', 'end as conform does: 1 when something failed')
    .option('--sign', 'sign a conformance statement, too')
    .addOption(
      new Option('--certs <directory>', 'where the key of the signer is kept or made')
        .env('SPINEBOX_CERTS')
        .default(join('certs', 'generated')),
    );
}

async function write(
  results: RunResults,
  options: WriteOptions,
  gate: BaselineGate,
  print: Print,
): Promise<void> {
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
  const told = await gate.write(results, clock.now());
  if (told !== '') print(told.trimEnd());
  if (options.exitCode) process.exitCode = mergedExitCode(gate, results);
}
