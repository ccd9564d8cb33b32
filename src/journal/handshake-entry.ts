import type { HandshakeRefusal } from '../platform/tls-gate.ts';
import type { NewEntry } from './entry.ts';

/** The entry of a handshake that came to nothing: who came to which service's door, and why it stayed shut. */
export function handshakeEntry(
  service: string,
  at: Date,
  { cause, message, peer, code }: HandshakeRefusal,
): NewEntry {
  const { names: _, ...shown } = peer;
  return {
    kind: 'handshake',
    at: at.toISOString(),
    service,
    summary: `handshake refused: ${message}`,
    peer: shown,
    facts: { cause, code: code ?? null },
  };
}
