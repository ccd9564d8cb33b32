import { messageChecks } from '../../src/checks/catalogue.ts';
import { examineAll } from '../../src/checks/check.ts';
import type { InboundMessage } from '../../src/checks/inbound-message.ts';
import { patternOf } from '../../src/domain/contract.ts';
import type { Finding } from '../../src/domain/finding.ts';
import type { Entry, TraceStep } from '../../src/journal/entry.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import { parseTimestamp } from '../../src/wire/ebxml/timestamp.ts';
import type { Deviation } from '../../src/wire/reading.ts';
import type { World } from '../world/world.ts';
import type { Answer, Arrival } from './arrival.ts';
import type { Decision } from './decide.ts';
import { decideRefusal, decideTaken } from './decide.ts';
import { identify } from './identify.ts';
import { isSpine, lookUp } from './look-up.ts';
import { nearestContract } from './nearest.ts';
import type { Outcome } from './record.ts';
import { recordOf } from './record.ts';
import type { Refusal } from './refusal.ts';
import { refusalsOf, refuse } from './refusal.ts';
import type { SpineRoom } from './spine-room.ts';
import { answerAccepted, answerAcknowledgment, answerRefusal } from './write-answer.ts';

/** What examining a message gave. */
interface Examined {
  readonly findings: readonly Finding[];
  readonly refusals: readonly Refusal[];
  readonly trace: readonly TraceStep[];
}

function examine(world: World, message: InboundMessage, arrival: Arrival): Examined {
  const { refusals: forms, timeToLive } = world.policies;
  const findings = examineAll(messageChecks, message).filter(
    ({ check }) => check !== 'EBXML-HEADER-07' || timeToLive !== 'ignore',
  );
  const stranger = identify(world, arrival.peer, message.envelope.from.id);
  if (stranger) findings.push(stranger);
  const refusals = [...refusalsOf(findings, forms)];
  if (stranger?.severity === 'must') {
    refusals.push(refuse('PARTY_NOT_SPOKEN_FOR', stranger.message, stranger.at, forms));
  }
  const late = findings.find(({ check }) => check === 'EBXML-HEADER-07');
  if (late && timeToLive === 'enforce') {
    refusals.push(refuse('TIME_TO_LIVE_EXPIRED', late.message, late.at, forms));
  }
  const counted = { must: 0, should: 0, note: 0 };
  for (const { severity } of findings) counted[severity]++;
  const text = `${messageChecks.length} checks: ${counted.must} broken, ${counted.should} departures, ${counted.note} notes`;
  return { findings, refusals, trace: [{ stage: 'examine', text, facts: counted }] };
}

/** Judges, answers and acts on a business message: everything between reading it and its effects. */
export async function takeMessage(
  room: SpineRoom,
  arrival: Arrival,
  envelope: EbxmlMessage,
  envelopeDeviations: readonly Deviation[],
): Promise<Answer> {
  const world = room.world.current();
  const directory = lookUp(world, envelope);
  const mime = arrival.mime?.ok ? arrival.mime : undefined;
  const inbound: InboundMessage = {
    http: arrival.http,
    mime: mime?.value,
    mimeDeviations: mime?.deviations ?? [],
    envelope,
    envelopeDeviations,
    directory,
    limits: world.limits,
    now: arrival.at,
  };
  const { findings, refusals, trace } = examine(world, inbound, arrival);
  const { contract, pattern } = directory;
  const stamp = { messageId: room.ids.uuid(), now: arrival.at };

  const all = refusals.length > 0 || contract ? refusals : [unroutable(world)];
  if (all.length > 0 || !contract || pattern === undefined || pattern === 'synchronous') {
    const { told, trace: why } = decideRefusal(all, nearestContract(world, envelope));
    const answer = answerRefusal(told, envelope, stamp);
    await room.journal.append(
      recordOf(arrival, {
        message: envelope,
        answer,
        findings,
        trace: [...trace, ...why],
        facts: { taken: false, pattern: pattern ?? null },
        result: `refused: ${told[0]?.constant ?? ''}`,
      }),
    );
    return answer;
  }

  const rule = isSpine(world, envelope.to.id)
    ? world.serviceRule(envelope.service, envelope.action)
    : undefined;
  const decision = decideTaken({ contract, pattern, rule });
  const answer =
    decision.reply.kind === 'acknowledgment'
      ? answerAcknowledgment(envelope, stamp)
      : answerAccepted();
  const outcome: Outcome = {
    message: envelope,
    answer,
    findings,
    trace: [...trace, ...decision.trace],
    facts: {
      taken: true,
      pattern: patternOf(contract.reliability, rule !== undefined),
      service: envelope.service,
      cpaId: contract.cpaId,
      expires: expiryOf(world, envelope) ?? null,
    },
    result: 'taken',
    opens: `${rule ? 'answer' : 'forward'}:${room.ids.uuid()}`,
  };
  if (contract.reliability.duplicateElimination === 'never') {
    await settle(room, arrival, outcome, decision);
    return answer;
  }
  return takeOnce(room, arrival, outcome, decision, contract.reliability.persistDurationMs);
}

