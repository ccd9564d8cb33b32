import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import type { HandshakeRefusal } from '../platform/tls-gate.ts';
import { handshakeEntry } from './handshake-entry.ts';
import type { Journal } from './journal.ts';

export interface HandshakeRecord {
  readonly journal: Pick<Journal, 'append'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Puts a refused handshake at a service's door on record, and then tells of it. Never rejects. */
export async function recordHandshake(
  { journal, clock, logger }: HandshakeRecord,
  service: string,
  refusal: HandshakeRefusal,
  told: (refusal: HandshakeRefusal) => void = () => undefined,
): Promise<void> {
  try {
    await journal.append(handshakeEntry(service, clock.now(), refusal));
    told(refusal);
  } catch (error) {
    logger.error({ service, error: String(error) }, 'a refused handshake is not on record');
  }
}
