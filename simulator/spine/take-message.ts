import type { Contract } from '../../src/domain/contract.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import { parseTimestamp } from '../../src/wire/ebxml/timestamp.ts';
import type { Deviation } from '../../src/wire/reading.ts';
import type { World } from '../world/world.ts';
import type { Answer, Arrival } from './arrival.ts';
import { decideTaken, type Taking } from './decide.ts';
import { disturbancesOf, takeDisturbed } from './disturb.ts';
import { type Examined, examineMessage, inboundOf } from './examine-message.ts';
import { isSpine, lookUp } from './look-up.ts';
import { refuse } from './refusal.ts';
import { refuseMessage } from './refuse-message.ts';
import { scrutinyOf } from './scrutinise.ts';
import type { SpineRoom } from './spine-room.ts';
import { answerIfTaken, type TakenMessage, takeAlways, takeOnce } from './take-once.ts';
import { answerAccepted, answerAcknowledgment } from './write-answer.ts';

/**
 * Judges, answers and acts on a business message: everything between reading it and its effects. `undefined` where
 * the connection is to end without an answer.
 */
export async function takeMessage(
  room: SpineRoom,
  arrival: Arrival,
  envelope: EbxmlMessage,
  envelopeDeviations: readonly Deviation[],
): Promise<Answer | undefined> {
  const world = room.world.current();
  const directory = lookUp(world, envelope);
  const { contract, pattern } = directory;
  const inbound = inboundOf(world, arrival, envelope, envelopeDeviations, directory);
  const examined = examineMessage(world, inbound, arrival);
  if (!contract || !pattern || pattern === 'synchronous') {
    const none = refuse('CONTRACT_NOT_FOUND', 'no contract', 'Action', world.policies.refusals);
    const refusals = examined.refusals.length > 0 ? examined.refusals : [none];
    return refuseMessage(room, arrival, envelope, { ...examined, refusals }, pattern);
  }
  const message = takenOf(room, world, arrival, envelope, examined, { contract, pattern });
  if (examined.refusals.length > 0) {
    // A copy of what was taken in time gets its first answer again, even after its TimeToLive.
    const late = examined.refusals.every(({ constant }) => constant === 'TIME_TO_LIVE_EXPIRED');
    const again = late ? await answerIfTaken(room, message) : undefined;
    return again ?? refuseMessage(room, arrival, envelope, examined, pattern);
  }
  const take =
    contract.reliability.duplicateElimination === 'never'
      ? (taken: TakenMessage) => takeAlways(room, taken)
      : (taken: TakenMessage) => takeOnce(room, taken);
  const faults = disturbancesOf(room, arrival, envelope);
  return faults.length > 0 ? takeDisturbed(room, message, faults, take) : take(message);
}

/** The message as it will be taken: its answer, what is put on record of it, and what follows. */
function takenOf(
  room: SpineRoom,
  world: World,
  arrival: Arrival,
  envelope: EbxmlMessage,
  examined: Examined,
  found: { readonly contract: Contract; readonly pattern: Taking['pattern'] },
): TakenMessage {
  const { contract, pattern } = found;
  const { findings, trace } = examined;
  const rule = isSpine(world, envelope.to.id)
    ? world.serviceRule(envelope.service, envelope.action)
    : undefined;
  const decision = decideTaken({ contract, pattern, rule });
  const stamp = { messageId: room.ids.uuid(), now: arrival.at };
  const { reliability, cpaId } = contract;
  const scrutinise = scrutinyOf(room, { arrival, envelope, examined, pattern, rule });
  return {
    arrival,
    envelope,
    decision,
    ...(scrutinise ? { scrutinise } : {}),
    // Without a persist duration an id is remembered for as long as anything is.
    seenSince:
      reliability.persistDurationMs > 0 ? arrival.at.getTime() - reliability.persistDurationMs : 0,
    outcome: {
      message: envelope,
      answer:
        decision.reply.kind === 'acknowledgment'
          ? answerAcknowledgment(envelope, stamp)
          : answerAccepted(),
      findings,
      trace: [...trace, ...decision.trace],
      facts: {
        taken: true,
        pattern,
        service: envelope.service,
        cpaId,
        expires: expiryOf(world, envelope) ?? null,
      },
      result: 'taken',
      opens: `${rule ? 'answer' : 'forward'}:${room.ids.uuid()}`,
    },
  };
}

/** Epoch milliseconds at which TimeToLive ends, where it is enforced. */
function expiryOf(world: World, { timeToLive }: EbxmlMessage): number | undefined {
  if (timeToLive === undefined || world.policies.timeToLive !== 'enforce') return undefined;
  const until = parseTimestamp(timeToLive);
  return until.ok ? until.value : undefined;
}