/** Duplicate elimination: the first copy is taken, later ones get its answer again (mhs 4.1). */
async function takeOnce(
  room: SpineRoom,
  arrival: Arrival,
  outcome: Outcome,
  decision: Decision,
  persistDurationMs: number,
): Promise<Answer> {
  const fromParty = outcome.message?.from?.id ?? '';
  const messageId = outcome.message?.messageId ?? '';
  const since = persistDurationMs > 0 ? arrival.at.getTime() - persistDurationMs : 0;
  const sighting = await room.seen.claim(fromParty, messageId, since);
  if (sighting.kind === 'duplicate')
    return answerAgain(room, arrival, outcome, decision, sighting.first);
  try {
    await settle(room, arrival, outcome, decision);
  } catch (error) {
    room.seen.release(fromParty, messageId, false);
    throw error;
  }
  room.seen.release(fromParty, messageId, true);
  return outcome.answer;
}

async function answerAgain(
  room: SpineRoom,
  arrival: Arrival,
  outcome: Outcome,
  decision: Decision,
  first: Entry,
): Promise<Answer> {
  const given = first.response;
  const body = given?.body ? await room.journal.readBody(given.body) : Buffer.alloc(0);
  const answer: Answer = { status: given?.status ?? 202, headers: given?.headers ?? [], body };
  const text = `duplicate of ${first.messageId ?? ''}, taken at ${first.at}: the same answer again, nothing delivered`;
  const { opens: _, ...kept } = outcome;
  await room.journal.append(
    recordOf(arrival, {
      ...kept,
      answer,
      trace: [...outcome.trace.slice(0, -1), { stage: 'decide', text }],
      facts: { ...outcome.facts, taken: false, duplicateOf: first.sequence },
      result: 'duplicate',
    }),
  );
  if (decision.effects.some(({ kind }) => kind === 'acknowledge-later')) {
    await room.acknowledgeLater(outcome.message as EbxmlMessage);
  }
  return answer;
}

/** Puts a taken message on record, then starts what follows from it. */
async function settle(
  room: SpineRoom,
  arrival: Arrival,
  outcome: Outcome,
  decision: Decision,
): Promise<void> {
  const entry = await room.journal.append(recordOf(arrival, outcome));
  for (const effect of decision.effects) {
    if (effect.kind !== 'acknowledge-later') {
      room.begin(entry, arrival.body instanceof Uint8Array ? arrival.body : undefined);
      continue;
    }
    try {
      await room.acknowledgeLater(outcome.message as EbxmlMessage);
    } catch (error) {
      // The message is taken: to refuse it now would deliver it twice. Unacknowledged it comes again, as a duplicate.
      room.logger.error({ messageId: entry.messageId, error: String(error) }, 'not acknowledged');
    }
  }
}

function unroutable(world: World): Refusal {
  return refuse('CONTRACT_NOT_FOUND', 'no contract', 'To/PartyId, Action', world.policies.refusals);
}

/** Epoch milliseconds at which TimeToLive ends, where it is enforced. */
function expiryOf(world: World, { timeToLive }: EbxmlMessage): number | undefined {
  if (timeToLive === undefined || world.policies.timeToLive !== 'enforce') return undefined;
  const until = parseTimestamp(timeToLive);
  return until.ok ? until.value : undefined;
}
