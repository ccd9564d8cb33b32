import { gzipSync } from 'node:zlib';
import { base64Length, type Content, compressed } from '../gp2gp/content.ts';
import { attachmentBytes } from '../gp2gp/synthetic/attachments.ts';
import type { Ids } from '../platform/ids.ts';
import type { DocumentShape } from './record-shape.ts';

/** A document that a counterpart holds, with the way it is to travel. */
export interface HeldDocument {
  /** By which steps and features name it: its name, counted from the second of that name on. */
  readonly label: string;
  /** The manifest's `eb:id` and the anchor's id. */
  readonly id: string;
  /** As a reader should show it: without the id before it. */
  readonly name: string;
  /** As manifest and anchor name it. */
  readonly fileName: string;
  readonly contentType: string;
  readonly shape: DocumentShape;
  /** The document itself; `undefined` when it is too large to be made. */
  readonly content: Content | undefined;
  /** What is encoded for travelling: the document, or its gzip. */
  readonly carried: Content;
  /** Characters of base64. */
  readonly length: number;
  readonly travels: NonNullable<DocumentShape['travels']>;
  /** Characters of each chunk: from, up to. One for a document that is not cut. */
  readonly cuts: readonly (readonly [from: number, to: number])[];
}

/** Beyond this one message cannot carry a document (gp2gp 3.1). */
const ONE_MESSAGE = 4_900_000;

/** The documents of a record. The same shapes, seed and ids give the same documents. */
export function holdDocuments(
  shapes: readonly DocumentShape[],
  seed: number,
  ids: Ids,
): readonly HeldDocument[] {
  const held: HeldDocument[] = [];
  const used = new Map<string, number>();
  const label = (name: string): string => {
    const count = (used.get(name) ?? 0) + 1;
    used.set(name, count);
    return count === 1 ? name : `${name}#${count}`;
  };
  for (const shape of shapes) {
    for (let number = 1; number <= shape.count; number++) {
      const name = shape.count === 1 ? shape.name : numbered(shape.name, number);
      const same = held.find(({ label }) => label === shape.sameAs);
      held.push(
        holdDocument({ shape, name, label: label(name), seed: seed + held.length, ids, same }),
      );
    }
  }
  return held;
}

interface Holding {
  readonly shape: DocumentShape;
  readonly name: string;
  readonly label: string;
  readonly seed: number;
  readonly ids: Ids;
  readonly same: HeldDocument | undefined;
}

function holdDocument({ shape, name, label, seed, ids, same }: Holding): HeldDocument {
  const id = ids.uuid();
  const { contentType } = shape;
  const content = same?.content ?? contentOf(shape, name, seed);
  const carried = carriedOf(shape, content);
  const length = base64Length(carried.length);
  const travels = shape.travels ?? (length > ONE_MESSAGE ? 'in-chunks' : 'external');
  const inPieces = travels !== 'inline' && travels !== 'external';
  const fileName = shape.placeholder ? `AbsentAttachment${id}.txt` : `${id}_${name}`;
  return {
    ...{ label, id, fileName, shape, content, carried, length, travels },
    name: shape.placeholder ? fileName : name,
    contentType: shape.placeholder ? 'text/plain' : contentType,
    cuts: inPieces ? cutsOf(shape, length) : [[0, length]],
  };
}

/** `page.tif`, 3 to `page-3.tif`. */
function numbered(name: string, number: number): string {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? `${name}-${number}` : `${name.slice(0, dot)}-${number}${name.slice(dot)}`;
}

function contentOf(shape: DocumentShape, name: string, seed: number): Content | undefined {
  const { bytes, text, expands, placeholder, contentType } = shape;
  if (expands !== undefined) return undefined;
  if (text !== undefined) return Buffer.from(text);
  if (placeholder) {
    // The lines of gp2gp 3.9; the conversation is not known when the record is made.
    const lines = [
      'The file could not be included with the Electronic Record',
      name,
      'Z99999:00000000-0000-4000-8000-000000000000',
      'Reason:06:Unable to determine problem',
    ];
    return Buffer.from(`${lines.join('\n')}\n`);
  }
  return attachmentBytes(bytes, contentType, seed);
}

/** One member of the gzip that unpacks to far more than it is; members follow one another (RFC 1952, 2.2). */
const BOMB_MEMBER = 10_000_000;

function carriedOf(
  { compressed: isCompressed, expands }: DocumentShape,
  content: Content | undefined,
): Content {
  if (expands !== undefined) {
    const member = gzipSync(Buffer.alloc(BOMB_MEMBER));
    return Buffer.concat(Array.from({ length: Math.ceil(expands / BOMB_MEMBER) }, () => member));
  }
  const whole = content ?? new Uint8Array();
  return isCompressed ? compressed(whole) : whole;
}

/** Where the base64 text of a document is cut. */
export function cutsOf(
  { chunk, chunks }: Pick<DocumentShape, 'chunk' | 'chunks'>,
  length: number,
): readonly (readonly [number, number])[] {
  const cuts: [number, number][] = [];
  let at = 0;
  const cut = (size: number) => {
    const to = Math.min(length, at + size);
    cuts.push([at, to]);
    at = to;
  };
  if (chunks) {
    const named = chunks.reduce<number>((sum, each) => sum + (each === 'rest' ? 0 : each), 0);
    for (const each of chunks) cut(each === 'rest' ? Math.max(0, length - named) : each);
    if (at < length) cut(length - at);
    return cuts;
  }
  do cut(chunk);
  while (at < length);
  return cuts;
}
