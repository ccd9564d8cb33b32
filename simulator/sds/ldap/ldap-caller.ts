import { type ConnectionPeer, peerOf } from '../../../src/platform/peer-certificate.ts';
import type { StreamConnection } from '../../../src/platform/stream-server.ts';
import type { LdapPeer } from './search-record.ts';

/** Who is at the other end of a connection, as its TLS showed it. */
export interface LdapCaller extends LdapPeer {
  /** Common name of the certificate that it has shown. */
  readonly commonName: string | undefined;
}

export function callerOf({ socket, secure }: StreamConnection): LdapCaller {
  const { names: _, ...peer }: ConnectionPeer = peerOf(socket);
  return { peer, secure, commonName: peer.fqdn, caller: peer.fqdn ?? peer.address };
}
