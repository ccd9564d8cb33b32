import type { TransferEffect, TransferEvent } from '../../src/gp2gp/transfer-event.ts';
import type { NewEntry } from '../../src/journal/entry.ts';
import type { PracticeRoom } from './practice-room.ts';
import { peerOdsOf, type Transfer } from './transfer-book.ts';

/** A step of a transfer for the record: what happened, where it led, and what is done about it. */
export function stepEntry(
  { clock, service }: Pick<PracticeRoom, 'clock' | 'service'>,
  transfer: Transfer,
  event: TransferEvent,
  effects: readonly TransferEffect[],
): NewEntry {
  const { state, conversationId } = transfer;
  const { outcome, phase, role } = state;
  const ended = outcome ? `: ${outcome.result}${outcome.code ? ` ${outcome.code}` : ''}` : '';
  return {
    kind: 'transfer',
    at: clock.now().toISOString(),
    service,
    summary: `${role} ${phase}${ended} (${eventText(event)})`,
    conversationId,
    ...(event.kind === 'arrived' && { messageId: event.message.messageId }),
    facts: {
      role,
      state: phase,
      event: eventName(event),
      withOds: peerOdsOf(transfer) || null,
      outcome: outcome?.result ?? null,
      code: outcome?.code ?? null,
    },
    trace: effects.map((effect) => ({ stage: 'decide', text: effectText(effect) })),
  };
}

/** What happened in plain words. Never patient data: of PDS's answers the practice, and why. */
function eventText(event: TransferEvent): string {
  switch (event.kind) {
    case 'patient-retrieved':
      return `PDS names ${event.patient.practice ?? 'no practice'}`;
    case 'patient-not-retrieved':
    case 'registration-not-updated':
    case 'system-not-found':
      return event.because;
    case 'registration-updated':
      return 'PDS has the patient here now';
    case 'system-found':
      return 'SDS has the system of the other practice';
    default:
      return eventName(event);
  }
}

/** What happened, in a word that programs can go by. */
function eventName(event: TransferEvent): string {
  switch (event.kind) {
    case 'arrived':
      return `${event.message.kind} arrived`;
    case 'transport':
      return `${event.about} ${event.outcome}`;
    case 'timer-expired':
      return `${event.timer} expired`;
    default:
      return event.kind;
  }
}

/** An effect as one line of the trace. Never patient data. */
function effectText(effect: TransferEffect): string {
  switch (effect.kind) {
    case 'report':
      return effect.text;
    case 'send-acknowledgement':
      return `${effect.code === undefined ? 'accept' : `refuse with ${effect.code}`} the ${effect.about}`;
    case 'retrieve-patient':
      return 'ask PDS for the patient';
    case 'update-registration':
      return 'register the patient on PDS';
    case 'look-up-system':
      return `ask SDS for the system of ${effect.odsCode}`;
    case 'start-timer':
    case 'stop-timer':
      return `${effect.kind} ${effect.timer}`;
    default:
      return effect.kind;
  }
}
