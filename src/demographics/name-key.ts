/** How names are compared: upper case, without accents, one kind of apostrophe, single spaces. */
export function nameKey(name: string): string {
  const upper = name.trim().toUpperCase().replace(/\s+/g, ' ');
  // Nearly all names are plain: normalising costs more than looking.
  if (/^[ -~]*$/.test(upper)) return upper;
  return upper
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[\u2018\u2019\u02bc\u0060\u00b4]/g, "'");
}

/**
 * How postcodes are compared: upper case, one space before the last three. So that the key of a postcode that is
 * written well is itself, and takes no memory of its own.
 */
export function postcodeKey(postcode: string): string {
  if (/^[A-Z0-9]{2,4} [A-Z0-9]{3}$/.test(postcode)) return postcode;
  const joined = barePostcode(postcode);
  return `${joined.slice(0, -3)} ${joined.slice(-3)}`;
}

/** A postcode, or a pattern of one, without spaces. */
export function barePostcode(postcode: string): string {
  return postcode.replace(/\s+/g, '').toUpperCase();
}

/** Whether a text fits a pattern in which each `*` stands for any letters, none included. Both are keys. */
export function fitsPattern(text: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return text === pattern;
  if (text.length < first.length + last.length) return false;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at <= text.length - last.length;
}
