/** Index of the character at a line and column, both counted from 1, columns in characters as XML readers count them. */
export function indexOfPlace(text: string, line: number, column = 1): number | undefined {
  let start = 0;
  for (let passed = 1; passed < line; passed++) {
    const next = lineAfter(text, start);
    if (next === undefined) return undefined;
    start = next;
  }
  let index = start;
  for (let passed = 1; passed < column && index < text.length; passed++) {
    const code = text.charCodeAt(index);
    if (code === 10 || code === 13) break;
    index += code >= 0xd800 && code <= 0xdbff ? 2 : 1;
  }
  return Math.min(index, text.length);
}

function lineAfter(text: string, from: number): number | undefined {
  const feed = text.indexOf('\n', from);
  const stop = feed === -1 ? text.length : feed;
  const lone = text.slice(from, stop).indexOf('\r');
  if (lone >= 0 && from + lone + 1 < stop) return from + lone + 1;
  if (feed >= 0) return feed + 1;
  return lone >= 0 ? from + lone + 1 : undefined;
}
