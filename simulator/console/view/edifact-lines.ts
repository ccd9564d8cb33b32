import type { ViewLine } from './view-line.ts';

/** Signs that end a segment and that take its meaning from the next, as UNA names them or as they are by default. */
function edifactSigns(text: string): {
  readonly terminator: string;
  readonly release: string;
} {
  const [, una] = /^\s*UNA(.{6})/.exec(text) ?? [];
  return { terminator: una?.[5] ?? "'", release: una?.[3] ?? '?' };
}

/** A line for each segment, whether they were written in lines or not. */
export function* edifactLines(text: string): Generator<ViewLine, void> {
  const { terminator, release } = edifactSigns(text);
  let number = 0;
  let inside = 0;
  const line = (start: number, end: number): ViewLine => {
    const tag = text.slice(start, start + 3);
    if (tag === 'UNT' || tag === 'UNZ') inside = 0;
    else if (tag === 'S01') inside = 1;
    else if (tag === 'S02') inside = 2;
    const depth = /^(?:UN[ABHTZ]|S01)/.test(tag) ? 0 : tag === 'S02' ? 1 : inside;
    return { number: ++number, depth, start, end };
  };
  // The advice of signs is a segment of fixed length, and holds the terminator as a value.
  const advice = /^\s*UNA.{6}/.exec(text)?.[0].length ?? 0;
  if (advice > 0) yield line(advice - 9, advice);
  let start = advice;
  for (let at = advice; at < text.length; at++) {
    if (text[at] === release && release !== ' ') at++;
    else if (text[at] === terminator) {
      yield line(afterBlanks(text, start), at + 1);
      start = at + 1;
    }
  }
  if (text.slice(start).trim() !== '') yield line(afterBlanks(text, start), text.length);
}

function afterBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text[at] ?? '')) at++;
  return at;
}
