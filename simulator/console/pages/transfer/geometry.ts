import type { ConversationStory, StoryLane } from '../../../../src/story/conversation-story.ts';
import type { DiagramRow } from './diagram-rows.ts';
import { messageLines, titleHeight } from './row-words.ts';

/** Where things lie in the diagram, in its own units: it is scaled to the width of the page. */
export const WIDTH = 1200;
/** Right edge of the times. */
export const TIME_X = 78;
/** Where the lines of timers begin, and how far they are apart. */
export const TIMER_X = 94;
export const TIMER_STEP = 17;
const FIRST_LANE = 238;
const LAST_LANE = 1128;
export const LINE_HEIGHT = 17;

/** A row with its place. */
export interface PlacedRow {
  readonly row: DiagramRow;
  readonly top: number;
  /** Where its arrow lies. */
  readonly y: number;
  readonly height: number;
}

export interface Geometry {
  /** By the lane's id. */
  readonly laneX: ReadonlyMap<string, number>;
  readonly rows: readonly PlacedRow[];
  readonly height: number;
  /** Where a time lies on the axis. */
  yAt(time: number): number;
}

export function geometryOf(story: ConversationStory, rows: readonly DiagramRow[]): Geometry {
  const since = Date.parse(story.startedAt);
  const placed: PlacedRow[] = [];
  let top = 14;
  for (const row of rows) {
    const { above, below } = roomOf(row, since);
    placed.push({ row, top, y: top + above, height: above + below });
    top += above + below;
  }
  const anchors = placed.map(({ row, y }) => [Date.parse(row.at), y] as const);
  return {
    laneX: lanePlaces(story.lanes),
    rows: placed,
    height: top + 20,
    yAt: along(anchors, top),
  };
}

/** How much of a row lies above its arrow, and below. */
function roomOf(
  row: DiagramRow,
  since: number,
): { readonly above: number; readonly below: number } {
  switch (row.kind) {
    case 'message': {
      const lines = messageLines(row.message, since).length;
      const isSignal = row.message.role === 'signal';
      const above = (isSignal ? 14 : 20) + titleHeight(row.message);
      return { above, below: (isSignal ? 14 : 20) + lines * LINE_HEIGHT };
    }
    case 'attempt':
      return { above: 26, below: 18 + row.attempt.faults.length * LINE_HEIGHT };
    case 'parts':
      return { above: 32, below: 32 };
    case 'lookups':
      return {
        above: 22,
        below: 8 + (isTold(row) ? LINE_HEIGHT * row.lookups[0].faults.length : 0),
      };
    case 'states':
      return { above: 19, below: 19 };
    case 'gap':
      return { above: 22, below: 22 };
  }
}

function isTold({ lookups }: Extract<DiagramRow, { kind: 'lookups' }>): boolean {
  return lookups[0].faults.length > 0;
}

/** Practices and what stands between them lie far apart: their arrows carry the words. */
function lanePlaces(lanes: readonly StoryLane[]): ReadonlyMap<string, number> {
  const gaps = lanes
    .slice(1)
    .map(({ kind }, at) => (kind !== 'service' ? 3 : lanes[at]?.kind === 'service' ? 1 : 1.35));
  const whole = gaps.reduce((sum, gap) => sum + gap, 0) || 1;
  const unit = (LAST_LANE - FIRST_LANE) / whole;
  let x = FIRST_LANE;
  return new Map(
    lanes.map(({ id }, at) => {
      x += at === 0 ? 0 : (gaps[at - 1] ?? 0) * unit;
      return [id, Math.round(x)];
    }),
  );
}

/** Between rows time runs evenly; before the first and after the last it stands still. */
function along(anchors: readonly (readonly [time: number, y: number])[], bottom: number) {
  return (time: number): number => {
    let low = 0;
    let high = anchors.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((anchors[middle]?.[0] ?? 0) < time) low = middle + 1;
      else high = middle;
    }
    const [after, below] = anchors[low] ?? [time, bottom];
    if (after < time) return bottom;
    const [before, above] = anchors[low - 1] ?? [after, below];
    if (after === before) return below;
    return Math.round(above + ((below - above) * (time - before)) / (after - before));
  };
}
