import type { Arrival } from '../../src/gp2gp/transfer-event.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import type { Outbox } from '../mhs/outbox.ts';
import { writeAcknowledgement } from './practice-messages.ts';
import type { PracticeRoom } from './practice-room.ts';
import { asker, type DirectoryDesk } from './registration/directory-desk.ts';

/**
 * What a practice does with a message of a conversation that it does not know: an extract is refused with
 * 09, anything else has no effect (gp2gp 4.7, last row). Never rejects.
 */
export async function answerStray(
  room: PracticeRoom,
  { outbox, directory }: { readonly outbox: Outbox; readonly directory: DirectoryDesk },
  writer: { readonly asid: string; readonly partyKey: string },
  envelope: EbxmlMessage,
  arrival: Arrival,
): Promise<void> {
  const { clock, journal, logger, service } = room;
  const { conversationId, messageId } = envelope;
  const refused = arrival.kind === 'extract';
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
    const ready = await writeAcknowledgement(
      room,
      directory,
      asker(conversationId, writer),
      odsOf(arrival, writer.partyKey),
      { role: 'stray-acknowledgement', refTo: arrival.hl7Id ?? messageId, code: '09' },
    );
    if (ready) outbox.send({ role: 'stray-acknowledgement', ...ready });
  } catch (error) {
    logger.error(
      { service, conversationId, error: String(error) },
      'a stray message was not answered',
    );
  }
}

/** The practice that wrote: by the payload, else by its party key, which begins with the code. */
function odsOf(arrival: Arrival, partyKey: string): string {
  const named = arrival.kind === 'extract' ? arrival.extract?.authorOds : undefined;
  return named || (partyKey.split('-')[0] ?? '');
}
