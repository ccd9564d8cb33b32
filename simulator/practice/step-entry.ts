import type { TransferEffect, TransferEvent } from '../../src/gp2gp/transfer-event.ts';
import type { NewEntry } from '../../src/journal/entry.ts';
import type { JoinedDocument } from './large/join-document.ts';
import type { KeptPayload } from './large/kept-payload.ts';
import type { SendingPlan } from './large/sending-plan.ts';
import type { PracticeRoom } from './practice-room.ts';
import { type Opening, peerOdsOf, type Transfer } from './transfer-book.ts';
import type { HeldRecord } from './transfer-status.ts';

/** What happened to a transfer, with what is not in the event and must not be lost. Plain data. */
export interface Step {
  readonly event: TransferEvent;
  /** Of the first step: how it began. */
  readonly opening?: Omit<Opening, 'conversationId'>;
  readonly aside?: StepAside | undefined;
}

/** What an event brought with it that the protocol does not turn on. */
export interface StepAside {
  /** With `record-found`. */
  readonly sending?: SendingPlan;
  /** With `document-joined`. */
  readonly joined?: JoinedDocument;
  /** With `payload-rebuilt`. */
  readonly rebuilt?: KeptPayload;
  /** With `record-filed`: what is held, and every document of it. */
  readonly held?: HeldRecord;
  readonly documents?: readonly JoinedDocument[];
}

/** Keeps with a transfer what its event brought. */
export function takeStep(transfer: Transfer, event: TransferEvent, aside: StepAside = {}): void {
  if (event.kind === 'payload-rebuilt') transfer.frame = event.extract;
  if (aside.sending) transfer.sending = aside.sending;
  if (aside.joined) transfer.joined.set(aside.joined.key, aside.joined);
  if (aside.rebuilt) transfer.rebuilt = aside.rebuilt;
  if (aside.held) transfer.held = aside.held;
  for (const document of aside.documents ?? []) transfer.joined.set(document.key, document);
}

/** A step of a transfer for the record: what happened, where it led, and what is done about it. */
export function stepEntry(
  { service }: Pick<PracticeRoom, 'service'>,
  transfer: Transfer,
  step: Step,
  effects: readonly TransferEffect[],
): NewEntry {
  const { state, conversationId, updatedAt } = transfer;
  const { event } = step;
  const { outcome, phase, role } = state;
  const ended = outcome ? `: ${outcome.result}${outcome.code ? ` ${outcome.code}` : ''}` : '';
  return {
    kind: 'transfer',
    at: updatedAt,
    service,
    summary: `${role} ${phase}${ended} (${eventText(event)})`,
    conversationId,
    ...(event.kind === 'arrived' && { messageId: event.message.messageId }),
    // All that is needed to go on from here after a restart; patient data stands nowhere else.
    request: {
      headers: [['Content-Type', 'application/json']],
      body: Buffer.from(JSON.stringify(step)),
    },
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
    case 'send-fragment':
      return `send-fragment ${effect.messageId}`;
    case 'join-document':
      return `join document ${effect.position}`;
    default:
      return effect.kind;
  }
}
