import type { ScenarioResult } from './results.ts';

const MARKS = { passed: 'ok', failed: 'FAILED', skipped: 'skipped', 'not-reached': '-' } as const;
/** Lines of a kind, for readers that show everything at once. */
const SHOWN = 20;

/** What a scenario expected, saw and found, as plain text for readers that know no more. */
export function evidenceText(scenario: ScenarioResult): string {
  const { steps, findings, tolerated, outcomes, replay, reason } = scenario;
  const lines = [
    ...(reason ? [reason, ''] : []),
    ...steps.flatMap(({ text, status, observed }) => [
      `${MARKS[status].padEnd(8)}${text}`,
      ...observed.map((each) => `          ${each}`),
    ]),
    ...few('finding', findings, ({ check, severity, clause, message, at, sequence, suggestion }) =>
      [
        `finding ${severity} ${check} in #${sequence} at ${at}: ${message} (${clause})`,
        ...(suggestion ? [`          instead: ${suggestion}`] : []),
      ].join('\n'),
    ),
    ...few(
      'tolerated deviation',
      tolerated,
      ({ id, text, sequence }) =>
        `tolerated ${id}: ${text}${sequence === undefined ? '' : ` (#${sequence})`}`,
    ),
    ...few(
      'outcome',
      outcomes,
      ({ conversationId, status, reason: why }) =>
        `outcome ${conversationId}: ${status}${why ? `, ${why}` : ''}`,
    ),
    `replay: ${replay}`,
  ];
  return lines.join('\n');
}

function few<T>(noun: string, items: readonly T[], show: (item: T) => string): readonly string[] {
  const more = items.length - SHOWN;
  return [
    ...items.slice(0, SHOWN).map(show),
    ...(more > 0 ? [`and ${more} more ${more === 1 ? noun : `${noun}s`}`] : []),
  ];
}
