/** What a line at the head of a part is, as far as its first bytes tell. */
export type PartLine = 'blank' | 'field' | 'folded' | 'content';

/** Bytes of a line that are looked at; a header name longer than this is none. */
export const PEEK = 128;

const BLANK = /^\r?\n/;
/** A token of RFC 9110 section 5.6.2: narrower than RFC 5322, so that `<a:b` is no header. */
const FIELD = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+[ \t]*:/;
/** A sender was seen to leave out the blank line and to indent the envelope that follows. */
const INDENTED_XML = /^[ \t]+</;

/**
 * Judges a line where headers may stand. `content` means that the blank line between headers and
 * body is missing.
 *
 * @param head the first PEEK bytes of the line, or all of it with its line break
 * @param first whether no header precedes, so that nothing can be continued
 */
export function judgePartLine(head: string, first: boolean): PartLine {
  if (BLANK.test(head)) return 'blank';
  if (FIELD.test(head)) return 'field';
  if (first || INDENTED_XML.test(head) || !/^[ \t]/.test(head)) return 'content';
  return 'folded';
}
