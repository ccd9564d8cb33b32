import type { FeatureRun } from '../features/support/feature-log.ts';

/** The verdicts of a run as a table by feature, with what failed or was skipped below it. */
export function verdictTable(run: FeatureRun, seconds: number): string {
  const { scenarios, errors, passed, failed, skipped } = run;
  const features = [...new Set(scenarios.map(({ feature }) => feature))];
  const width = Math.max(12, ...features.map((feature) => feature.length));
  const row = (name: string, passed: string, failed: string, skipped: string) =>
    `  ${name.padEnd(width)}  ${passed.padStart(6)}  ${failed.padStart(6)}  ${skipped.padStart(7)}`;
  const lines = [row('Feature', 'passed', 'failed', 'skipped'), `  ${'-'.repeat(width + 27)}`];
  for (const feature of features) {
    const of = (status: string) =>
      scenarios.filter((each) => each.feature === feature && each.status === status).length;
    lines.push(row(feature, cell(of('passed')), cell(of('failed')), cell(of('skipped'))));
  }
  lines.push(`  ${'-'.repeat(width + 27)}`);
  lines.push(row('all', cell(passed), cell(failed), cell(skipped)));
  for (const { feature, scenario, status, message } of scenarios) {
    if (status === 'passed') continue;
    const why = message ? `\n      ${message.split('\n')[0]}` : '';
    lines.push('', `  ${status.toUpperCase()}  ${feature}: ${scenario}${why}`);
  }
  for (const error of errors) lines.push('', `  UNREADABLE  ${error}`);
  const verdict = failed > 0 ? 'FAILED' : passed > 0 ? 'PASSED' : 'NOTHING WAS JUDGED';
  lines.push('', `  verdict: ${verdict} in ${seconds.toFixed(1)} s`);
  return lines.join('\n');
}

function cell(count: number): string {
  return count === 0 ? '.' : String(count);
}
