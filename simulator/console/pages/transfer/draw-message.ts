import { bytesText, durationText } from '../../../../src/report/html/words.ts';
import type {
  ConversationStory,
  StoryAttempt,
  StoryMessage,
} from '../../../../src/story/conversation-story.ts';
import type { Markup } from '../../../../src/wire/html/markup.ts';
import { CONSOLE, h } from '../../element.ts';
import { LINE_HEIGHT, WIDTH } from './geometry.ts';
import { arrow, bolt, cross, finding, fitting, label } from './marks.ts';
import { isBadAttempt, messageLines, messageTitle, titleHeight } from './row-words.ts';

export interface DrawContext {
  readonly story: ConversationStory;
  readonly since: number;
  readonly laneX: ReadonlyMap<string, number>;
  /** Shows in full what has this id, beside what is. */
  unfoldLink(id: string): string;
}

/** A message with both its hops in one row. */
export function drawMessage(
  { story, since, laneX, unfoldLink }: DrawContext,
  message: StoryMessage,
  y: number,
): readonly Markup[] {
  const { from, via, to, sends, deliveries, lost, id } = message;
  const start = laneX.get(from) ?? 0;
  const hub = laneX.get(via) ?? laneX.get('spine') ?? start;
  const end = laneX.get(to) ?? hub;
  const tone = toneOf(message);
  const isOwn = from === via || sends.length === 0;
  // Who only looks on hands nothing on: one arrow goes past it.
  const passes = via !== 'spine' && deliveries.length === 0;
  const sent = sends.at(-1);
  const arrives = passes ? end : hub;
  const drawn: Markup[] = [];
  if (!isOwn) {
    drawn.push(...hop(start, arrives, y, tone, sends, 'send'));
    if (sent && !passes) drawn.push(...answer(start, hub, y, sent));
  }
  const handedOn = deliveries.at(-1);
  const isHeld = lost !== undefined && deliveries.length === 0;
  if (handedOn || isHeld) drawn.push(...onward(hub, end, y, tone, deliveries, isHeld));
  else if (
    !passes &&
    sent &&
    (!isBadAttempt(sent) || sent.outcome === 'answer-lost') &&
    sent.outcome !== 'duplicate' &&
    end !== hub
  )
    drawn.push(arrow(hub, end, y, 'way pending', 7));
  const [a, b] = isOwn ? [hub, end] : [start, arrives];
  drawn.push(
    ...words(message, story, a, b, y),
    ...notes(message, Math.min(start, end, hub), y, since),
    ...marks(message, [a, b], [hub, end], y),
  );
  const sequence = sent?.sequence ?? handedOn?.sequence ?? lost?.sequence;
  return [
    h(
      'a',
      { id, class: `msg ${tone}`, href: sequence === undefined ? `#${id}` : messagePath(sequence) },
      hitBox(Math.min(start, end, hub), Math.max(start, end, hub), y, message, since),
      drawn,
    ),
    ...chips(message, [start, arrives], [hub, end], y, isOwn, unfoldLink),
  ];
}

export function messagePath(sequence: number): string {
  return `${CONSOLE}/messages/${sequence}`;
}

/** The class that colours a message. */
export function toneOf({ role, answer }: StoryMessage): string {
  if (answer) return answer.accepted ? 'yes' : 'no';
  if (role === 'request' || role === 'continue') return 'ask';
  if (role === 'extract' || role === 'fragment' || role === 'index') return 'give';
  return role === 'signal' ? 'signal' : 'other';
}

function hop(
  x1: number,
  x2: number,
  y: number,
  tone: string,
  attempts: readonly StoryAttempt[],
  what: 'send' | 'delivery',
): Markup[] {
  const last = attempts.at(-1);
  const isBad = last !== undefined && isBadAttempt(last) && last.outcome !== 'answer-lost';
  const back = x2 > x1 ? -1 : 1;
  // What never got there ends on the way.
  const reach =
    last?.outcome === 'unreachable' || last?.outcome === 'expired' ? x2 + back * 46 : x2;
  const drawn = [arrow(x1, reach, y, `way ${tone}${isBad ? ' broken' : ''}`)];
  if (what === 'send') drawn.push(h('circle', { class: 'from', cx: x1, cy: y, r: 4 }));
  if (isBad) drawn.push(cross(reach + back * (reach === x2 ? 16 : -8), y));
  return drawn;
}

