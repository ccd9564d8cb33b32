import { bytesText } from '../../../../src/report/html/words.ts';
import type { StoryStep } from '../../../../src/story/conversation-story.ts';
import type { Child, Markup } from '../../../../src/wire/html/markup.ts';
import { h } from '../../element.ts';
import type { DiagramRow } from './diagram-rows.ts';
import { type DrawContext, drawMessage, messagePath, toneOf } from './draw-message.ts';
import { LINE_HEIGHT, type PlacedRow, TIME_X, WIDTH } from './geometry.ts';
import { arrow, bolt, cross, fitting, label, pill } from './marks.ts';
import {
  attemptText,
  elapsed,
  gapText,
  isBadAttempt,
  messageTitle,
  partsTitle,
  rowSentence,
} from './row-words.ts';

type Row<Kind extends DiagramRow['kind']> = Extract<DiagramRow, { kind: Kind }>;

/** One row: its time at the left, what happened between the lanes. Its sentence is its name for screen readers. */
export function drawRow(context: DrawContext, { row, y }: PlacedRow): Markup {
  const sentence = rowSentence(row, context.story.counts.partsExpected, context.since);
  return h(
    'g',
    { role: 'listitem', 'aria-label': sentence, class: `row-${row.kind}` },
    row.kind !== 'gap' &&
      label(TIME_X, y + 4, elapsed(row.at, context.since).slice(1), 'time', 'end'),
    drawn(context, row, y),
  );
}

function drawn(context: DrawContext, row: DiagramRow, y: number): Child {
  switch (row.kind) {
    case 'message':
      return drawMessage(context, row.message, y);
    case 'attempt':
      return drawAttempt(context, row, y);
    case 'parts':
      return drawParts(context, row, y);
    case 'lookups':
      return drawLookups(context, row, y);
    case 'states':
      return row.steps.map((step) => drawState(context, step, y));
    case 'gap':
      return drawGap(row, y);
  }
}

function drawAttempt({ story, laneX }: DrawContext, row: Row<'attempt'>, y: number): Markup {
  const { message, hop, attempt } = row;
  const hub = laneX.get(message.via) ?? laneX.get('spine') ?? 0;
  const [a, b] =
    hop === 'send' ? [laneX.get(message.from) ?? 0, hub] : [hub, laneX.get(message.to) ?? hub];
  const toward = b > a ? 1 : -1;
  const isBad = isBadAttempt(attempt);
  const short = attempt.outcome === 'unreachable' || attempt.outcome === 'expired';
  const reach = short ? b - toward * 46 : b;
  const title = `${messageTitle(message, story.counts.partsExpected)}, attempt ${attempt.number}`;
  return h(
    'a',
    { class: `msg ${toneOf(message)}`, href: messagePath(attempt.sequence) },
    h('rect', {
      class: 'hit',
      x: Math.min(a, b),
      y: y - 24,
      width: Math.abs(b - a),
      height: 38,
      rx: 6,
    }),
    arrow(a, reach, y, `way ${toneOf(message)}${isBad ? ' broken' : ''}`),
    isBad && cross(short ? reach + toward * 8 : reach - toward * 16, y),
    label((a + b) / 2, y - 8, fitting(title, 46), 'title', 'middle'),
    label(
      Math.min(a, b) + 14,
      y + 16,
      fitting(attemptText(attempt), Math.floor((WIDTH - Math.min(a, b) - 30) / 6.4)),
      `line ${isBad ? 'bad' : 'soft'}`,
    ),
    attempt.faults.map((fault, at) =>
      label(
        Math.min(a, b) + 14,
        y + 16 + (at + 1) * LINE_HEIGHT,
        fitting(`\u26a1 on purpose: ${fault}`, 110),
        'line note',
      ),
    ),
    attempt.faults.length > 0 && bolt(b - toward * 60, y),
  );
}

function drawParts(
  { story, laneX, unfoldLink }: DrawContext,
  row: Row<'parts'>,
  y: number,
): Markup {
  const { messages, id } = row;
  const [first] = messages.filter(({ part }) => part !== undefined);
  const a = laneX.get(first?.from ?? '') ?? 0;
  const hub = laneX.get(first?.via ?? 'spine') ?? a;
  const b = laneX.get(first?.to ?? '') ?? a;
  const bytes = messages.reduce(
    (sum, { part, bytes: one }) => sum + (part === undefined ? 0 : one),
    0,
  );
  const title = partsTitle(messages, story.counts.partsExpected);
  const left = Math.min(a, b);
  return h(
    'a',
    { id, class: 'msg give parts', href: unfoldLink(id) },
    h('rect', {
      class: 'bundle',
      x: left + 4,
      y: y - 15,
      width: Math.abs(b - a) - 8,
      height: 30,
      rx: 15,
    }),
    [-7, 0, 7].map((by) =>
      arrow(a + (b > a ? 10 : -10), b + (b > a ? -8 : 8), y + by, 'way give thin', 7),
    ),
    h('circle', { class: 'node give', cx: hub, cy: y, r: 5 }),
    h(
      'text',
      { class: 'title', x: (a + b) / 2, y: y - 20, 'text-anchor': 'middle' },
      title,
      h('tspan', { class: 'size', dx: 7 }, bytesText(bytes)),
      h('tspan', { class: 'more', dx: 9 }, 'show each'),
    ),
  );
}

function drawLookups({ laneX, unfoldLink }: DrawContext, row: Row<'lookups'>, y: number): Child {
  const { lookups, id } = row;
  const [first] = lookups;
  const a = laneX.get(first.from) ?? 0;
  const b = laneX.get(first.to) ?? a;
  const isBad = lookups.some(({ failed }) => failed);
  const count = lookups.length;
  const text = count === 1 ? first.text : `asks ${count} times: all ${isBad ? 'failed' : 'found'}`;
  const faults = first.faults;
  const href = count === 1 ? messagePath(first.sequence) : unfoldLink(id);
  return h(
    'a',
    { id: count === 1 ? first.id : id, class: `look${isBad ? ' broken' : ''}`, href },
    h('rect', {
      class: 'hit',
      x: Math.min(a, b),
      y: y - 18,
      width: Math.abs(b - a),
      height: 24,
      rx: 6,
    }),
    arrow(a, b, y, `thin${isBad ? ' broken' : ''}`, 7),
    label(a + 12, y - 5, fitting(text, 72), 'hop'),
    isBad && cross(b - 16, y),
    faults.length > 0 && bolt(b - 34, y),
    faults.map((fault, at) =>
      label(
        a + 14,
        y + 16 + at * LINE_HEIGHT,
        fitting(`\u26a1 on purpose: ${fault}`, 110),
        'line note',
      ),
    ),
  );
}

function drawState({ laneX }: DrawContext, step: StoryStep, y: number): Markup {
  const x = laneX.get(step.lane) ?? 0;
  const text = step.expired ? `${step.event}: ${step.state}` : step.state;
  const tone = step.expired ? ' bad' : step.ended ? ' end' : '';
  return pill(x, y, text, `state${tone}`);
}

function drawGap({ ms }: Row<'gap'>, y: number): Child {
  return [
    h('path', { class: 'gap', d: `M${TIME_X + 8} ${y}H${WIDTH - 20}` }),
    pill(150, y, `${gapText(ms)} later`, 'later'),
  ];
}
