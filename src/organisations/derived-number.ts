/**
 * The unique number of a role, a relationship or a succession whose source gives none: the same text gives the same
 * number, 1,000,000 or more (FNV-1a, 30 bits).
 */
export function derivedNumber(...parts: readonly string[]): number {
  let hash = 0x811c9dc5;
  for (const character of parts.join('\u0000')) {
    hash ^= character.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 0x01000193);
  }
  return 1_000_000 + ((hash >>> 0) & 0x3fff_ffff);
}
