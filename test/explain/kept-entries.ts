import type { Entry, NewEntry } from '../../src/journal/entry.ts';
import type { JournalReader } from '../../src/journal/journal.ts';

/** Entries as a journal would have them, held in memory: what explanations are asked of. */
export function keptEntries(given: readonly NewEntry[]): {
  readonly journal: JournalReader;
  readonly entries: readonly Entry[];
} {
  const bodies = new Map<string, Buffer>();
  const keep = (body: unknown) => {
    if (!(body instanceof Uint8Array)) return undefined;
    const where = `body ${bodies.size}`;
    bodies.set(where, Buffer.from(body));
    return { where, offset: 0, length: body.length, crc: 0 };
  };
  const side = ({ body, ...rest }: NonNullable<NewEntry['request']>) => {
    const ref = keep(body);
    return { ...rest, ...(ref && { body: ref }) };
  };
  const entries = given.map(
    ({ request, response, ...entry }, index): Entry => ({
      ...entry,
      sequence: index + 1,
      ...(request && { request: side(request) }),
      ...(response && { response: side(response) }),
    }),
  );
  const journal: JournalReader = {
    get: async (sequence) => entries[sequence - 1],
    find: async ({ after = 0, limit = 1000 }) =>
      entries.filter(({ sequence }) => sequence > after).slice(0, limit),
    count: async () => entries.length,
    readBody: async ({ where }) => {
      const body = bodies.get(where);
      if (!body) throw new Error('no such body');
      return body;
    },
    streamBody: () => {
      throw new Error('nobody streams here');
    },
  };
  return { journal, entries };
}
