import type { HttpOutcome } from '../../src/platform/http-client.ts';
import { headerValue } from '../../src/platform/http-message.ts';
import { errorsOfFault, errorsOfMessage } from '../../src/wire/adaptor/spine-errors.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import { judgeAnswer } from '../../src/wire/ebxml/judge-answer.ts';
import type { SendOutcome } from '../mhs/outbox.ts';
import {
  type AnswerIds,
  accepted,
  type RestAnswer,
  refusedBySpine,
  workFailure,
} from './rest-answer.ts';

/** What Spine said last about a message: on the connection, or in a signal of its own. */
export interface LastWord {
  readonly answer?: HttpOutcome | undefined;
  readonly signal?: EbxmlMessage | undefined;
}

/** What the system is answered once a message is acknowledged or given up (mhs 7.2). */
export function answerOfSending(
  outcome: SendOutcome | undefined,
  { answer, signal }: LastWord,
  ids: AnswerIds,
): RestAnswer {
  if (!outcome)
    return workFailure(500, 'Error making outbound request', ids, 'the adaptor ended meanwhile');
  if (outcome.outcome === 'acknowledged') return accepted(ids, outcome.detail);
  const why = outcome.detail;
  if (signal?.errorList) return refusedBySpine(errorsOfMessage(signal.errorList), ids, why);
  if (!answer || 'failed' in answer)
    return workFailure(500, 'Error making outbound request', ids, why);
  const { status, headers, body } = answer;
  const contentType = headerValue(headers, 'content-type');
  const judged = judgeAnswer({ status, contentType, body }, ids.messageId);
  switch (judged.kind) {
    case 'messageError':
      return refusedBySpine(errorsOfMessage(judged.errorList), ids, why);
    case 'soapFault':
      return refusedBySpine(errorsOfFault(judged.fault), ids, why);
    case 'accepted':
    case 'acknowledged':
      return workFailure(500, "Didn't get expected response from Spine", ids, why);
    default:
      return workFailure(500, 'Unable to handle response returned from Spine', ids, why);
  }
}
