import { Readable } from 'node:stream';
import type { Entry, HttpSide, NewEntry } from '../../src/journal/entry.ts';
import type { JournalQuery, JournalReader } from '../../src/journal/journal.ts';
import type { Captured } from '../specimens/captured.ts';
import { GOOD, R, S, TRANSFER } from '../specimens/transfer.ts';

/** How a synthetic transfer goes. */
export type Course = 'filed' | 'large' | 'request-refused' | 'extract-refused' | 'open';

const COURSES: Readonly<Record<Course, readonly Captured[]>> = {
  filed: [GOOD.request, GOOD.requestAck, GOOD.plainExtract, GOOD.finalAck],
  large: TRANSFER,
  'request-refused': [GOOD.request, GOOD.nack],
  'extract-refused': [GOOD.request, GOOD.requestAck, GOOD.plainExtract, GOOD.finalNack],
  open: [GOOD.request, GOOD.requestAck],
};

const BEGIN = Date.parse('2026-01-05T09:00:00Z');
/** Between two messages of a transfer, and between the beginnings of two transfers. */
const STEP_MS = 250;
const EVERY_MS = 1_000;

/** One message of a specimen as Spine has it on record, and its delivery; ids are those of transfer `number`. */
export interface SyntheticMessage {
  readonly received: NewEntry;
  readonly delivered: NewEntry;
}

interface Template {
  readonly body: string;
  readonly headers: HttpSide<never>['headers'];
  readonly messageId: string;
  readonly conversationId: string;
  readonly fromParty: string;
  readonly interaction: string;
}

const templates = new Map<Captured, Template>();

function templateOf(captured: Captured): Template {
  const known = templates.get(captured);
  if (known) return known;
  const body = Buffer.from(captured.body).toString('latin1');
  const header = (name: string) => new RegExp(`<eb:${name}>([^<]*)<`).exec(body)?.[1] ?? '';
  const fromParty = /<eb:From>[\s\S]*?>([^<>]+)<\/eb:PartyId>/.exec(body)?.[1] ?? '';
  const made: Template = {
    body,
    headers: [['Content-Type', captured.http?.contentType ?? '']],
    messageId: header('MessageId'),
    conversationId: header('ConversationId'),
    fromParty,
    interaction: header('Action'),
  };
  templates.set(captured, made);
  return made;
}

/** Every id of the specimens has the same middle: the number of the transfer goes there. */
function named(text: string, number: number): string {
  const hex = number.toString(16).toUpperCase().padStart(10, '0');
  const middle = `-${hex.slice(0, 4)}-4${hex.slice(4, 7)}-8${hex.slice(7)}-`;
  return text.replaceAll('-0000-4000-8000-', middle);
}

export function courseLength(course: Course): number {
  return COURSES[course].length;
}

export function conversationOf(number: number): string {
  return named(templateOf(GOOD.request).conversationId, number);
}

/** Message `at` of transfer `number`. */
export function syntheticMessage(number: number, course: Course, at: number): SyntheticMessage {
  const captured = COURSES[course][at];
  if (!captured) throw new RangeError(`a transfer that is ${course} has no message ${at}`);
  const { headers, interaction, fromParty, ...template } = templateOf(captured);
  const time = BEGIN + number * EVERY_MS + at * STEP_MS;
  const identity = {
    service: 'spine',
    conversationId: named(template.conversationId, number),
    messageId: named(template.messageId, number),
    fromParty,
    toParty: fromParty === R.party ? S.party : R.party,
    interaction,
  };
  const body = Buffer.from(named(template.body, number), 'latin1');
  return {
    received: {
      ...identity,
      ...{ kind: 'received', at: new Date(time).toISOString() },
      summary: `${interaction} from ${fromParty}: taken`,
      request: { method: 'POST', path: '/reliablemessaging/forwardreliable', headers, body },
      response: { status: 202, headers: [], body: Buffer.from('<acknowledged/>') },
      facts: { taken: true, result: 'taken' },
      timings: { untilAnswer: 1 },
    },
    delivered: {
      ...identity,
      ...{ kind: 'delivery', at: new Date(time + 20).toISOString() },
      summary: `${interaction} to ${identity.toParty}, attempt 1: acknowledged`,
      response: { status: 200, headers: [] },
      facts: { attempt: 1, outcome: 'acknowledged', why: null, decision: 'delivered', next: null },
      timings: { total: 10 },
    },
  };
}