function onward(
  hub: number,
  end: number,
  y: number,
  tone: string,
  deliveries: readonly StoryAttempt[],
  isHeld: boolean,
): Markup[] {
  const back = end > hub ? -1 : 1;
  if (isHeld) {
    const stop = hub - back * 60;
    return [arrow(hub, stop, y, `way ${tone} broken`), cross(stop - back * 10, y)];
  }
  const drawn = hop(hub, end, y, tone, deliveries, 'delivery');
  const last = deliveries.at(-1);
  if (last && !isBadAttempt(last)) {
    const status = last.status === undefined ? '' : `${last.status}`;
    const took = last.tookMs === undefined ? '' : ` in ${durationText(last.tookMs)}`;
    const word = last.outcome === 'acknowledged' ? 'acknowledged' : 'taken, not acknowledged';
    drawn.push(
      label((hub + end) / 2, y - 7, `${word}${took}`, 'hop', 'middle'),
      ...thinBack(end, hub, y, status),
    );
  }
  drawn.push(h('circle', { class: `node ${tone}`, cx: hub, cy: y, r: 5 }));
  return drawn;
}

/** The answer on the same connection, thin. */
function answer(
  start: number,
  hub: number,
  y: number,
  { status, outcome }: StoryAttempt,
): Markup[] {
  if (outcome === 'answer-lost') {
    const middle = (start + hub) / 2;
    return [
      arrow(hub + (start > hub ? 8 : -8), middle, y + 9, 'ack broken', 6),
      cross(middle, y + 9),
    ];
  }
  if (status === undefined) return [];
  const isBad = outcome === 'refused';
  return thinBack(hub, start, y, `${status}`, isBad ? 'ack broken' : 'ack');
}

function thinBack(
  from: number,
  to: number,
  y: number,
  status: string,
  className = 'ack',
): Markup[] {
  const away = to > from ? -1 : 1;
  return [
    arrow(from + (to > from ? 8 : -8), to + away * 6, y + 9, className, 6),
    label(to + away * 12, y + 20, status, `status ${className}`, away > 0 ? 'start' : 'end'),
  ];
}

function words(
  message: StoryMessage,
  { counts }: ConversationStory,
  x1: number,
  x2: number,
  y: number,
): Markup[] {
  const title = messageTitle(message, counts.partsExpected);
  const size = message.bytes > 0 ? bytesText(message.bytes) : '';
  return [
    h(
      'text',
      { class: 'title', x: (x1 + x2) / 2, y: y - titleHeight(message), 'text-anchor': 'middle' },
      fitting(title, 44),
      size !== '' && h('tspan', { class: 'size', dx: 7 }, size),
    ),
  ];
}

function notes(message: StoryMessage, x: number, y: number, since: number): Markup[] {
  const most = Math.floor((WIDTH - x - 30) / 6.4);
  return messageLines(message, since).map(({ tone, text }, at) =>
    label(x + 14, y + 35 + at * LINE_HEIGHT, fitting(text, most), `line ${tone}`),
  );
}

function marks(
  { findings, sends, deliveries, lost, faults }: StoryMessage,
  [a, b]: readonly [number, number],
  [hub, end]: readonly [number, number],
  y: number,
): Markup[] {
  const drawn: Markup[] = [];
  const toward = b > a ? 1 : -1;
  if (findings.length > 0) {
    const isMust = findings.some(({ severity }) => severity === 'must');
    drawn.push(finding(a + toward * 22, y, isMust ? 'must' : 'should'));
  }
  const stops = sends.some(isBadAttempt) ? 46 : 26;
  if (sends.some((one) => one.faults.length > 0)) drawn.push(bolt(b - toward * stops, y));
  const isOnward = deliveries.some((one) => one.faults.length > 0);
  const onward = end > hub ? 1 : -1;
  if (isOnward || (lost && faults.length > 0 && deliveries.length === 0))
    drawn.push(bolt(hub + onward * 26, y));
  return drawn;
}

/** How often a hop was tried; a link that shows each. */
function chips(
  { id, sends, deliveries }: StoryMessage,
  [start, arrives]: readonly [number, number],
  [hub, end]: readonly [number, number],
  y: number,
  isOwn: boolean,
  unfoldLink: (id: string) => string,
): Markup[] {
  const chip = (x: number, count: number, what: string) =>
    h(
      'a',
      {
        class: 'chip',
        href: unfoldLink(id),
        'aria-label': `show all ${count} times it was ${what}`,
      },
      h('rect', { x: x - 19, y: y + 2, width: 38, height: 18, rx: 9 }),
      h('text', { x, y: y + 15.5, 'text-anchor': 'middle' }, `\u00d7${count}`),
    );
  return [
    ...(sends.length > 1 && !isOwn
      ? [chip(start + Math.sign(arrives - start) * 62, sends.length, 'sent')]
      : []),
    ...(deliveries.length > 1
      ? [chip(hub + Math.sign(end - hub) * 62, deliveries.length, 'delivered')]
      : []),
  ];
}

/** The whole width of a message can be pressed. */
function hitBox(from: number, to: number, y: number, message: StoryMessage, since: number): Markup {
  const lines = messageLines(message, since).length;
  const height = 44 + lines * LINE_HEIGHT;
  return h('rect', { class: 'hit', x: from, y: y - 24, width: to - from, height, rx: 6 });
}
