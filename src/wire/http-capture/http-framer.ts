import { bodyLengthOf, type FramedHead, readFramedHead } from './framed-head.ts';
import { LineTaker, textOfLine } from './line-taker.ts';

/** Something that was found in the bytes of one direction of a connection. */
export type Framed =
  /** `interim`: an answer before the answer, as 100 Continue. */
  | { readonly kind: 'head'; readonly head: FramedHead; readonly interim: boolean }
  | { readonly kind: 'body'; readonly bytes: Buffer }
  /** The message is whole; or, with `cut`, the connection ended in the middle of it. */
  | { readonly kind: 'end'; readonly chunked: boolean; readonly cut: boolean }
  /** From here on it is no HTTP/1 that can be told apart: these bytes, and whatever comes as `unparsed`. */
  | { readonly kind: 'broken'; readonly why: string; readonly bytes: Buffer }
  | { readonly kind: 'unparsed'; readonly bytes: Buffer };

/** With how many bytes of the chunk at hand were used when it was found. */
export type FramedAt = Framed & { readonly until: number };

type State =
  | 'head'
  | 'fixed'
  | 'to-close'
  | 'chunk-size'
  | 'chunk-data'
  | 'chunk-end'
  | 'trailers'
  | 'unparsed';

const LONGEST_HEAD = 65_536;
const LONGEST_CHUNK_LINE = 4_096;

/**
 * Tells HTTP/1 messages apart in one direction of a connection (RFC 9112): heads, bodies without their chunks, ends.
 * Bytes may be cut anywhere. Nothing throws: what is no HTTP is told once, and handed on as it is. It holds a head,
 * never a body.
 */
export class HttpFramer {
  readonly #kind: 'request' | 'response';
  readonly #methodOf: () => string | undefined;
  readonly #lines = new LineTaker();
  #state: State = 'head';
  #head: Buffer[] = [];
  #headBytes = 0;
  #left = 0;
  #chunked = false;

  /** @param methodOf of the request whose answer comes next; asked at the head of every response */
  constructor(kind: 'request' | 'response', methodOf: () => string | undefined = () => undefined) {
    this.#kind = kind;
    this.#methodOf = methodOf;
  }

  /** What a chunk brings. Must be read to its end before the next chunk. */
  *push(chunk: Buffer): Generator<FramedAt, void, undefined> {
    let at = 0;
    while (at < chunk.length) {
      if (this.#state === 'unparsed') {
        yield { kind: 'unparsed', bytes: chunk.subarray(at), until: chunk.length };
        return;
      }
      if (this.#state === 'fixed' || this.#state === 'chunk-data' || this.#state === 'to-close') {
        const end = Math.min(chunk.length, at + this.#left);
        const bytes = chunk.subarray(at, end);
        this.#left -= bytes.length;
        at = end;
        yield { kind: 'body', bytes, until: at };
        if (this.#left > 0) continue;
        if (this.#state === 'chunk-data') this.#state = 'chunk-end';
        else yield { ...this.#finish(false), until: at };
        continue;
      }
      const { line, next } = this.#lines.take(chunk, at);
      at = next;
      for (const found of this.#onLine(line)) yield { ...found, until: at };
    }
  }

  /** The direction has ended. */
  *end(): Generator<Framed, void, undefined> {
    if (this.#state === 'to-close') yield this.#finish(false);
    else if (this.#state === 'head') {
      const bytes = Buffer.concat([...this.#head, this.#lines.rest()]);
      if (bytes.length > 0) yield this.#broken('the connection ended within a head', bytes);
    } else if (this.#state !== 'unparsed') yield this.#finish(true);
  }

  /** `undefined` for a line that has not come to its end. */
  *#onLine(line: Buffer | undefined): Generator<Framed, void, undefined> {
    if (this.#state === 'head') {
      const pending = this.#headBytes + (line?.length ?? this.#lines.pending);
      if (pending > LONGEST_HEAD) {
        const rest = line ?? this.#lines.rest();
        yield this.#broken('a head has more than 64 KiB', Buffer.concat([...this.#head, rest]));
      } else if (line) yield* this.#onHeadLine(line);
    } else if (line) yield* this.#onChunkLine(line);
    else if (this.#lines.pending > LONGEST_CHUNK_LINE)
      yield* this.#brokenBody('the size of a chunk does not end', this.#lines.rest());
  }

  *#onHeadLine(line: Buffer): Generator<Framed, void, undefined> {
    const text = textOfLine(line);
    // Blank lines before a start line are to be skipped (RFC 9112 section 2.2).
    if (text === '' && this.#head.length === 0) return;
    this.#head.push(line);
    this.#headBytes += line.length;
    if (text !== '') {
      // A first line that begins no message is told at once: the rest may never come.
      const first = this.#head.length === 1 ? readFramedHead(this.#kind, [text]) : undefined;
      if (typeof first === 'string') yield this.#broken(first, line);
      return;
    }
    const lines = this.#head;
    this.#head = [];
    this.#headBytes = 0;
    const head = readFramedHead(this.#kind, lines.slice(0, -1).map(textOfLine));
    if (typeof head === 'string') {
      yield this.#broken(head, Buffer.concat(lines));
      return;
    }
    const { status } = head;
    const interim = status !== undefined && status < 200 && status !== 101;
    const length = bodyLengthOf(head, interim ? undefined : this.#methodOf());
    yield { kind: 'head', head, interim };
    this.#chunked = false;
    if (interim) return;
    if (typeof length === 'string') yield* this.#brokenBody(length, Buffer.alloc(0));
    else if (length.by === 'other-protocol') {
      yield this.#finish(false);
      yield this.#broken('another protocol follows', Buffer.alloc(0));
    } else if (length.by === 'none') yield this.#finish(false);
    else if (length.by === 'chunks') {
      this.#chunked = true;
      this.#state = 'chunk-size';
    } else {
      this.#left = length.by === 'length' ? length.bytes : Number.POSITIVE_INFINITY;
      this.#state = length.by === 'length' ? 'fixed' : 'to-close';
      if (this.#left === 0) yield this.#finish(false);
    }
  }

  *#onChunkLine(line: Buffer): Generator<Framed, void, undefined> {
    const text = textOfLine(line);
    if (this.#state === 'trailers') {
      if (text === '') yield this.#finish(false);
    } else if (this.#state === 'chunk-end') {
      if (text === '') this.#state = 'chunk-size';
      else yield* this.#brokenBody('a chunk is longer than its size', line);
    } else {
      const size = /^([0-9a-fA-F]{1,12})[ \t]*(?:;.*)?$/.exec(text)?.[1];
      if (size === undefined) yield* this.#brokenBody('the size of a chunk is no number', line);
      else {
        this.#left = Number.parseInt(size, 16);
        this.#state = this.#left === 0 ? 'trailers' : 'chunk-data';
      }
    }
  }

  #finish(cut: boolean): Framed {
    this.#state = 'head';
    return { kind: 'end', chunked: this.#chunked, cut };
  }

  *#brokenBody(why: string, bytes: Buffer): Generator<Framed, void, undefined> {
    yield this.#finish(true);
    yield this.#broken(why, bytes);
  }

  #broken(why: string, bytes: Buffer): Framed {
    this.#state = 'unparsed';
    this.#head = [];
    return { kind: 'broken', why, bytes };
  }
}
