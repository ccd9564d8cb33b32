import type { Socket } from 'node:net';
import type { Peer } from '../../src/journal/entry.ts';
import { peerOf } from '../../src/platform/peer-certificate.ts';

const peers = new WeakMap<Socket, Peer>();

/** The peer of a connection for the journal; its certificate is looked at once. */
export function peerAt(socket: Socket): Peer {
  const known = peers.get(socket);
  if (known) return known;
  const { names: _, ...peer } = peerOf(socket);
  peers.set(socket, peer);
  return peer;
}
