import { type Deviation, type Place, type Reading, readAs, START } from '../reading.ts';
import { ByteWindow } from './byte-window.ts';
import { Delimiter, type DelimiterLine } from './delimiter.ts';
import { describePart } from './describe-part.ts';
import { KeptBytes } from './kept-bytes.ts';
import { LineCounter } from './line-counter.ts';
import { LineEnds, lineBreakAt } from './line-ends.ts';
import { DEFAULT_MIME_LIMITS, type MimeLimits } from './mime-limits.ts';
import type { MimePackage, MimePart, RelatedType } from './mime-package.ts';
import { packageOddities } from './package-oddities.ts';
import { PartHead } from './part-head.ts';

export interface MimeScannerOptions {
  readonly limits?: Partial<MimeLimits>;
  /** Bytes of the first part to keep, which holds the envelope; none when not given. */
  readonly keepFirst?: number;
  /** Whether places have lines and columns; when `false` both are 0 and only offsets are right. */
  readonly countLines?: boolean;
}

/** The beginning of the first part. */
export interface FirstPart {
  readonly bytes: Buffer;
  /** `false` when the part is longer than what was to be kept. */
  readonly whole: boolean;
}

const SPACES = new Set([9, 10, 13, 32]);

type State = 'preamble' | 'head' | 'body' | 'epilogue' | 'failed';

/**
 * Finds the parts of a multipart body (RFC 2046 section 5.1) as its bytes arrive, in any pieces.
 * It keeps no bodies: only unfinished header lines and what may become a delimiter. What it finds
 * does not depend on how the bytes were cut.
 *
 * Failures: `mime.no-parts`, `mime.too-large`, `mime.too-many-parts`, `mime.part-too-large`,
 * `mime.header-too-large`.
 */
export class MimeScanner {
  readonly #type: RelatedType;
  readonly #limits: MimeLimits;
  readonly #delimiter: Delimiter;
  readonly #window = new ByteWindow();
  readonly #lines: LineCounter | undefined;
  readonly #ends = new LineEnds();
  readonly #first: KeptBytes;
  readonly #parts: MimePart[] = [];
  readonly #places: Place[] = [];
  readonly #deviations: Deviation[] = [];
  #state: State = 'preamble';
  #failure: Deviation | undefined;
  #head = new PartHead(START);
  #bodyStart = 0;
  #outside = false;
  #length = 0;

  constructor(type: RelatedType, options: MimeScannerOptions = {}) {
    this.#type = type;
    this.#limits = { ...DEFAULT_MIME_LIMITS, ...options.limits };
    this.#delimiter = new Delimiter(type.boundary);
    this.#first = new KeptBytes(options.keepFirst ?? 0);
    if (options.countLines !== false) this.#lines = new LineCounter();
  }

  /** Why nothing more will be read; the caller may as well stop. */
  get failure(): Deviation | undefined {
    return this.#failure;
  }

  /** The beginning of the first part, as soon as that part has ended. */
  get firstPart(): FirstPart | undefined {
    return this.#parts.length === 0 ? undefined : this.#first.kept;
  }

  /** The parts that have ended so far. */
  get parts(): readonly MimePart[] {
    return this.#parts;
  }

