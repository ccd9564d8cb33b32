/** `yyyyMMddHHmmss`, UTC. */
export function compactTime(at: Date): string {
  return at.toISOString().replace(/\D/g, '').slice(0, 14);
}
