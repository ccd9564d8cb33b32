const SPACE = /[ \t\n\r]*/y;
const SCALAR =
  /"(?:[^"\\\p{Cc}]|[\x7f-\x9f]|\\["\\/bfnrt]|\\u[0-9A-Fa-f]{4})*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/uy;
const KEY = /"(?:[^"\\\p{Cc}]|[\x7f-\x9f]|\\["\\/bfnrt]|\\u[0-9A-Fa-f]{4})*"[ \t\n\r]*:/uy;

/**
 * Where a text stops being JSON (RFC 8259), counted from 0; `undefined` where it is. The engine's own message does not
 * always say.
 */
export function jsonErrorAt(text: string): number | undefined {
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  const open: ('{' | '[')[] = [];
  let afterValue = false;
  for (;;) {
    take(SPACE);
    const inside = open.at(-1);
    if (afterValue) {
      if (inside === undefined) return at === text.length ? undefined : at;
      const letter = text[at];
      if (letter === ',') {
        at += 1;
        take(SPACE);
        if (inside === '{' && take(KEY) === undefined) return at;
        afterValue = false;
      } else if (letter === (inside === '{' ? '}' : ']')) {
        at += 1;
        open.pop();
      } else return at;
      continue;
    }
    const letter = text[at];
    if (letter === '{' || letter === '[') {
      at += 1;
      take(SPACE);
      if (text[at] === (letter === '{' ? '}' : ']')) {
        at += 1;
        afterValue = true;
        continue;
      }
      open.push(letter);
      if (letter === '{' && take(KEY) === undefined) return at;
    } else if (take(SCALAR) === undefined) return at;
    else afterValue = true;
  }
}
