import { renderBaseline } from './baseline/render-baseline.ts';
import type { RunResults, ScenarioResult, Verdict } from './results.ts';
import { countsInWords, summaryOf } from './summary.ts';
import { wrapText } from './wrap-text.ts';

const COLUMNS: readonly (readonly [Verdict, string])[] = [
  ['pass', 'pass'],
  ['fail', 'fail'],
  ['error', 'error'],
  ['skip', 'skip'],
  ['notApplicable', 'n/a'],
  ['report', 'report'],
];
const COLUMN = 7;
const LABELS: Partial<Readonly<Record<Verdict, string>>> = {
  fail: 'FAIL',
  error: 'ERROR',
  report: 'REPORT',
};

/**
 * How a run ended, for a terminal: verdicts by feature, then each scenario that is to be looked at with its reason and
 * the command that runs it again, then one line of verdict. Lines keep to `width`, but for commands: those are to be
 * copied.
 */
export function renderSummary(results: RunResults, width = 80): string {
  const { scenarios, summary, notRun, durationMs, seed } = results;
  const told = (['fail', 'error', 'report'] as const).flatMap((verdict) =>
    scenarios
      .filter((each) => each.verdict === verdict && each.baseline?.status !== 'known')
      .flatMap((each) => entry(each, width)),
  );
  return [
    ...table(scenarios, width),
    ...told,
    ...leftOut('skipped', 'skip', scenarios, width),
    ...leftOut('not applicable', 'notApplicable', scenarios, width),
    ...notRunLines(notRun, width),
    ...renderBaseline(results, width),
    '',
    ...wrapText(
      `verdict: ${verdictWords(results)}; seed ${seed}, ${(durationMs / 1000).toFixed(1)} s`,
      width,
      '  ',
      '    ',
    ),
    ...(summary.fail + summary.error + summary.pass + summary.report === 0
      ? wrapText('Nothing was judged, so nothing was shown.', width, '  ')
      : []),
  ].join('\n');
}

/** `FAILED: 2 failed, 243 passed`; `FAILED AS KNOWN: 2 failed, 243 passed` when the baseline has all that went wrong. */
export function verdictWords(results: Pick<RunResults, 'summary'> & Partial<Marked>): string {
  const { summary } = results;
  const { fail, error, pass, report } = summary;
  const head = failsAsKnown(results)
    ? 'FAILED AS KNOWN'
    : fail > 0
      ? 'FAILED'
      : error > 0
        ? 'NOT DECIDED'
        : pass + report > 0
          ? 'PASSED'
          : 'NOTHING WAS JUDGED';
  const counts = countsInWords(summary);
  return counts === '' ? head : `${head}: ${counts}`;
}

interface Marked {
  readonly scenarios: readonly Pick<ScenarioResult, 'verdict' | 'baseline'>[];
}

/** Whether something went wrong, and nothing but what the baseline has. */
export function failsAsKnown({ scenarios = [] }: Partial<Marked>): boolean {
  const bad = scenarios.filter(({ verdict }) => verdict === 'fail' || verdict === 'error');
  return bad.length > 0 && bad.every(({ baseline }) => baseline?.status === 'known');
}

function table(scenarios: readonly ScenarioResult[], width: number): readonly string[] {
  const features = [...new Set(scenarios.map(({ feature }) => feature))];
  const widest = Math.max(7, ...features.map((feature) => feature.length));
  const name = Math.min(widest, width - 2 - COLUMN * COLUMNS.length);
  const row = (label: string, cells: readonly string[]) =>
    `  ${clip(label, name).padEnd(name)}${cells.map((cell) => cell.padStart(COLUMN)).join('')}`;
  const counted = (some: readonly ScenarioResult[]) => {
    const counts = summaryOf(some);
    return COLUMNS.map(([verdict]) => (counts[verdict] === 0 ? '.' : String(counts[verdict])));
  };
  const rule = `  ${'-'.repeat(name + COLUMN * COLUMNS.length)}`;
  return [
    row(
      'Feature',
      COLUMNS.map(([, head]) => head),
    ),
    rule,
    ...features.map((feature) =>
      row(feature, counted(scenarios.filter((each) => each.feature === feature))),
    ),
    rule,
    row('all', counted(scenarios)),
  ];
}

function entry({ id, basis, verdict, title, reason, replay }: ScenarioResult, width: number) {
  const label = LABELS[verdict] ?? verdict;
  return [
    '',
    ...wrapText(`${label}  ${id} (${basis})  ${title}`, width, '  ', '        '),
    ...wrapText(reason ?? 'no reason was given', width, '      '),
    `      replay: ${oneLine(replay)}`,
  ];
}

/** Scenarios that were left out, by why: a missing hook is named once, with how many it cost. */
function leftOut(
  label: string,
  verdict: Verdict,
  scenarios: readonly ScenarioResult[],
  width: number,
): readonly string[] {
  const reasons = new Map<string, number>();
  for (const each of scenarios) {
    if (each.verdict !== verdict) continue;
    const why = each.reason ?? 'no reason was given';
    reasons.set(why, (reasons.get(why) ?? 0) + 1);
  }
  if (reasons.size === 0) return [];
  const rows = [...reasons].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return [
    '',
    ...rows.flatMap(([why, count]) =>
      wrapText(`${String(count).padStart(4)} ${label}: ${why}`, width, '  ', '       '),
    ),
  ];
}

/** Checks that were not run, once for each reason. */
function notRunLines(notRun: RunResults['notRun'], width: number): readonly string[] {
  if (notRun.length === 0) return [];
  const reasons = new Map<string, string[]>();
  for (const { check, because } of notRun)
    reasons.set(because, [...(reasons.get(because) ?? []), check]);
  return [
    '',
    ...[...reasons].flatMap(([because, checks]) =>
      wrapText(`not run: ${checks.join(', ')}: ${because}`, width, '  ', '    '),
    ),
  ];
}

function clip(text: string, width: number): string {
  const line = oneLine(text);
  return line.length <= width ? line : `${line.slice(0, width - 3)}...`;
}

/** What a peer sent may stand in a text: nothing of it may steer the terminal. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}
