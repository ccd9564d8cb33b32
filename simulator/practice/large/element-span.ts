/** What may stand before the first element: a byte order mark, white space, declarations, comments. */
const PROLOG = /^(?:\xef\xbb\xbf)?(?:\s+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->)*/;
const OPENING = /^<(?:[\w.-]+:)?([\w.-]+)/;

/** The first element of a text: its local name, and where its start tag begins. A DTD is no element. */
export function leadingElement(
  bytes: Buffer,
): { readonly name: string; readonly start: number } | undefined {
  const head = bytes.subarray(0, 65_536).toString('latin1');
  const start = PROLOG.exec(head)?.[0].length ?? 0;
  const name = OPENING.exec(head.slice(start, start + 300))?.[1];
  return name === undefined ? undefined : { name, start };
}

const MARKUP =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<\/[^>]*>|<[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>/g;

/**
 * The offset after the end tag of the element that begins at `start`; `undefined` when it has none. The text is
 * well-formed XML in UTF-8 or another encoding that writes markup as ASCII.
 */
export function elementEnd(bytes: Buffer, start: number): number | undefined {
  const text = bytes.subarray(start).toString('latin1');
  let depth = 0;
  for (const { 0: markup, index } of text.matchAll(MARKUP)) {
    if (markup.startsWith('<!') || markup.startsWith('<?')) continue;
    if (markup.startsWith('</')) depth -= 1;
    else if (!markup.endsWith('/>')) depth += 1;
    if (depth === 0) return start + index + markup.length;
  }
  return undefined;
}
