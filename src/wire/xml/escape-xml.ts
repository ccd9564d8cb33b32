/** What is no Char of XML 1.0 section 2.2. */
const ILLEGAL = /(?![\t\n\r\x7f-\x9f])\p{Cc}|[\ufffe\uffff]|\p{Surrogate}/u;
/** Printable ASCII that stands for itself: one cheap look lets nearly every value through. */
const PLAIN_TEXT = /^[ -%'-;=?-~]*$/;
const PLAIN_ATTRIBUTE = /^[ !#-%'-;=-~]*$/;
const TEXT = /[&<>\r]/;
const ATTRIBUTE = /[&<"\t\n\r]/;
const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};

/** Character data for an element, escaped as Canonical XML 1.0 section 2.3 does. */
export function escapeText(text: string): string {
  if (PLAIN_TEXT.test(text)) return text;
  return TEXT.test(checkLegal(text)) ? text.replace(/[&<>\r]/g, reference) : text;
}

/** An attribute value for double quotes; line breaks and tabs survive normalisation. */
export function escapeAttribute(value: string): string {
  if (PLAIN_ATTRIBUTE.test(value)) return value;
  return ATTRIBUTE.test(checkLegal(value)) ? value.replace(/[&<"\t\n\r]/g, reference) : value;
}

/** Text that XML can hold: what a peer wrote wrongly may have to be told to it in an answer. */
export function legible(text: string): string {
  return text.replace(new RegExp(ILLEGAL, 'gu'), '\ufffd');
}

function reference(character: string): string {
  return REFERENCES[character] ?? character;
}

function checkLegal(text: string): string {
  const found = ILLEGAL.exec(text);
  if (found === null) return text;
  const code = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  throw new TypeError(`U+${code} at index ${found.index} cannot be written in XML 1.0`);
}
