import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { BodyRef, Entry, HttpSide } from '../journal/entry.ts';
import type { JournalReader } from '../journal/journal.ts';
import { bodyName } from './bundled-journal.ts';
import type { Redactor } from './redact/redactor.ts';

/** Bytes of a bundle that are not read yet. */
export interface DraftBody {
  readonly sha256: string;
  readonly bytes: number;
  open(): Readable;
}

/** What a bundle will hold of a journal. */
export interface BundleDraft {
  /** Their bodies are named `bodies/SHA256`. */
  readonly entries: readonly Entry[];
  /** Each once, in the order in which entries name them first. */
  readonly bodies: ReadonlyMap<string, DraftBody>;
}

/** Reads every body once for its digest, or redacts it. Bodies are streamed, so that none is held whole. */
export async function draftBundle(
  journal: JournalReader,
  entries: readonly Entry[],
  redactor: Redactor | undefined,
): Promise<BundleDraft> {
  const bodies = new Map<string, DraftBody>();
  const known = new Map<string, BodyRef>();
  const drafted = async (ref: BodyRef, entry: Entry, side: 'request' | 'response') => {
    // What bytes mean is told by the headers they came with.
    const type = redactor ? `${entry[side]?.headers.join() ?? ''}` : '';
    const place = `${ref.where} ${ref.offset} ${ref.length} ${type}`;
    const found = known.get(place);
    if (found) return found;
    const body = redactor
      ? await redactor.body(journal, ref, entry, side)
      : { ...(await digestOf(journal, ref)), open: () => journal.streamBody(ref) };
    if (!bodies.has(body.sha256))
      bodies.set(body.sha256, { sha256: body.sha256, bytes: body.bytes, open: body.open });
    const made = { where: bodyName(body.sha256), offset: 0, length: body.bytes, crc: body.crc };
    known.set(place, made);
    return made;
  };
  const sideOf = async (entry: Entry, side: 'request' | 'response') => {
    const { body, ...given } = entry[side] ?? { headers: [] };
    const kept: HttpSide<BodyRef> = body
      ? { ...given, body: await drafted(body, entry, side) }
      : given;
    return entry[side] && { [side]: kept };
  };
  const made: Entry[] = [];
  for (const entry of entries) {
    const { request: _, response: __, ...fields } = entry;
    const whole: Entry = {
      ...fields,
      ...(await sideOf(entry, 'request')),
      ...(await sideOf(entry, 'response')),
    };
    made.push(redactor ? redactor.entry(whole) : whole);
  }
  return { entries: made, bodies };
}

async function digestOf(journal: JournalReader, ref: BodyRef) {
  const hash = createHash('sha256');
  for await (const chunk of journal.streamBody(ref)) hash.update(chunk as Buffer);
  return { sha256: hash.digest('hex'), bytes: ref.length, crc: ref.crc };
}
