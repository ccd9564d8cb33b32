import { crc32 } from 'node:zlib';
import type { BodyRef, BodySource, Entry, HttpSide, NewEntry } from './entry.ts';

/** Bodies above this many bytes get a file of their own. */
export const INLINE_BYTES = 65_536;

/** A reference whose place is filled in when the frame gets its own. */
export type OpenRef = { -readonly [Key in keyof BodyRef]: BodyRef[Key] };

/** An entry ready to be put in a frame. */
export interface Draft {
  /** Its sequence and inline references become true when it is written. */
  readonly entry: Omit<Entry, 'sequence'> & { sequence: number };
  readonly json: string;
  /** Small bodies in order, with the reference to each: offsets count from the end of the JSON. */
  readonly bodies: readonly Uint8Array[];
  readonly inline: readonly OpenRef[];
  readonly bodyBytes: number;
}

type Side<Body> = HttpSide<Body> | undefined;

/** Lays an entry out. Bodies must be references already or at most `INLINE_BYTES` long. */
export function draftEntry(entry: NewEntry): Draft {
  const bodies: Uint8Array[] = [];
  const inline: OpenRef[] = [];
  let bodyBytes = 0;
  const place = (side: Side<BodySource>): Side<BodyRef> => {
    if (!side) return undefined;
    const { body, ...rest } = side;
    if (body === undefined) return rest;
    if (!(body instanceof Uint8Array)) return { ...rest, body };
    const ref: OpenRef = { where: '', offset: bodyBytes, length: body.length, crc: crc32(body) };
    bodies.push(body);
    inline.push(ref);
    bodyBytes += body.length;
    return { ...rest, body: ref };
  };
  const { request, response, ...fields } = entry;
  const sides: { request?: HttpSide<BodyRef>; response?: HttpSide<BodyRef> } = {};
  const placedRequest = place(request);
  if (placedRequest) sides.request = placedRequest;
  const placedResponse = place(response);
  if (placedResponse) sides.response = placedResponse;
  const json = JSON.stringify({ ...fields, ...sides });
  return { entry: { sequence: 0, ...fields, ...sides }, json, bodies, inline, bodyBytes };
}

/** Fills in where the inline bodies lie. */
export function settleRefs(
  inline: readonly OpenRef[],
  segment: string,
  bodiesOffset: number,
): void {
  for (const ref of inline) {
    ref.where = segment;
    ref.offset += bodiesOffset;
  }
}

/** The entry that a frame's JSON stands for. `bodiesOffset` is where its inline bodies begin in the segment. */
export function entryFromJson(
  json: string,
  sequence: number,
  segment: string,
  bodiesOffset: number,
): Entry {
  const stored = JSON.parse(json) as Omit<Entry, 'sequence'>;
  const open = refsOf(stored).filter((ref) => ref.where === '') as OpenRef[];
  settleRefs(open, segment, bodiesOffset);
  return { sequence, ...stored };
}

/** Every body that an entry refers to. */
export function refsOf(entry: Omit<Entry, 'sequence'>): readonly BodyRef[] {
  const refs: BodyRef[] = [];
  if (entry.request?.body) refs.push(entry.request.body);
  if (entry.response?.body) refs.push(entry.response.body);
  return refs;
}
