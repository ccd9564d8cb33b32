import { join, relative, resolve } from 'node:path';
import type { FeatureRun } from '../../features/support/feature-log.ts';
import { Command } from '../command.ts';
import { verdictTable } from '../verdict-table.ts';

interface ConformOptions {
  readonly tags?: string;
  readonly name?: readonly string[];
  readonly reports: string;
  readonly quiet?: boolean;
}

/** `spinebox conform`: runs the scenarios and ends with a table of verdicts and the reports' paths. */
export function conformCommand(): Command {
  return new Command('conform')
    .description('run the scenarios against the bundled practices and judge them')
    .option(
      '--tags <expression>',
      'only scenarios with these tags, for example "@gp2gp and not @tls"',
    )
    .option('--name <text...>', 'only scenarios whose name contains this')
    .option('--reports <directory>', 'where reports are written', 'reports')
    .option('--quiet', 'only the table')
    .addHelpText(
      'after',
      `
Exit codes: 0 all passed, 1 a scenario failed, 2 an error of spinebox, 3 bad command line.

Examples:
  $ spinebox conform
  $ spinebox conform --tags @gp2gp --reports ./out`,
    )
    .action(async (options: ConformOptions) => {
      const reportsDirectory = resolve(options.reports);
      // Cucumber is large: only this command waits for it.
      const { runFeatures } = await import('../../features/support/run-cucumber.ts');
      const began = performance.now();
      const run = await runFeatures({
        reportsDirectory,
        ...(options.tags ? { tags: options.tags } : {}),
        ...(options.name ? { names: options.name.map(literally) } : {}),
        ...(options.quiet ? { quiet: true } : {}),
      });
      const seconds = (performance.now() - began) / 1000;
      process.stdout.write(`\n${verdictTable(run, seconds)}\n\n${paths(reportsDirectory)}\n`);
      process.exitCode = exitCodeOf(run);
    });
}

/** A name as a pattern that matches nothing but itself. */
function literally(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function exitCodeOf({ failed, passed, errors }: FeatureRun): number {
  if (failed > 0) return 1;
  // A run that judged nothing, or could not read its features, must not look like a good one.
  return passed > 0 && errors.length === 0 ? 0 : 2;
}

function paths(directory: string): string {
  const shown = (file: string) => relative(process.cwd(), join(directory, file)) || file;
  return [
    `report    ${shown('features.html')}`,
    `JUnit     ${shown('junit.xml')}`,
    `messages  ${shown('messages.ndjson')}`,
  ].join('\n');
}
