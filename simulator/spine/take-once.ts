import type { Entry } from '../../src/journal/entry.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import type { Answer, Arrival } from './arrival.ts';
import type { Decision } from './decide.ts';
import type { Outcome } from './record.ts';
import { recordOf } from './record.ts';
import type { Scrutiny } from './scrutinise.ts';
import type { SpineRoom } from './spine-room.ts';

/** A message that nothing speaks against, with the answer that it gets when it is new. */
export interface TakenMessage {
  readonly arrival: Arrival;
  readonly envelope: EbxmlMessage;
  readonly decision: Decision;
  readonly outcome: Outcome & { readonly answer: Answer };
  /** Looks into the payload. Done when the message is new, and only then. */
  readonly scrutinise?: () => Promise<Scrutiny>;
  /** Epoch milliseconds: a copy that was taken since then makes this one a duplicate. */
  readonly seenSince: number;
}

/** Duplicate elimination: the first copy is taken, later ones get its answer again (mhs 4.1). */
export async function takeOnce(room: SpineRoom, message: TakenMessage): Promise<Answer> {
  const { from, messageId } = message.envelope;
  const sighting = await room.seen.claim(from.id, messageId, message.seenSince);
  if (sighting.kind === 'duplicate') return answerAgain(room, message, sighting.first);
  let taken = false;
  try {
    const looked = await lookedInto(message);
    if ('refused' in looked) return looked.refused;
    const answer = await take(room, looked);
    taken = true;
    return answer;
  } finally {
    room.seen.release(from.id, messageId, taken);
  }
}

/** The first copy's answer, when there was one; nothing is taken. */
export async function answerIfTaken(
  room: SpineRoom,
  message: TakenMessage,
): Promise<Answer | undefined> {
  const { from, messageId } = message.envelope;
  const sighting = await room.seen.claim(from.id, messageId, message.seenSince);
  if (sighting.kind === 'duplicate') return answerAgain(room, message, sighting.first);
  room.seen.release(from.id, messageId, false);
  return undefined;
}

/** Takes a message without looking for copies of it. */
export async function takeAlways(room: SpineRoom, message: TakenMessage): Promise<Answer> {
  const looked = await lookedInto(message);
  return 'refused' in looked ? looked.refused : take(room, looked);
}

/** The message with what its payload told besides, or the answer when it is not taken for that. */
async function lookedInto(
  message: TakenMessage,
): Promise<TakenMessage | { readonly refused: Answer }> {
  const { outcome, scrutinise } = message;
  if (!scrutinise) return message;
  const { refused, findings } = await scrutinise();
  if (refused) return { refused };
  return { ...message, outcome: { ...outcome, findings: [...outcome.findings, ...findings] } };
}

/** Puts a message on record, then starts what follows from it. */
async function take(
  room: SpineRoom,
  { arrival, envelope, decision, outcome }: TakenMessage,
): Promise<Answer> {
  const entry = await room.journal.append(recordOf(arrival, outcome));
  for (const effect of decision.effects) {
    if (effect.kind !== 'acknowledge-later') {
      room.begin(entry, arrival.body instanceof Uint8Array ? arrival.body : undefined);
      continue;
    }
    try {
      await room.acknowledgeLater(envelope);
    } catch (error) {
      // The message is taken: to refuse it now would deliver it twice. Unacknowledged it comes again, as a duplicate.
      room.logger.error({ messageId: entry.messageId, error: String(error) }, 'not acknowledged');
    }
  }
  return outcome.answer;
}

async function answerAgain(
  room: SpineRoom,
  { arrival, envelope, decision, outcome }: TakenMessage,
  first: Entry,
): Promise<Answer> {
  // What the first copy was told may have been wrong on purpose: this one is told what is right.
  const answer = first.facts?.disturbed ? outcome.answer : await firstAnswer(room, first);
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
    await room.acknowledgeLater(envelope);
  }
  return answer;
}

async function firstAnswer({ journal }: SpineRoom, { response }: Entry): Promise<Answer> {
  const body = response?.body ? await journal.readBody(response.body) : Buffer.alloc(0);
  return { status: response?.status ?? 202, headers: response?.headers ?? [], body };
}
