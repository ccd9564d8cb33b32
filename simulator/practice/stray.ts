import type { Arrival } from '../../src/gp2gp/transfer-event.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import type { Party } from '../world/world.ts';
import type { Outbox } from './outbox.ts';
import { writeAcknowledgement } from './practice-messages.ts';
import type { PracticeRoom } from './practice-room.ts';

/**
 * What a practice does with a message of a conversation that it does not know: an extract is refused with
 * 09, anything else has no effect (gp2gp 4.7, last row).
 */
export async function answerStray(
  room: PracticeRoom,
  outbox: Outbox,
  from: Party | undefined,
  envelope: EbxmlMessage,
  arrival: Arrival,
): Promise<void> {
  const { clock, journal, logger, service, world } = room;
  const { conversationId, messageId } = envelope;
  const refused = arrival.kind === 'extract' && from !== undefined;
  const text = `${arrival.kind} of an unknown conversation: ${refused ? 'refused with 09' : 'ignored'}`;
  try {
    await journal.append({
      kind: 'transfer',
      at: clock.now().toISOString(),
      service,
      summary: text,
      conversationId,
      messageId,
      facts: {
        role: null,
        state: 'stray',
        event: `${arrival.kind} arrived`,
        outcome: null,
        code: refused ? '09' : null,
      },
    });
    if (!refused) return;
    const refTo = arrival.hl7Id ?? messageId;
    const message = writeAcknowledgement(room, from, conversationId, { refTo, code: '09' });
    const header = message?.envelope;
    const contract =
      header && world.current().contractFor(header.to.id, header.service, header.action);
    if (message && contract) outbox.send(message, contract);
  } catch (error) {
    logger.error(
      { service, conversationId, error: String(error) },
      'a stray message was not answered',
    );
  }
}
