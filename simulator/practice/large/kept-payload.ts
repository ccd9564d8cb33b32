import { createHash } from 'node:crypto';
import type { BodyRef } from '../../../src/journal/entry.ts';
import type { PracticeRoom } from '../practice-room.ts';

/** A payload that came in no single message, kept in the journal. Plain data. */
export interface KeptPayload {
  readonly body: BodyRef;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** Keeps bytes with the transfer that they are of. Resolves when they are durable. */
export async function keepPayload(
  { clock, journal, service }: Pick<PracticeRoom, 'clock' | 'journal' | 'service'>,
  conversationId: string,
  summary: string,
  payload: Buffer,
): Promise<KeptPayload> {
  const keeper = await journal.keepBody();
  await keeper.write(payload);
  const body = await keeper.keep();
  // The journal keeps what an entry names.
  await journal.append({
    kind: 'note',
    at: clock.now().toISOString(),
    service,
    summary,
    conversationId,
    request: { headers: [['Content-Type', 'application/xml']], body },
    facts: { bytes: payload.length },
  });
  const sha256 = createHash('sha256').update(payload).digest('hex');
  return { body, bytes: payload.length, sha256 };
}
