import { type LineBreak, lineBreakAt } from './line-ends.ts';

const LF = 10;
const CR = 13;
const DASH = 45;
const SPACE = 32;
const TAB = 9;
/** White space after a boundary that is still taken for transport padding (RFC 2046 section 5.1.1). */
const LONGEST_PADDING = 64;

/** A delimiter line that was found. */
export interface DelimiterLine {
  /** Bytes of the line with its line break. */
  readonly length: number;
  /** Whether this is the closing delimiter, with two hyphens after the boundary. */
  readonly final: boolean;
  readonly lineBreak: LineBreak;
}

/** What a search tells. `line` is `undefined` when no delimiter was found as yet. */
export interface DelimiterSearch {
  /** Bytes at the head of the window that certainly belong to no delimiter. */
  readonly before: number;
  /** The line break after them, which belongs to the delimiter. */
  readonly lineBreak: LineBreak;
  readonly line: DelimiterLine | undefined;
}

/** The delimiter of a boundary: finds it, and judges whether a line is one. */
export class Delimiter {
  readonly bytes: Buffer;

  constructor(boundary: string) {
    this.bytes = Buffer.from(`--${boundary}`, 'utf8');
  }

  /**
   * Looks for the first delimiter line of a window.
   *
   * @param atStart whether the window begins where a line begins
   * @param ended whether the window ends where the stream ends
   */
  search(window: Buffer, atStart: boolean, ended: boolean): DelimiterSearch {
    const wanted = this.bytes;
    for (let at = window.indexOf(wanted); at !== -1; at = window.indexOf(wanted, at + 1)) {
      if (at === 0 ? !atStart : window[at - 1] !== LF) continue;
      const line = this.judge(window, at, ended);
      if (line === false) continue;
      const lineBreak = lineBreakAt(window, at);
      return { before: at - lineBreak.length, lineBreak, line };
    }
    // The last bytes may be the beginning of a delimiter, with the line break before it.
    const before = ended ? window.length : Math.max(0, window.length - wanted.length - 1);
    return { before, lineBreak: '', line: undefined };
  }

  /**
   * Whether a delimiter line begins at `at`; `undefined` when more bytes are needed to tell.
   *
   * @param ended whether the window ends where the stream ends
   */
  judge(window: Buffer, at: number, ended: boolean): DelimiterLine | false | undefined {
    const wanted = this.bytes;
    const end = at + wanted.length;
    const given = Math.min(end, window.length) - at;
    // Asked of every header line, and nearly every one differs in its first byte.
    if (given > 0 && window[at] !== DASH) return false;
    if (window.compare(wanted, 0, given, at, at + given) !== 0) return false;
    if (given < wanted.length) return ended ? false : undefined;
    if (window[end] === DASH && window[end + 1] === DASH) {
      const closing = this.#tail(window, end + 2, at, ended);
      return closing && { ...closing, final: true };
    }
    if (!ended && window.length < end + 2 && (window[end] ?? DASH) === DASH) return undefined;
    const plain = this.#tail(window, end, at, ended);
    return plain && { ...plain, final: false };
  }

  #tail(
    window: Buffer,
    from: number,
    start: number,
    ended: boolean,
  ): { length: number; lineBreak: LineBreak } | false | undefined {
    let at = from;
    while (at - from <= LONGEST_PADDING && (window[at] === SPACE || window[at] === TAB)) at += 1;
    if (at >= window.length) {
      return ended ? { length: at - start, lineBreak: '' } : undefined;
    }
    if (window[at] === LF) return { length: at + 1 - start, lineBreak: '\n' };
    if (window[at] !== CR) return false;
    if (at + 1 >= window.length)
      return ended ? { length: at + 1 - start, lineBreak: '' } : undefined;
    return window[at + 1] === LF && { length: at + 2 - start, lineBreak: '\r\n' };
  }
}
