import { handshakeEntry } from '../../src/journal/handshake-entry.ts';
import type { HandshakeRefusal } from '../../src/platform/tls-server.ts';
import type { PracticeRoom } from './practice-room.ts';

/** Puts a refused handshake on record: somebody who is not Spine came to the door. Never rejects. */
export async function recordRefusal(
  { clock, journal, logger, service }: PracticeRoom,
  refusal: HandshakeRefusal,
): Promise<void> {
  try {
    await journal.append(handshakeEntry(service, clock.now(), refusal));
  } catch (error) {
    logger.error({ service, error: String(error) }, 'a refused handshake is not on record');
  }
}
