import { acknowledgmentChecks } from '../../src/checks/acknowledgment.ts';
import { signalChecks } from '../../src/checks/catalogue.ts';
import { examineAll } from '../../src/checks/check.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import type { Deviation } from '../../src/wire/reading.ts';
import type { Answer, Arrival } from './arrival.ts';
import type { Referred, SignalDecision } from './decide-signal.ts';
import { decideSignal } from './decide-signal.ts';
import { inboundOf } from './examine-message.ts';
import { identify } from './identify.ts';
import { recordOf } from './record.ts';
import type { Refusal } from './refusal.ts';
import { refusalsOf, refuse } from './refusal.ts';
import type { SpineRoom } from './spine-room.ts';
import { answerAccepted, answerRefusal, answerSignal } from './write-answer.ts';

/** Signals are written carelessly by working systems (mhs 3.6): only what makes one meaningless is refused. */
const REFUSED: ReadonlySet<string> = new Set(['ACK-01', 'MIME-07']);

/** Judges, answers and acts on an ebXML signal that a party posted to Spine. */
export async function takeSignal(
  room: SpineRoom,
  arrival: Arrival,
  signal: EbxmlMessage,
  envelopeDeviations: readonly Deviation[],
): Promise<Answer> {
  const world = room.world.current();
  const inbound = inboundOf(world, arrival, signal, envelopeDeviations, undefined);
  const findings = [
    ...examineAll(signalChecks, inbound),
    ...examineAll(acknowledgmentChecks, signal),
  ];
  const stranger = identify(world, arrival.peer, signal.from.id);
  if (stranger) findings.push(stranger);
  const refusals: Refusal[] = [
    ...refusalsOf(
      findings.filter(({ check }) => REFUSED.has(check)),
      world.policies.refusals,
    ),
  ];
  if (stranger?.severity === 'must') {
    const { message, at } = stranger;
    refusals.push(refuse('PARTY_NOT_SPOKEN_FOR', message, at, world.policies.refusals));
  }
  const stamp = { messageId: room.ids.uuid(), now: room.clock.now() };
  const decision: SignalDecision | undefined =
    refusals.length > 0 ? undefined : decideSignal(signal, await referredTo(room, signal), stamp);
  const answer = !decision
    ? answerRefusal(refusals, signal, stamp)
    : decision.kind === 'answer'
      ? answerSignal(decision.signal)
      : answerAccepted();
  await room.journal.append(
    recordOf(arrival, {
      message: signal,
      answer,
      findings,
      trace: decision ? [decision.trace] : [],
      facts: { taken: false, signal: signal.action },
      result: decision ? decision.trace.text : `refused: ${refusals[0]?.constant ?? ''}`,
    }),
  );
  if (decision?.kind === 'relay') await room.relay(signal, decision.toParty);
  return answer;
}

/** What is on record of the message that a signal refers to. */
async function referredTo(room: SpineRoom, signal: EbxmlMessage): Promise<Referred | undefined> {
  const messageId =
    signal.statusRequest?.refToMessageId ??
    signal.acknowledgment?.refToMessageId ??
    signal.refToMessageId;
  if (!messageId) return undefined;
  const entries = await room.journal.find({ messageId });
  const taken = entries.filter(({ kind, facts }) => kind === 'received' && facts?.taken === true);
  // Two senders may have used the same id: the one that the signal can be about is meant.
  const about = (party: string | undefined) =>
    party?.toUpperCase() === signal.from.id.toUpperCase();
  const received = taken.find((e) => about(e.fromParty) || about(e.toParty)) ?? taken[0];
  if (!received) return undefined;
  const { conversationId, fromParty } = received;
  const forwarded = entries.some(
    (e) => e.kind === 'delivery' && e.facts?.decision === 'delivered' && e.fromParty === fromParty,
  );
  // An answer of one of Spine's own services is a message of its own, in the same conversation.
  const composed = conversationId
    ? await room.journal.find({ kind: 'composed', conversationId, newestFirst: true })
    : [];
  const processed = composed.some((e) => e.refToMessageId === messageId && e.settles !== undefined);
  const pattern = received.facts?.pattern;
  return {
    received,
    endParty: pattern === 'forward-end-party',
    state: forwarded ? 'Forwarded' : processed ? 'Processed' : 'Received',
  };
}
