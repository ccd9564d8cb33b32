import type { ViewLine } from './view-line.ts';

/** What is shown of a long text. */
export interface LineWindow {
  /** Runs of lines in order; between two of them lines are left out. */
  readonly runs: readonly (readonly ViewLine[])[];
  /** Of the whole text. */
  readonly lines: number;
}

export interface WindowOptions {
  /** Show lines from this one on. Without it: the beginning, and what lies around the marks. */
  readonly from?: number | undefined;
  /** Indexes in the text that must be seen. */
  readonly marks: readonly number[];
  /** Lines altogether, at most, but for those around marks. */
  readonly most: number;
  /** Lines on either side of a mark. */
  readonly around: number;
}

/** Chooses lines in one pass. Text of few lines is shown whole. */
export function windowLines(
  lines: Iterable<ViewLine>,
  { from, marks, most, around }: WindowOptions,
): LineWindow {
  const sorted = marks.toSorted((one, other) => one - other);
  const kept: ViewLine[] = [];
  const recent: ViewLine[] = [];
  let next = 0;
  let until = 0;
  let count = 0;
  for (const line of lines) {
    count = line.number;
    let marked = false;
    while (from === undefined && next < sorted.length && (sorted[next] ?? 0) < line.end) {
      next++;
      marked = true;
    }
    if (marked) {
      until = line.number + around;
      for (const before of recent)
        if (before.number > (kept.at(-1)?.number ?? 0)) kept.push(before);
    }
    const first = from ?? 1;
    const inFirst = line.number >= first && line.number < first + most;
    if (inFirst || line.number <= until) kept.push(line);
    recent.push(line);
    if (recent.length > around) recent.shift();
  }
  return { runs: runsOf(kept), lines: count };
}

function runsOf(lines: readonly ViewLine[]): readonly (readonly ViewLine[])[] {
  const runs: ViewLine[][] = [];
  for (const line of lines) {
    const run = runs.at(-1);
    if (run && run.at(-1)?.number === line.number - 1) run.push(line);
    else runs.push([line]);
  }
  return runs;
}