/** All entries of a transfer. */
export function syntheticTransfer(number: number, course: Course): readonly NewEntry[] {
  return COURSES[course].flatMap((_, at) => {
    const { received, delivered } = syntheticMessage(number, course, at);
    return [received, delivered];
  });
}

/** Entries with their sequences, and a journal over them that holds everything in memory. */
export function memoryJournal(entries: readonly NewEntry[]): JournalReader {
  const bodies: Buffer[] = [];
  const side = (given: HttpSide<unknown> | undefined): HttpSide<never> | undefined => {
    if (!given) return undefined;
    const { body, ...rest } = given;
    if (!(body instanceof Uint8Array)) return rest;
    bodies.push(Buffer.from(body));
    const ref = { where: 'memory', offset: bodies.length - 1, length: body.length, crc: 0 };
    return { ...rest, body: ref as never };
  };
  const kept = entries.map(({ request, response, ...entry }, at) => {
    const [asked, answered] = [side(request), side(response)];
    return {
      ...entry,
      ...(asked && { request: asked }),
      ...(answered && { response: answered }),
      sequence: at + 1,
    } as Entry;
  });
  const matches = (entry: Entry, { conversationId, messageId, kind, after = 0 }: JournalQuery) =>
    entry.sequence > after &&
    (conversationId === undefined ||
      entry.conversationId?.toUpperCase() === conversationId.toUpperCase()) &&
    (messageId === undefined || entry.messageId?.toUpperCase() === messageId.toUpperCase()) &&
    (kind === undefined || entry.kind === kind);
  const found = (query: JournalQuery) => kept.filter((entry) => matches(entry, query));
  return {
    get: async (sequence) => kept[sequence - 1],
    find: async (query) => {
      const all = found(query);
      return (query.newestFirst ? all.toReversed() : all).slice(0, query.limit ?? 1_000);
    },
    count: async (query) => found(query).length,
    readBody: async ({ offset }) => bodies[offset] ?? Buffer.alloc(0),
    streamBody: ({ offset }) => Readable.from([bodies[offset] ?? Buffer.alloc(0)]),
  };
}

/** A journal of any number of transfers that takes no room: each entry is made when it is read. */
export function endlessJournal(
  transfers: number,
  courseOf: (number: number) => Course = () => 'filed',
): JournalReader & { readonly entries: number } {
  const starts: number[] = [0];
  for (let number = 0; number < transfers; number++)
    starts.push((starts[number] ?? 0) + 2 * courseLength(courseOf(number)));
  const entries = starts[transfers] ?? 0;
  const at = (sequence: number): SyntheticMessage & { readonly isReceived: boolean } => {
    let low = 0;
    let high = transfers - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= sequence - 1) low = middle;
      else high = middle - 1;
    }
    const place = sequence - 1 - (starts[low] ?? 0);
    return {
      ...syntheticMessage(low, courseOf(low), Math.floor(place / 2)),
      isReceived: place % 2 === 0,
    };
  };
  const bodyAt = (sequence: number) => at(sequence).received.request?.body as Buffer;
  const entryAt = (sequence: number): Entry => {
    const { received, delivered, isReceived } = at(sequence);
    const { request, response: _, ...entry } = isReceived ? received : delivered;
    const length = (request?.body as Buffer | undefined)?.length ?? 0;
    const ref = { where: 'made', offset: sequence, length, crc: 0 };
    return {
      ...entry,
      ...(isReceived && request && { request: { ...request, body: ref } }),
      sequence,
    };
  };
  return {
    entries,
    get: async (sequence) => (sequence >= 1 && sequence <= entries ? entryAt(sequence) : undefined),
    find: async ({ after = 0, limit = 1_000 }) =>
      Array.from({ length: Math.max(0, Math.min(limit, entries - after)) }, (_, add) =>
        entryAt(after + add + 1),
      ),
    count: async ({ after = 0 }) => Math.max(0, entries - after),
    readBody: async ({ offset }) => bodyAt(offset),
    streamBody: ({ offset }) => Readable.from([bodyAt(offset)]),
  };
}
