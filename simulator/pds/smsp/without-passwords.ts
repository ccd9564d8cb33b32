const OPENING = /<(?:[^\s<>/:=]+:)?Password(?=[\s>/])/g;
const CLOSING = /<\/(?:[^\s<>/:]+:)?Password\s*>/g;
/** The word in UTF-16, of either order of bytes. */
const WIDE = Buffer.from('P\0a\0s\0s\0w\0o\0r\0d', 'latin1');
const NOT_KEPT = '[not kept]';

/**
 * A message as it may go on record: what stands in elements named Password is left out, however it is written
 * (CDATA, comments, elements, any prefix), and so is the rest when such an element does not end. Nothing when the
 * message may be kept as it is. Takes time in proportion to the length, whatever the text.
 */
export function withoutPasswords(body: Buffer): string | undefined {
  if (body.includes(WIDE)) return NOT_KEPT;
  if (!body.includes('Password')) return undefined;
  const text = body.toString('utf8');
  let kept = '';
  let at = 0;
  for (;;) {
    OPENING.lastIndex = at;
    if (!OPENING.exec(text)) return kept + text.slice(at);
    const end = endOfTag(text, OPENING.lastIndex);
    // Looked for once only: a text of tags that do not end would be walked through again and again.
    if (end === undefined) return kept + text.slice(at, OPENING.lastIndex) + NOT_KEPT;
    kept += text.slice(at, end);
    at = end;
    if (text[end - 2] === '/') continue;
    kept += NOT_KEPT;
    CLOSING.lastIndex = end;
    const closing = CLOSING.exec(text);
    if (!closing) return kept;
    at = closing.index;
  }
}

/** Behind the `>` of a tag, those in its attributes aside. */
function endOfTag(text: string, from: number): number | undefined {
  let quote = '';
  for (let at = from; at < text.length; at++) {
    const character = text[at] ?? '';
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return at + 1;
  }
  return undefined;
}
