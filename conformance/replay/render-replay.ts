import type { ReplayOutcome } from './compare-results.ts';
import type { ReplayReport } from './replay-report.ts';

const WORDS: Readonly<Record<ReplayOutcome, string>> = {
  reproduced: 'reproduced',
  different: 'different',
  'not-reproduced': 'not reproduced',
  'not-played': 'not played',
};

/** What a replay came to, for a person at a terminal. */
export function renderReplay(report: ReplayReport): string {
  const { title, versions, seed, system, playings, outcome, redacted, doubts } = report;
  const played = playings.flatMap((each) => [
    `${each.id}  ${each.time}  ${WORDS[each.outcome]}`,
    ...(each.difference === undefined ? [] : [`    first difference: ${each.difference}`]),
  ]);
  const count = playings.filter((each) => each.outcome === 'reproduced').length;
  return [
    title,
    `against ${system}, seed ${seed.now}`,
    ...notes(versions, seed, redacted),
    ...doubts.map((doubt) => `note: ${doubt}`),
    '',
    ...played,
    '',
    `${WORDS[outcome]}: ${count} of ${playings.length} ${playings.length === 1 ? 'playing' : 'playings'} as it was then`,
  ].join('\n');
}

function notes(
  versions: ReplayReport['versions'],
  seed: ReplayReport['seed'],
  redacted: boolean,
): readonly string[] {
  return [
    ...(versions.was === versions.now
      ? []
      : [`note: the bundle is of spinebox ${versions.was}, this is ${versions.now}`]),
    ...(seed.was === undefined || seed.was === seed.now
      ? []
      : [`note: the seed was ${seed.was} then: patients and content are others`]),
    ...(redacted ? ['note: the bundle is redacted: texts in it may be others'] : []),
  ];
}
