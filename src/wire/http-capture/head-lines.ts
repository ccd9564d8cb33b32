import { isUtf8 } from 'node:buffer';
import type { Place } from '../reading.ts';

const LF = 10;
/** Bytes of a head that are looked at; heads of HTTP servers are commonly bounded by 16 KiB. */
const LONGEST_HEAD = 65_536;

export interface HeadLine {
  /** Without its line break. */
  readonly text: string;
  readonly at: Place;
  /** Whether it ends in LF alone. */
  readonly bare: boolean;
}

export interface Head {
  readonly lines: readonly HeadLine[];
  /** Where the body begins. */
  readonly end: number;
  readonly ending: 'blank-line' | 'missing-blank-line' | 'end-of-file' | 'too-long';
}

/** A first line of MIME or XML, which no header can be. */
const BODY = /^(?:--|\s*<)/;

/** The lines of an HTTP head up to the blank line, or to a line where the body must have begun. */
export function splitHead(bytes: Buffer): Head {
  const lines: HeadLine[] = [];
  let start = 0;
  while (start < bytes.length) {
    const lineFeed = bytes.indexOf(LF, start);
    const next = lineFeed === -1 ? bytes.length : lineFeed + 1;
    if (next > LONGEST_HEAD) return { lines, end: start, ending: 'too-long' };
    const line = bytes.subarray(start, next);
    const text = line.toString(isUtf8(line) ? 'utf8' : 'latin1').replace(/\r?\n$/, '');
    if (BODY.test(text)) return { lines, end: start, ending: 'missing-blank-line' };
    const bare = lineFeed !== -1 && bytes[lineFeed - 1] !== 13;
    lines.push({ text, at: { offset: start, line: lines.length + 1, column: 1 }, bare });
    start = next;
    if (text === '') return { lines, end: start, ending: 'blank-line' };
  }
  return { lines, end: start, ending: 'end-of-file' };
}
