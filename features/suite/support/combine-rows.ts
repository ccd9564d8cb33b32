import { worstOf } from '../../../conformance/verdict.ts';
import type { ScenarioResult } from '../../../src/report/results.ts';

/** One result an id: rows of one id become one, with the worst verdict, so that no row hides another. */
export function combineRows(rows: readonly ScenarioResult[]): readonly ScenarioResult[] {
  const byId = Map.groupBy(rows, ({ id }) => id);
  return [...byId.values()]
    .map(combine)
    .toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

function combine(rows: readonly ScenarioResult[]): ScenarioResult {
  const [first] = rows;
  if (!first || rows.length === 1) return first as ScenarioResult;
  const verdict = worstOf(rows.map((row) => row.verdict));
  const decisive = rows.find((row) => row.verdict === verdict) ?? first;
  const reasons = [
    ...new Set(rows.flatMap(({ reason }) => (reason === undefined ? [] : [reason]))),
  ];
  const passed = rows.filter((row) => row.verdict === 'pass').length;
  const count = `${passed} of ${rows.length} rows pass`;
  const started = rows.map(({ startedAt }) => startedAt).toSorted()[0] ?? first.startedAt;
  return {
    ...decisive,
    verdict,
    reason:
      verdict === 'pass'
        ? reasons.length > 0
          ? reasons.join('; ')
          : undefined
        : `${count}: ${decisive.reason ?? verdict}`,
    steps: rows.flatMap(({ steps }) => steps),
    timeline: rows.flatMap(({ timeline }) => timeline).toSorted((a, b) => a.sequence - b.sequence),
    findings: rows.flatMap(({ findings }) => findings),
    tolerated: rows.flatMap(({ tolerated }) => tolerated),
    outcomes: rows.flatMap(({ outcomes }) => outcomes),
    startedAt: started,
    durationMs: rows.reduce((sum, { durationMs }) => sum + durationMs, 0),
  };
}
