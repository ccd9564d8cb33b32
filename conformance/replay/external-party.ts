/**
 * Party key of the one system of a configuration on record that somebody else runs; `undefined` where there is none, or
 * more than one.
 */
export function externalParty(world: unknown): string | undefined {
  const { organisations } = (world ?? {}) as { organisations?: unknown };
  const played = Object.values((organisations ?? {}) as Record<string, unknown>).flatMap((each) => {
    const { played, partyKey } = (each ?? {}) as { played?: unknown; partyKey?: unknown };
    return played === 'external' && typeof partyKey === 'string' ? [partyKey] : [];
  });
  return played.length === 1 ? played[0] : undefined;
}
