/** Changes a text as its UTF-8 bytes are seen as Latin-1. */
export function latin(text: string, change: (plain: string) => string): string {
  const bytes = Buffer.from(text);
  // A lone surrogate has no bytes of its own: such a text is changed as far as it has.
  return Buffer.from(change(bytes.toString('latin1')), 'latin1').toString('utf8');
}
