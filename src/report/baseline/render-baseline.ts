import type { BaselineMark, RunResults, ScenarioResult } from '../results.ts';
import { wrapText } from '../wrap-text.ts';

export const BASELINE_STATUSES = ['new', 'different', 'known', 'fixed', 'not-judged'] as const;

const COUNTED: Readonly<Record<BaselineMark['status'], string>> = {
  new: 'new',
  different: 'known but otherwise',
  known: 'known',
  fixed: 'fixed',
  'not-judged': 'not judged',
};

/** `1 new, 2 known, 1 fixed`; what there is none of is left out. */
export function baselineCounts(scenarios: readonly Pick<ScenarioResult, 'baseline'>[]): string {
  const counted = BASELINE_STATUSES.flatMap((status) => {
    const count = scenarios.filter(({ baseline }) => baseline?.status === status).length;
    return count === 0 ? [] : [`${count} ${COUNTED[status]}`];
  });
  return counted.join(', ') || 'nothing of it fails, and nothing new';
}

/** What the baseline says of a scenario, in one sentence. */
export function baselineTold({ status, since, note, otherwise }: BaselineMark): string {
  const about = `${since ? ` since ${since}` : ''}${note ? `: ${note}` : ''}`;
  switch (status) {
    case 'new':
      return 'new: it is not in the baseline';
    case 'known':
      return `known${about}`;
    case 'different':
      return `counts as new, for ${otherwise} (known${about})`;
    case 'fixed':
      return `fixed: take it out of the baseline (known${about})`;
    case 'not-judged':
      return `not judged, so it is not known whether it is fixed (known${about})`;
  }
}

/** What the baseline made of a run, for a terminal; nothing where there was none. */
export function renderBaseline(
  { scenarios, baseline, shard }: RunResults,
  width: number,
): readonly string[] {
  if (!baseline) return [];
  const rows = BASELINE_STATUSES.flatMap((status) =>
    scenarios.flatMap(({ id, baseline: mark }) =>
      mark?.status === status
        ? wrapText(`${id} ${baselineTold(mark)}`, width, '      ', '        ')
        : [],
    ),
  );
  // A shard plays a part of the suite: what is not in it is in another.
  const absent = shard === undefined ? baseline.notPlayed : [];
  return [
    '',
    ...wrapText(`baseline: ${baselineCounts(scenarios)}`, width, '  ', '    '),
    ...rows,
    ...(absent.length === 0
      ? []
      : wrapText(`not played: ${absent.join(', ')}`, width, '      ', '        ')),
  ];
}
