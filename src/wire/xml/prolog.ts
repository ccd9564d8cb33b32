const SPACE = /^[ \t\r\n]+(?=<\?xml[ \t\r\n])/;
/** White space, processing instructions and comments: all that may stand before a DOCTYPE. */
const MISC = /[ \t\r\n]+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->/y;

/** Characters of white space before an XML declaration, where none is allowed (XML 1.0 section 2.8). */
export function spaceBeforeDeclaration(text: string): number {
  return SPACE.exec(text)?.[0].length ?? 0;
}

/** Where a document type declaration begins; -1 when there is none. */
export function findDoctype(text: string): number {
  MISC.lastIndex = 0;
  let at = 0;
  while (MISC.test(text)) at = MISC.lastIndex;
  return text.startsWith('<!DOCTYPE', at) ? at : -1;
}
