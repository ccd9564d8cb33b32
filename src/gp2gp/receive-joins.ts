import { acknowledge, codeAfter, fail, failure, reply } from './answer-part.ts';
import { proceed } from './finish-record.ts';
import { markJoining } from './large/reassembly.ts';
import {
  after,
  answer,
  type RequesterDecision,
  type RequesterState,
  stay,
} from './requester-state.ts';
import type { TransferEffect, TransferEvent } from './transfer-event.ts';

type JoinEvent = Extract<TransferEvent, { kind: 'document-joined' | 'document-not-joined' }>;

/** A document was put together, or could not be: answers the message that completed it (gp2gp 4.4). */
export function decideJoin(state: RequesterState, event: JoinEvent): RequesterDecision {
  const { position } = event;
  const refTo = state.waiting.find((one) => one.position === position)?.refTo;
  const rest = state.waiting.filter((one) => one.position !== position);
  const settled: RequesterState = { ...state, waiting: rest };
  // Another document may hang on the same message.
  const others = refTo !== undefined && rest.some((one) => one.refTo === refTo);
  if (state.phase !== 'receiving') {
    if (refTo === undefined) return stay(settled, `${event.kind} came when nothing waited for it`);
    return reply(
      settled,
      refTo,
      codeAfter(state),
      'the transfer ended before the document was whole',
    );
  }
  if (event.kind === 'document-joined') {
    const reassembly = markJoining(state.reassembly, position, 'done');
    const next: RequesterState = { ...settled, reassembly };
    const accept: TransferEffect[] =
      refTo === undefined || others ? [] : [acknowledge(refTo, undefined)];
    return after(accept, proceed(next));
  }
  const { why, because } = event;
  const [fragment, extract] = CODES[why];
  if (refTo === undefined) return answer(settled, failure(extract, because));
  const unanswered: RequesterState = {
    ...settled,
    waiting: rest.filter((one) => one.refTo !== refTo),
  };
  return fail(unanswered, refTo, fragment, extract, because);
}

/** What the fragment and the extract are refused with when a document cannot be joined (gp2gp 4.4). */
const CODES: Readonly<
  Record<
    Extract<JoinEvent, { kind: 'document-not-joined' }>['why'],
    readonly [fragment: string, extract: string]
  >
> = {
  encoding: ['29', '31'],
  compression: ['29', '31'],
  'too-large': ['30', '30'],
  storage: ['30', '99'],
};
