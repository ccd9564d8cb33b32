import type { HandshakeRefusal } from '../../src/platform/tls-server.ts';
import type { PracticeRoom } from './practice-room.ts';

/** Puts a refused handshake on record: somebody who is not Spine came to the door. Never rejects. */
export async function recordRefusal(
  { clock, journal, logger, service }: PracticeRoom,
  { cause, message, peer, code }: HandshakeRefusal,
): Promise<void> {
  const { names: _names, ...shown } = peer;
  try {
    await journal.append({
      kind: 'handshake',
      at: clock.now().toISOString(),
      service,
      summary: `handshake refused: ${message}`,
      peer: shown,
      facts: { cause, code: code ?? null },
    });
  } catch (error) {
    logger.error({ service, error: String(error) }, 'a refused handshake is not on record');
  }
}
