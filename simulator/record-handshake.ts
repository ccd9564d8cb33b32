import { handshakeEntry } from '../src/journal/handshake-entry.ts';
import type { HandshakeRefusal } from '../src/platform/tls-server.ts';
import type { Ground } from './ground.ts';

/** Puts a refused handshake on record and tells of it. Never rejects. */
export async function recordHandshake(
  { journal, clock, logger }: Ground,
  service: string,
  refusal: HandshakeRefusal,
  told: (refusal: HandshakeRefusal) => void,
): Promise<void> {
  try {
    await journal.append(handshakeEntry(service, clock.now(), refusal));
    told(refusal);
  } catch (error) {
    logger.error({ service, error: String(error) }, 'a refused handshake is not on record');
  }
}
