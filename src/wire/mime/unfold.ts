/** One header value out of its lines; each fold becomes one space (RFC 5322 section 2.2.3). */
export function unfold(lines: readonly string[]): string {
  // Hardly any header is folded.
  if (lines.length === 1) return lines[0]?.trim() ?? '';
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');
}
