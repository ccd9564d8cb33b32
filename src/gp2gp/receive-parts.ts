import { codeAfter, fail, failure, reply } from './answer-part.ts';
import { placeBeforeExtract, placeEarly, placePart } from './large/place-part.ts';
import {
  charsOf,
  markJoining,
  partCount,
  type Reassembly,
  unjoinedDocuments,
} from './large/reassembly.ts';
import type { Placed } from './large/take-part.ts';
import { overallTimer } from './overall-timer.ts';
import {
  after,
  answer,
  type RequesterDecision,
  type RequesterState,
  stay,
} from './requester-state.ts';
import { type Arrival, report, type TransferEffect } from './transfer-event.ts';

type ArrivedPart = Extract<Arrival, { kind: 'large-message' }>;

/** A fragment or an index came: puts it where it belongs and answers it (gp2gp 3.7, 4.4, 4.7). */
export function partArrived(state: RequesterState, message: ArrivedPart): RequesterDecision {
  const refTo = message.hl7Id ?? message.messageId;
  const { senderAsid } = state;
  const { fromAsid } = message;
  if (senderAsid !== undefined && fromAsid !== undefined && fromAsid !== senderAsid) {
    return stay(state, `system ${fromAsid}, which was not asked, sent a fragment: ignored`);
  }
  if (message.large?.kind === 'continue') {
    return stay(state, 'a continue came to the practice that asks for the record: ignored');
  }
  const waitsForExtract = state.phase === 'requesting' || state.phase === 'waiting';
  if (!message.large || message.fault !== undefined) {
    const because = message.fault ?? 'a fragment could not be read';
    if (state.phase === 'receiving') return fail(state, refTo, '30', '99', because);
    const code = waitsForExtract ? '30' : codeAfter(state);
    return reply(state, refTo, code, because);
  }
  const part = { messageId: message.messageId, documents: message.large.documents };
  if (waitsForExtract) return parked(state, placeBeforeExtract(state.reassembly, part), refTo);
  if (state.phase === 'receiving') {
    const placed = after(
      toleratedIn(message),
      placedPart(state, placePart(state.reassembly, part), refTo),
    );
    return placed;
  }
  const known = placePart(state.reassembly, part).placement.kind === 'duplicate';
  const filed = state.outcome === undefined || state.outcome.result === 'integrated';
  if (known && filed) return reply(state, refTo, undefined, 'a fragment came again: nothing new');
  return reply(state, refTo, codeAfter(state), 'a fragment came that nothing waits for');
}

function parked(state: RequesterState, placed: Placed, refTo: string): RequesterDecision {
  const { placement, reassembly } = placed;
  if (placement.kind === 'refused') {
    return reply(state, refTo, placement.code, placement.because);
  }
  const because = 'a fragment came before the extract and is kept';
  return reply({ ...state, reassembly }, refTo, undefined, because);
}

function placedPart(state: RequesterState, placed: Placed, refTo: string): RequesterDecision {
  const { placement } = placed;
  switch (placement.kind) {
    case 'duplicate':
      return reply(state, refTo, undefined, 'a fragment came again: nothing new');
    case 'unannounced':
      return reply(state, refTo, '30', 'a fragment came that nothing announces');
    case 'refused':
      return fail(state, refTo, placement.code, '31', placement.because);
    case 'parked': {
      const next = { ...state, reassembly: placed.reassembly };
      return reply(next, refTo, undefined, 'a fragment came before its index and is kept');
    }
    case 'stored':
      return stored(state, placed.reassembly, placement.remarks, refTo);
  }
}

function stored(
  state: RequesterState,
  reassembly: Reassembly,
  remarks: readonly string[],
  refTo: string,
): RequesterDecision {
  const tooLong = exceeded(state, reassembly);
  if (tooLong) return fail({ ...state, reassembly }, refTo, '30', '30', tooLong);
  const before = partCount(state.reassembly);
  const adopted = adoptEarly({ ...state, reassembly }, refTo);
  const grown = partCount(adopted.state.reassembly) > before;
  const effects = [
    ...remarks.map((text) => report(text)),
    ...(grown ? [overallTimer(adopted.state)] : []),
    ...adopted.effects,
  ];
  // Its acknowledgement says whether the document that it completes could be put together.
  const isAwaited = adopted.state.waiting.some((one) => one.refTo === refTo);
  if (adopted.state.phase !== 'receiving' || isAwaited) return { state: adopted.state, effects };
  return after(effects, reply(adopted.state, refTo, undefined));
}

/**
 * Moves early messages to where they belong by now, and has every document joined that is whole.
 *
 * @param refTo the message that is being answered; early ones have been answered before
 */
export function adoptEarly(before: RequesterState, refTo?: string): RequesterDecision {
  let state = before;
  const effects: TransferEffect[] = [];
  for (let next = placeEarly(state.reassembly); next; next = placeEarly(state.reassembly)) {
    state = { ...state, reassembly: next.reassembly };
    if (next.placement.kind === 'refused') {
      const { code, because } = next.placement;
      if (refTo === undefined) return after(effects, answer(state, failure('31', because)));
      return after(effects, fail(state, refTo, code, '31', because));
    }
    if (next.placement.kind === 'stored') {
      effects.push(...next.placement.remarks.map((text) => report(text)));
    }
  }
  for (const { position } of unjoinedDocuments(state.reassembly)) {
    effects.push({ kind: 'join-document', position });
    state = {
      ...state,
      reassembly: markJoining(state.reassembly, position, 'under-way'),
      waiting: refTo === undefined ? state.waiting : [...state.waiting, { position, refTo }],
    };
  }
  return { state, effects };
}

function exceeded({ limits }: RequesterState, { documents }: Reassembly): string | undefined {
  const lengths = documents.map(charsOf);
  const longest = Math.max(0, ...lengths);
  if (limits.attachmentChars !== undefined && longest > limits.attachmentChars) {
    return `an attachment of ${longest} characters is longer than is taken`;
  }
  const all = lengths.reduce((sum, length) => sum + length, 0);
  if (limits.recordChars !== undefined && all > limits.recordChars) {
    return `attachments of ${all} characters are more than is taken`;
  }
  const parts = partCount({ documents, early: [], taken: [] });
  return parts > limits.parts ? `${parts} messages are more than are taken` : undefined;
}

function toleratedIn({ large }: ArrivedPart): TransferEffect[] {
  const code = large?.code;
  if (code === undefined || code === 'GP2GPLMATTACHMENTINFO') return [];
  return [report(`a fragment has the code ${code}`, 'D9')];
}