  push(chunk: Uint8Array): void {
    if (this.#state === 'failed') return;
    this.#length += chunk.length;
    if (this.#length > this.#limits.bytes) {
      this.#fail('mime.too-large', `the body has more than ${this.#limits.bytes} bytes`);
      return;
    }
    this.#window.add(chunk);
    this.#run(false);
    this.#window.keep();
  }

  end(): Reading<MimePackage> {
    this.#run(true);
    if (this.#state === 'preamble' || (this.#state === 'epilogue' && this.#parts.length === 0)) {
      this.#fail('mime.no-parts', `no part follows a delimiter --${this.#type.boundary}`);
    }
    if (this.#state === 'head' || this.#state === 'body') {
      this.#deviate('mime.missing-final-delimiter', 'the closing delimiter is missing');
      if (this.#state === 'head') this.#beginBody();
      this.#finishPart();
    }
    this.#deviations.push(...this.#ends.deviations());
    if (this.#failure !== undefined) {
      return { ok: false, failure: this.#failure, deviations: this.#deviations };
    }
    this.#deviations.push(...packageOddities(this.#type, this.#parts, this.#places));
    const value = { type: this.#type, parts: this.#parts, length: this.#length };
    return readAs(value, this.#deviations);
  }

  #run(ended: boolean): void {
    let more = true;
    while (more) {
      if (this.#state === 'head') more = this.#readHead(ended);
      else if (this.#state === 'body' || this.#state === 'preamble') more = this.#seek(ended);
      else {
        if (this.#state === 'epilogue') this.#pass(this.#window.length);
        more = false;
      }
    }
  }

  #seek(ended: boolean): boolean {
    const { bytes, offset } = this.#window;
    const atStart = offset === (this.#state === 'body' ? this.#bodyStart : 0);
    const found = this.#delimiter.search(bytes, atStart, ended);
    this.#pass(found.before);
    if (found.line === undefined || this.#failure !== undefined) return false;
    if (this.#state === 'body') this.#finishPart();
    this.#ends.note(found.lineBreak, this.#place);
    this.#drop(found.lineBreak.length);
    this.#takeDelimiter(found.line);
    return true;
  }

  /** Lets bytes go by that are content, or stand outside of all parts. */
  #pass(count: number): void {
    const bytes = this.#window.bytes.subarray(0, count);
    if (this.#state === 'body') {
      if (this.#parts.length === 0) this.#first.add(bytes);
      const length = this.#window.offset + count - this.#bodyStart;
      if (length > this.#limits.partBytes) {
        const message = `part ${this.#parts.length + 1} has more than ${this.#limits.partBytes} bytes`;
        this.#fail('mime.part-too-large', message);
      }
    } else if (!this.#outside) {
      const text = bytes.findIndex((byte) => !SPACES.has(byte));
      if (text >= 0) {
        this.#outside = true;
        // Told where the text begins: how the bytes were cut must not show.
        this.#drop(text);
        const where = this.#state === 'preamble' ? 'before the first' : 'after the last';
        this.#deviate(`mime.${this.#state}`, `there is text ${where} delimiter`);
        this.#drop(count - text);
        return;
      }
    }
    this.#drop(count);
  }

  #takeDelimiter(line: DelimiterLine): void {
    this.#ends.note(line.lineBreak, this.#place);
    this.#drop(line.length);
    this.#outside = false;
    if (line.final) {
      this.#state = 'epilogue';
    } else if (this.#parts.length >= this.#limits.parts) {
      this.#fail('mime.too-many-parts', `there are more than ${this.#limits.parts} parts`);
    } else {
      this.#state = 'head';
      this.#head = new PartHead(this.#place);
    }
  }

  #readHead(ended: boolean): boolean {
    const { bytes } = this.#window;
    const delimiter = bytes.length === 0 ? undefined : this.#delimiter.judge(bytes, 0, ended);
    if (delimiter === undefined) return false;
    if (delimiter !== false) {
      this.#beginBody('a delimiter follows the headers of a part at once');
      this.#finishPart();
      this.#takeDelimiter(delimiter);
      return true;
    }
    const line = this.#head.judge(bytes, ended);
    if (line.kind === undefined) return false;
    if (line.kind === 'content') {
      this.#beginBody('no blank line stands between the headers of a part and its content');
      return true;
    }
    const used = this.#window.offset + (line.length ?? bytes.length) - this.#head.at.offset;
    if (line.kind !== 'blank' && used > this.#limits.headerBytes) {
      const message = `the headers of a part have more than ${this.#limits.headerBytes} bytes`;
      this.#fail('mime.header-too-large', message);
      return false;
    }
    if (line.length === undefined) return false;
    this.#ends.note(lineBreakAt(bytes, line.length), this.#place);
    if (line.kind !== 'blank')
      this.#head.add(bytes.subarray(0, line.length), line.kind, this.#place);
    this.#drop(line.length);
    if (line.kind === 'blank') this.#beginBody();
    return true;
  }

  /** @param oddity why there is no blank line before the content */
  #beginBody(oddity?: string): void {
    if (oddity !== undefined) this.#deviate('mime.missing-blank-line', oddity);
    this.#state = 'body';
    this.#bodyStart = this.#window.offset;
  }

  #finishPart(): void {
    const { at, fields } = this.#head;
    const body = { offset: this.#bodyStart, length: this.#window.offset - this.#bodyStart };
    this.#parts.push(describePart(fields, body, at, this.#deviations));
    this.#places.push(at);
  }

  #drop(count: number): void {
    if (count === 0) return;
    this.#lines?.pass(this.#window.bytes.subarray(0, count));
    this.#window.drop(count);
  }

  get #place(): Place {
    return this.#lines?.place ?? { offset: this.#window.offset, line: 0, column: 0 };
  }

  #deviate(code: string, message: string): void {
    this.#deviations.push({ code, message, at: this.#place });
  }

  #fail(code: string, message: string): void {
    this.#state = 'failed';
    this.#failure ??= { code, message, at: this.#place };
  }
}
