import { Base64Joiner } from './base64-joiner.ts';
import { expand } from './expand.ts';
import { Broken, type JoinFailure } from './join-failure.ts';

export type { JoinFailure };

/** A piece of a document as it travelled, in its place. */
export interface PartStream {
  /** `base64`: stretches of the document's base64 text; `decoded`: of its bytes. */
  readonly encoding: 'base64' | 'decoded';
  readonly bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

export type Joined =
  | { readonly ok: true; readonly bytes: number }
  | { readonly ok: false; readonly failure: JoinFailure };

export interface JoinOptions {
  /** Gzip lies under the base64. */
  readonly compressed: boolean;
  /** Bytes that may come out before it is taken for an attack. */
  readonly atMost: number;
}

/**
 * Puts a document together as a stream: joins the text of its pieces in their order, undoes base64 across their
 * borders wherever they lie, expands it, and hands on what comes out (gp2gp 3.5). Never more than a piece of a
 * stream is held. What was handed on before a failure is to be thrown away.
 *
 * @param take is waited for before more is asked of the pieces; what it throws is thrown on
 */
export async function joinParts(
  parts: AsyncIterable<PartStream> | Iterable<PartStream>,
  options: JoinOptions,
  take: (bytes: Uint8Array) => Promise<void> | void,
): Promise<Joined> {
  let bytes = 0;
  try {
    const decoded = decode(parts);
    for await (const piece of options.compressed ? expand(decoded, options.atMost) : decoded) {
      bytes += piece.length;
      if (bytes > options.atMost) {
        throw new Broken('too-large', `it is more than ${options.atMost} bytes`);
      }
      await take(piece);
    }
  } catch (error) {
    if (error instanceof Broken) return { ok: false, failure: error.failure };
    throw error;
  }
  return { ok: true, bytes };
}

async function* decode(
  parts: AsyncIterable<PartStream> | Iterable<PartStream>,
): AsyncGenerator<Uint8Array> {
  const text = new Base64Joiner();
  let encoding: PartStream['encoding'] | undefined;
  for await (const part of parts) {
    encoding ??= part.encoding;
    if (part.encoding !== encoding) {
      throw new Broken('mixed', 'some of its pieces are base64 text and some are bytes');
    }
    for await (const piece of part.bytes) {
      const out = encoding === 'base64' ? text.push(piece) : piece;
      if (out.length > 0) yield out;
    }
  }
  const rest = text.end();
  if (rest.length > 0) yield rest;
}
