import type {
  ConversationStory,
  StoryAttempt,
  StoryEvent,
  StoryLookup,
  StoryMessage,
  StoryStep,
} from '../../../../src/story/conversation-story.ts';

/** A line of the diagram: one event, or several told as one. */
export type DiagramRow =
  | { readonly kind: 'message'; readonly at: string; readonly message: StoryMessage }
  /** One send of a message whose sends are shown each. */
  | {
      readonly kind: 'attempt';
      readonly at: string;
      readonly message: StoryMessage;
      readonly hop: 'send' | 'delivery';
      readonly attempt: StoryAttempt;
      readonly last: boolean;
    }
  | {
      readonly kind: 'parts';
      readonly at: string;
      readonly until: string;
      readonly id: string;
      readonly messages: readonly StoryMessage[];
    }
  /** Questions of one practice to one service. */
  | {
      readonly kind: 'lookups';
      readonly at: string;
      readonly id: string;
      readonly lookups: readonly [StoryLookup, ...StoryLookup[]];
    }
  /** The states that practices have come to; of each the last. */
  | { readonly kind: 'states'; readonly at: string; readonly steps: readonly StoryStep[] }
  | { readonly kind: 'gap'; readonly at: string; readonly ms: number };

/** Which of what can be folded is shown in full. */
export interface Unfolding {
  readonly all: boolean;
  readonly ids: ReadonlySet<string>;
}

/** Nothing for so long is told as a gap. */
const GAP_MS = 5_000;
/** Fewer parts than these are shown one by one. */
const FEW_PARTS = 8;

/** The rows of a story, in the order of time. */
export function diagramRows(
  { events }: ConversationStory,
  unfold: Unfolding,
): readonly DiagramRow[] {
  const rows: DiagramRow[] = [];
  let aside: (StoryLookup | StoryStep)[] = [];
  let at = 0;
  // What was unfolded is not folded again from its second message on.
  let openUntil = 0;
  while (at < events.length) {
    const event = events[at];
    if (!event) break;
    if (event.kind !== 'message') {
      aside.push(event);
      at++;
      continue;
    }
    const run = unfold.all || at < openUntil ? undefined : partsFrom(events, at);
    if (run && unfold.ids.has(run.id)) openUntil = run.end;
    else if (run) {
      rows.push(...asideRows(aside, unfold), run.row);
      aside = [...run.left];
      at = run.end;
      continue;
    }
    rows.push(...asideRows(aside, unfold), ...messageRows(event, unfold));
    aside = [];
    at++;
  }
  rows.push(...asideRows(aside, unfold));
  // Sends that are shown each lie among what happened meanwhile.
  return withGaps(
    rows.toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0)),
  );
}

function messageRows(message: StoryMessage, unfold: Unfolding): readonly DiagramRow[] {
  const { sends, deliveries } = message;
  const isFolded = !unfold.all && !unfold.ids.has(message.id);
  if (isFolded || sends.length + deliveries.length <= 2) {
    if (sends.length <= 1 && deliveries.length <= 1)
      return [{ kind: 'message', at: message.at, message }];
  }
  if (isFolded) return [{ kind: 'message', at: message.at, message }];
  const attempts = [
    ...sends.map((attempt) => ({ hop: 'send' as const, attempt })),
    ...deliveries.map((attempt) => ({ hop: 'delivery' as const, attempt })),
  ].toSorted((one, other) => (one.attempt.at < other.attempt.at ? -1 : 1));
  return attempts.map(({ hop, attempt }, index) => ({
    ...{ kind: 'attempt', at: attempt.at, message, hop, attempt },
    last: index === attempts.length - 1,
  }));
}

