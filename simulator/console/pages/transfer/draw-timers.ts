import { durationText } from '../../../../src/report/html/words.ts';
import type { ConversationStory, StoryEvent } from '../../../../src/story/conversation-story.ts';
import type { Markup } from '../../../../src/wire/html/markup.ts';
import { h } from '../../element.ts';
import { type Geometry, TIMER_STEP, TIMER_X } from './geometry.ts';
import { isBadAttempt, messageTitle } from './row-words.ts';

/** Something that runs along the axis: a timer of a practice, or the time for which a message may be sent again. */
export interface Span {
  readonly number: number;
  readonly title: string;
  readonly from: number;
  /** `undefined` while it runs. */
  readonly until: number | undefined;
  readonly end: 'stopped' | 'expired' | 'running';
}

/** More would not be told apart. */
const MOST_SPANS = 24;
const SLOTS = 4;

export function spansOf(story: ConversationStory): readonly Span[] {
  const timers = story.timers.map(
    ({ lane, timer, from, until, end }): Omit<Span, 'number'> => ({
      title: `${lane}: ${TIMERS[timer] ?? timer}`,
      from: Date.parse(from),
      until: until === undefined ? undefined : Date.parse(until),
      end,
    }),
  );
  const deadlines = story.events.flatMap((event) => deadlineOf(event, story));
  return [...timers, ...deadlines]
    .toSorted((one, other) => one.from - other.from)
    .slice(0, MOST_SPANS)
    .map((span, at) => ({ ...span, number: at + 1 }));
}

function deadlineOf(
  event: StoryEvent,
  { counts, updatedAt }: ConversationStory,
): readonly Omit<Span, 'number'>[] {
  if (event.kind !== 'message' || event.resendUntil === undefined) return [];
  const title = `${messageTitle(event, counts.partsExpected)}: may be sent again`;
  const from = Date.parse(event.at);
  const limit = Date.parse(event.resendUntil);
  const last = event.deliveries.at(-1);
  if (last && !isBadAttempt(last))
    return [{ title, from, until: Date.parse(last.at), end: 'stopped' }];
  if (event.lost && Date.parse(event.lost.at) < limit)
    return [{ title, from, until: Date.parse(event.lost.at), end: 'stopped' }];
  return limit <= Date.parse(updatedAt)
    ? [{ title, from, until: limit, end: 'expired' }]
    : [{ title, from, until: undefined, end: 'running' }];
}

const TIMERS: Readonly<Record<string, string>> = {
  'extract-wait': 'waits for the extract',
  overall: 'overall timer',
  'final-acknowledgement-wait': 'waits for the final answer',
};

/** The spans beside the axis, numbered as in the list below the diagram. */
export function drawTimers(spans: readonly Span[], { yAt, height }: Geometry): Markup {
  const free = Array.from({ length: SLOTS }, () => 0);
  return h(
    'g',
    { 'aria-hidden': 'true', class: 'timers' },
    spans.map((span) => {
      const top = yAt(span.from);
      const bottom = Math.max(top + 16, span.until === undefined ? height - 6 : yAt(span.until));
      const slot = Math.max(
        0,
        free.findIndex((until) => until <= top),
      );
      free[slot] = bottom + 10;
      const x = TIMER_X + slot * TIMER_STEP;
      return h(
        'g',
        { class: `timer ${span.end}` },
        h('title', {}, spanText(span)),
        h('line', { x1: x, y1: top, x2: x, y2: bottom }),
        h('circle', { cx: x, cy: top, r: 7 }),
        h('text', { x, y: top + 3.5, 'text-anchor': 'middle' }, span.number),
        span.end === 'stopped' && h('path', { d: `M${x - 5} ${bottom}h10` }),
        span.end === 'expired' && h('path', { d: `M${x - 4} ${bottom - 4}l8 8m0 -8l-8 8` }),
      );
    }),
  );
}

export function spanText({ title, from, until, end }: Span): string {
  if (until === undefined) return `${title}: running`;
  return `${title}: ${end === 'expired' ? 'ran out' : 'stopped'} after ${durationText(until - from)}`;
}
