import type { ConversationStory, StoryLane } from '../../../../src/story/conversation-story.ts';
import type { Child, Markup } from '../../../../src/wire/html/markup.ts';
import { h } from '../../element.ts';
import type { DiagramRow } from './diagram-rows.ts';
import { drawRow } from './draw-row.ts';
import { drawTimers, type Span } from './draw-timers.ts';
import { type Geometry, geometryOf, WIDTH } from './geometry.ts';
import { fitting } from './marks.ts';

export interface DiagramOptions {
  readonly story: ConversationStory;
  readonly rows: readonly DiagramRow[];
  readonly spans: readonly Span[];
  /** The name of an organisation, by its ODS code. */
  nameOf(lane: string): string | undefined;
  unfoldLink(id: string): string;
}

/** The sequence diagram: heads that stay in sight, and the rows below them. */
export function diagram(options: DiagramOptions): Markup {
  const { story, rows, spans } = options;
  const geometry = geometryOf(story, rows);
  const { laneX, height } = geometry;
  const since = Date.parse(story.startedAt);
  const context = { story, since, laneX, unfoldLink: options.unfoldLink };
  return h(
    'div',
    { class: 'dia' },
    h('div', { class: 'dia-heads', 'aria-hidden': 'true' }, heads(options, geometry)),
    h(
      'svg',
      {
        ...{ class: 'dia-body', viewBox: `0 0 ${WIDTH} ${height}`, role: 'list' },
        'aria-label': 'Messages in the order of time',
      },
      h('g', { 'aria-hidden': 'true', class: 'lanes' }, lines(story.lanes, geometry)),
      h(
        'g',
        { 'aria-hidden': 'true' },
        h('line', { class: 'axis', x1: 84, y1: 0, x2: 84, y2: height }),
      ),
      drawTimers(spans, geometry),
      geometry.rows.map((row) => drawRow(context, row)),
    ),
  );
}

function lines(lanes: readonly StoryLane[], { laneX, height }: Geometry): Child {
  return lanes.map(({ id, kind }) => {
    const x = laneX.get(id) ?? 0;
    return h('line', { class: `lane ${kind}`, x1: x, y1: 0, x2: x, y2: height });
  });
}

const HEAD_HEIGHT = 58;

function heads({ story, nameOf }: DiagramOptions, { laneX }: Geometry): Markup {
  return h(
    'svg',
    { viewBox: `0 0 ${WIDTH} ${HEAD_HEIGHT}` },
    h('text', { class: 'time', x: 78, y: 35, 'text-anchor': 'end' }, 'since start'),
    story.lanes.map((lane) => head(lane, laneX.get(lane.id) ?? 0, nameOf(lane.id))),
  );
}

function head(
  { kind, title, role, party }: StoryLane,
  x: number,
  name: string | undefined,
): Markup {
  const width = kind === 'practice' ? 190 : kind === 'hub' ? 130 : 72;
  const first = name === undefined ? title : name;
  const second = [role, name === undefined ? party : title].filter((one) => one !== undefined);
  return h(
    'g',
    { class: `head-${kind}` },
    h('rect', { x: x - width / 2, y: 6, width, height: 46, rx: 9 }),
    h(
      'text',
      { class: 'who', x, y: second.length > 0 ? 26 : 34, 'text-anchor': 'middle' },
      fitting(first, kind === 'practice' ? 24 : 14),
    ),
    second.length > 0 &&
      h(
        'text',
        { class: 'what', x, y: 43, 'text-anchor': 'middle' },
        fitting(second.join(' \u00b7 '), 28),
      ),
  );
}
