import type { Finding } from '../../src/domain/finding.ts';
import type { Peer } from '../../src/journal/entry.ts';
import type { World } from '../world/world.ts';

/** The finding when a certificate does not speak for the party that the message names (mhs 1.6). */
export function identify(world: World, peer: Peer, fromParty: string): Finding | undefined {
  if (world.policies.partyIdentity === 'off') return undefined;
  const registered = peer.fqdn === undefined ? [] : world.partyKeysOf(peer.fqdn);
  if (registered.some((key) => key.toUpperCase() === fromParty.toUpperCase())) return undefined;
  const who = peer.fqdn ? `the certificate of ${peer.fqdn}` : 'a connection without a certificate';
  const speaksFor = registered.length > 0 ? ` speaks for ${registered.join(', ')} and` : '';
  return {
    check: 'IDENTITY-01',
    clause: 'mhs 1.3, 1.6, 5.1 H5',
    severity: world.policies.partyIdentity === 'enforce' ? 'must' : 'should',
    message: `${who}${speaksFor} does not speak for ${fromParty}`,
    at: 'From/PartyId',
    suggestion: `register ${peer.fqdn ?? 'its FQDN'} for ${fromParty}, or use that party's certificate`,
  };
}
