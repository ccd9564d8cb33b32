/**
 * The line, counted from 1, on which the value at a path begins in well-formed JSON; that of the nearest value above it
 * where the path leads nowhere.
 */
export function lineOfPath(text: string, path: readonly PropertyKey[]): number {
  let at = skipSpace(text, 0);
  for (const step of path) {
    const next = text[at] === '{' ? member(text, at, String(step)) : item(text, at, Number(step));
    if (next === undefined) break;
    at = next;
  }
  return text.slice(0, at).split('\n').length;
}

/** Of members of one name the last counts, as JSON.parse has it. */
function member(text: string, open: number, name: string): number | undefined {
  let found: number | undefined;
  let at = skipSpace(text, open + 1);
  while (text[at] === '"') {
    const end = skipValue(text, at);
    const key: unknown = JSON.parse(text.slice(at, end));
    const value = skipSpace(text, skipSpace(text, end) + 1);
    if (key === name) found = value;
    at = skipSpace(text, skipValue(text, value));
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return found;
}

function item(text: string, open: number, index: number): number | undefined {
  if (text[open] !== '[') return undefined;
  let at = skipSpace(text, open + 1);
  for (let count = 0; at < text.length && text[at] !== ']'; count++) {
    if (count === index) return at;
    at = skipSpace(text, skipValue(text, at));
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return undefined;
}

/** Where the value that begins here ends. */
function skipValue(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; ) {
    const letter = text[at];
    if (letter === '"') at = skipString(text, at);
    else if (letter === '{' || letter === '[') {
      depth += 1;
      at += 1;
      continue;
    } else if (letter === '}' || letter === ']') {
      if (depth === 0) return at;
      depth -= 1;
      at += 1;
    } else if (depth === 0 && /[,\s:]/.test(letter ?? '')) return at;
    else {
      at += 1;
      if (depth === 0) continue;
    }
    if (depth === 0) return at;
  }
  return text.length;
}

function skipString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (/\s/.test(text[at] ?? '')) at += 1;
  return at;
}
