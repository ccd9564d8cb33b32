import { createHash } from 'node:crypto';
import { BoundedMap } from '../platform/bounded-map.ts';
import { canonicalJson } from '../wire/json/canonical-json.ts';
import type { BodyRef, Entry, HttpSide } from './entry.ts';
import type { Journal } from './journal.ts';

/** How far a chain goes and where it ends. */
export interface JournalChain {
  /** Entries that it goes over. */
  readonly entries: number;
  /** Sequences of the first and the last of them; 0 when there is none. */
  readonly first: number;
  readonly last: number;
  /** Its last link, SHA-256, in lower-case hexadecimal. */
  readonly chain: string;
}

/** What the first link is made from. Another way of making links gets another name. */
const ORIGIN = 'spinebox journal chain 1';
/** Entries read at one time. */
const BATCH = 500;
/** A body is named by the entry that took it and by each that sends it on: it is read once. */
const REMEMBERED = 2_000;

/**
 * Chains the entries of a journal in their order: `link(0) = SHA-256(origin)` and
 * `link(n) = SHA-256(link(n-1) LF entry)`, links in hexadecimal and the entry as canonical JSON (RFC 8785) in which each
 * body is `{"bytes":..,"sha256":".."}`. Where the bytes lie is no part of it, so a copy of a journal with other segment
 * sizes has the same chain. Bodies are streamed. What is written meanwhile is left out.
 *
 * @param most chain only so many entries, the oldest first; all unless given
 * @throws JournalDamagedError when an entry or a body is not what was put on record
 */
export async function hashChain(
  journal: Journal,
  most = Number.POSITIVE_INFINITY,
): Promise<JournalChain> {
  const [newest] = await journal.find({ newestFirst: true, limit: 1 });
  const end = newest?.sequence ?? 0;
  const digests = new BoundedMap<string, string>(REMEMBERED);
  const digest = async (ref: BodyRef): Promise<BodyDigest> => {
    const place = `${ref.where} ${ref.offset} ${ref.length}`;
    const sha256 = digests.get(place) ?? (await digestOf(journal, ref));
    digests.set(place, sha256);
    return { bytes: ref.length, sha256 };
  };
  let link = createHash('sha256').update(ORIGIN).digest('hex');
  let [entries, first, last] = [0, 0, 0];
  while (entries < most && last < end) {
    const limit = Math.min(BATCH, most - entries);
    const batch = await journal.find({ after: last, limit });
    for (const entry of batch) {
      if (entry.sequence > end) break;
      link = nextLink(link, await evidenceOf(entry, digest));
      if (entries === 0) first = entry.sequence;
      last = entry.sequence;
      entries++;
    }
    if (batch.length === 0 || (batch.at(-1)?.sequence ?? end) > end) break;
  }
  return { entries, first, last, chain: link };
}

function nextLink(link: string, evidence: unknown): string {
  return createHash('sha256')
    .update(`${link}\n${canonicalJson(evidence)}`)
    .digest('hex');
}

interface BodyDigest {
  readonly bytes: number;
  readonly sha256: string;
}

/** The entry with digests in place of where its bodies lie. */
async function evidenceOf(
  { request, response, ...fields }: Entry,
  digest: (ref: BodyRef) => Promise<BodyDigest>,
): Promise<unknown> {
  const side = async (given: HttpSide<BodyRef> | undefined) =>
    given && { ...given, body: given.body && (await digest(given.body)) };
  return { ...fields, request: await side(request), response: await side(response) };
}

async function digestOf(journal: Journal, ref: BodyRef): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of journal.streamBody(ref)) hash.update(chunk);
  return hash.digest('hex');
}
