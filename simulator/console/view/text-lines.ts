import type { ViewLine } from './view-line.ts';

const LINE_END = /\r\n|\r|\n/g;

/** The lines of a text as it is written. */
export function* textLines(text: string): Generator<ViewLine, void> {
  let number = 0;
  let start = 0;
  for (const found of text.matchAll(LINE_END)) {
    yield { number: ++number, depth: 0, start, end: found.index };
    start = found.index + found[0].length;
  }
  if (start < text.length) yield { number: ++number, depth: 0, start, end: text.length };
}
