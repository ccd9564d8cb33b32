/** The text of one value of a file, and the line it begins in, counted from 1. */
export interface JsonPiece {
  readonly text: string;
  readonly line: number;
  /** What the text says, where it had to be parsed to see that it is whole. */
  readonly value?: unknown;
  /** What is wrong with the file around it, in words. */
  readonly broken?: string;
}

const SPACE: ReadonlySet<string> = new Set([' ', '\t', '\r', '\n', '\uFEFF']);
/** Where something changes: a bracket, a quote, an end of line. The rest is skipped over. */
const MARK = /["{}[\],\n]/g;
const STRING_MARK = /["\\\n]/g;

/**
 * The values of a JSON array, of JSON Lines, or a single value, as the text comes in: files need not fit into
 * memory whole. Finds where values begin and end; whether they are JSON is the parser's to say.
 */
export function* jsonValues(chunks: Iterable<string>): Generator<JsonPiece, void> {
  let rest = '';
  let line = 1;
  let list: 'unknown' | 'none' | 'open' | 'closed' = 'unknown';
  for (const chunk of chunks) {
    rest += chunk;
    let at = 0;
    for (;;) {
      while (
        at < rest.length &&
        (SPACE.has(rest[at] ?? '') || (list === 'open' && rest[at] === ','))
      ) {
        if (rest[at] === '\n') line++;
        at++;
      }
      const first = rest[at];
      if (first === undefined) break;
      if (list === 'unknown' && first === '[') {
        list = 'open';
        at++;
        continue;
      }
      if (list === 'unknown') list = 'none';
      if (list === 'open' && first === ']') {
        list = 'closed';
        at++;
        continue;
      }
      const whole = list === 'none' && first === '{' ? lineValue(rest, at) : undefined;
      if (whole) {
        yield { ...whole, line };
        at += whole.text.length;
        continue;
      }
      const end = endOfValue(rest, at);
      if (end === undefined) break;
      const text = rest.slice(at, end.at);
      yield {
        text,
        line,
        ...(list === 'closed' ? { broken: 'comes after the end of the list' } : {}),
      };
      line += end.lines;
      at = end.at;
    }
    rest = rest.slice(at);
  }
  if (rest.trim() !== '') yield { text: rest, line };
  else if (list === 'open') yield { text: '', line, broken: 'the list has no end' };
}

/** The record on a line of its own, as JSON Lines has them: parsing it is cheaper than looking for its end. */
function lineValue(
  text: string,
  start: number,
): { readonly text: string; readonly value: unknown } | undefined {
  const end = text.indexOf('\n', start);
  if (end < 0) return undefined;
  const line = text.slice(start, end).trimEnd();
  if (!line.endsWith('}')) return undefined;
  try {
    return { text: line, value: JSON.parse(line) };
  } catch {
    // Not whole, or no JSON: found out in the other way.
    return undefined;
  }
}

/** Where the value that begins at `start` ends; `undefined` when the text ends before. */
function endOfValue(
  text: string,
  start: number,
): { readonly at: number; readonly lines: number } | undefined {
  let depth = 0;
  let lines = 0;
  let at = start;
  for (;;) {
    MARK.lastIndex = at;
    const found = MARK.exec(text);
    if (!found) return undefined;
    at = found.index + 1;
    const [mark] = found;
    if (mark === '{' || mark === '[') depth++;
    else if (mark === '}' || mark === ']') {
      depth--;
      if (depth === 0) return { at, lines };
      // A value that is no object or list ends before what closes the list.
      if (depth < 0) return { at: Math.max(start + 1, at - 1), lines };
    } else if (mark === '"') {
      const end = endOfString(text, at);
      if (!end) return undefined;
      at = end.at;
      lines += end.lines;
    } else if (depth === 0) return { at: Math.max(start + 1, at - 1), lines };
    else if (mark === '\n') lines++;
  }
}

function endOfString(
  text: string,
  start: number,
): { readonly at: number; readonly lines: number } | undefined {
  let at = start;
  for (let lines = 0; ; ) {
    STRING_MARK.lastIndex = at;
    const found = STRING_MARK.exec(text);
    if (!found) return undefined;
    at = found.index + 1;
    if (found[0] === '"') return { at, lines };
    if (found[0] === '\\') at++;
    else lines++;
  }
}
