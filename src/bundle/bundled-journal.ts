import { createHash } from 'node:crypto';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { BodyRef, Entry } from '../journal/entry.ts';
import { entryMatches } from '../journal/entry-matches.ts';
import { queryLimit } from '../journal/index-query.ts';
import type { JournalReader } from '../journal/journal.ts';

/** Where the bytes of bodies come from, by digest. The stream may fail. */
export type BodySupply = (sha256: string) => Promise<Readable>;

const FOLDER = 'bodies/';

/** The name of a body in a bundle. */
export function bodyName(sha256: string): string {
  return `${FOLDER}${sha256}`;
}

/**
 * A journal over entries at hand, whose bodies are `bodies/SHA256`. Bytes are compared with their digest whenever they
 * are read: what differs fails with what `damaged` makes of the name.
 */
export function bundledJournal(
  entries: readonly Entry[],
  supply: BodySupply,
  damaged: (name: string) => Error,
): JournalReader {
  const bySequence = new Map(entries.map((entry) => [entry.sequence, entry]));
  const find = (query: Parameters<JournalReader['find']>[0]) => {
    const found = entries.filter((entry) => entryMatches(entry, query));
    return query.newestFirst ? found.reverse() : found;
  };
  const streamBody = (ref: BodyRef): Readable => {
    const digest = ref.where.slice(FOLDER.length);
    const check = checking(digest, ref.length, () => damaged(ref.where));
    supply(digest)
      .then((source) => pipeline(source, check))
      .catch((error: unknown) => check.destroy(error instanceof Error ? error : undefined));
    return check;
  };
  return {
    get: async (sequence) => bySequence.get(sequence),
    find: async (query) => find(query).slice(0, queryLimit(query)),
    count: async (query) => find(query).length,
    readBody: async (ref) => {
      const chunks: Buffer[] = [];
      for await (const chunk of streamBody(ref)) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks);
    },
    streamBody,
  };
}

/** Lets bytes through and fails at their end when they are not those of the digest. */
export function checking(sha256: string, bytes: number, damaged: () => Error): Transform {
  const hash = createHash('sha256');
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      seen += chunk.length;
      done(seen > bytes ? damaged() : null, chunk);
    },
    flush(done) {
      done(seen === bytes && hash.digest('hex') === sha256 ? null : damaged());
    },
  });
}