/** A stretch of parts with their answers about which there is nothing to tell. */
function partsFrom(events: readonly StoryEvent[], from: number) {
  const messages: StoryMessage[] = [];
  const left: StoryStep[] = [];
  let end = from;
  for (let at = from; at < events.length; at++) {
    const event = events[at];
    if (event?.kind === 'message') {
      if (!isPlainPart(event)) break;
      messages.push(event);
      end = at + 1;
    } else if (event && isNotable(event)) break;
  }
  const [first] = messages;
  const last = messages.at(-1);
  if (!first || !last || messages.filter(({ part }) => part !== undefined).length < FEW_PARTS)
    return undefined;
  // The last state that each practice came to meanwhile is told after them.
  const states = new Map<string, StoryStep>();
  for (const event of events.slice(from, end)) {
    if (event.kind === 'step') states.set(event.lane, event);
  }
  left.push(...states.values());
  const id = `p${first.id}`;
  const row: DiagramRow = { kind: 'parts', at: first.at, until: last.at, id, messages };
  return { id, row, end, left };
}

function isNotable(event: StoryLookup | StoryStep): boolean {
  if (event.kind === 'step') return event.ended || event.expired;
  return event.failed || event.faults.length > 0 || event.findings.length > 0;
}

const PART_ROLES: ReadonlySet<string> = new Set(['fragment', 'index', 'fragment-acknowledgement']);
const WELL: ReadonlySet<string> = new Set(['acknowledged', 'accepted']);

function isPlainPart(message: StoryMessage): boolean {
  const { role, sends, deliveries, findings, faults, lost, answer } = message;
  return (
    PART_ROLES.has(role) &&
    sends.length === 1 &&
    deliveries.length <= 1 &&
    [...sends, ...deliveries].every(({ outcome }) => WELL.has(outcome)) &&
    findings.length + faults.length === 0 &&
    lost === undefined &&
    answer?.accepted !== false
  );
}

/** What happened between two messages: questions by who asked whom, then the states that came of them. */
function asideRows(
  events: readonly (StoryLookup | StoryStep)[],
  unfold: Unfolding,
): readonly DiagramRow[] {
  if (unfold.all) {
    return events.map((event) =>
      event.kind === 'step'
        ? { kind: 'states', at: event.at, steps: [event] }
        : { kind: 'lookups', at: event.at, id: event.id, lookups: [event] },
    );
  }
  const rows: DiagramRow[] = [];
  const groups = new Map<string, [StoryLookup, ...StoryLookup[]]>();
  const states = new Map<string, StoryStep>();
  const marks: DiagramRow[] = [];
  for (const event of events) {
    if (event.kind === 'step') {
      if (event.expired) marks.push({ kind: 'states', at: event.at, steps: [event] });
      else states.set(event.lane, event);
      continue;
    }
    const key = isNotable(event) ? event.id : `${event.from} ${event.to}`;
    const group = groups.get(key);
    if (group) group.push(event);
    else groups.set(key, [event]);
  }
  for (const lookups of groups.values()) {
    const [first] = lookups;
    const isOpen = unfold.ids.has(`q${first.id}`);
    const told: [StoryLookup, ...StoryLookup[]][] = isOpen
      ? lookups.map((one) => [one])
      : [lookups];
    for (const each of told)
      rows.push({ kind: 'lookups', at: each[0].at, id: `q${first.id}`, lookups: each });
  }
  const steps = [...states.values()];
  const at = steps
    .map((step) => step.at)
    .toSorted()
    .at(-1);
  if (at !== undefined) marks.push({ kind: 'states', at, steps });
  return [...rows, ...marks].toSorted((one, other) =>
    one.at < other.at ? -1 : one.at > other.at ? 1 : 0,
  );
}

function withGaps(rows: readonly DiagramRow[]): readonly DiagramRow[] {
  const told: DiagramRow[] = [];
  let until = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    const at = Date.parse(row.at);
    if (at - until >= GAP_MS)
      told.push({ kind: 'gap', at: new Date(until).toISOString(), ms: at - until });
    told.push(row);
    until = Date.parse(row.kind === 'parts' ? row.until : row.at);
  }
  return told;
}
