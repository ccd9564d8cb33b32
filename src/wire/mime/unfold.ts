/** One header value out of its lines; each fold becomes one space (RFC 5322 section 2.2.3). */
export function unfold(lines: readonly string[]): string {
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');
}
