import type { ViewLine } from './view-line.ts';
import { type XmlToken, xmlTokens } from './xml-tokens.ts';

/** Deeper is not indented further. */
const DEEPEST = 40;
/** Longer text is never on a line with its tags. */
const SHORT_TEXT = 200;

/**
 * XML with an element a line; one that holds nothing but a short text is a line as a whole. White space between
 * elements belongs to no line. Lazy: takes of the text what is asked for.
 */
export function* xmlLines(text: string): Generator<ViewLine, void> {
  let number = 0;
  let depth = 0;
  const waiting: XmlToken[] = [];
  const line = (start: number, end: number, at: number): ViewLine => ({
    ...{ number: ++number, depth: Math.min(at, DEEPEST), start, end },
  });
  const flush = function* (): Generator<ViewLine, void> {
    for (const { kind, start, end } of waiting.splice(0)) {
      if (kind === 'open') yield line(start, end, depth++);
      else yield line(start, end, depth);
    }
  };
  for (const token of xmlTokens(text)) {
    const { kind, start, end } = token;
    const [first, second] = waiting;
    if (kind === 'text' && isBlank(text, start, end)) {
      // White space that is all an element holds stays with it.
      if (first?.kind === 'open' && !second && end - start <= SHORT_TEXT) waiting.push(token);
      continue;
    }
    if (kind === 'text' && first?.kind === 'open' && !second && end - start <= SHORT_TEXT) {
      waiting.push(token);
      continue;
    }
    if (kind === 'close' && first?.kind === 'open' && first.name === token.name) {
      waiting.length = 0;
      yield line(first.start, end, depth);
      continue;
    }
    // White space before the next element says nothing.
    if (second && isBlank(text, second.start, second.end)) waiting.pop();
    yield* flush();
    if (kind === 'open') waiting.push(token);
    else {
      if (kind === 'close') depth = Math.max(0, depth - 1);
      yield line(start, end, depth);
    }
  }
  yield* flush();
}

function isBlank(text: string, start: number, end: number): boolean {
  const something = /\S/g;
  something.lastIndex = start;
  return (something.exec(text)?.index ?? end) >= end;
}
