const ESCAPES = /(?:\\[0-9A-Fa-f]{2})+/g;

/** Undoes `\2a` and its like; several in a row may together be one character of UTF-8 (RFC 4515 section 3). */
export function unescapeFilterValue(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(ESCAPES, (run) =>
    Buffer.from(run.replaceAll('\\', ''), 'hex').toString('utf8'),
  );
}
