/** Texts that are kept for sharing; beyond them nothing new is. */
const MOST = 20_000;
const LONGEST = 40;

const known = new Map<string, string>();

/** The same text, one copy of it: names and towns come back in record after record of a large file. */
export function sharedText<T extends string | undefined>(text: T): T {
  if (text === undefined || text.length > LONGEST) return text;
  const found = known.get(text);
  if (found !== undefined) return found as T;
  if (known.size < MOST) known.set(text, text);
  return text;
}
