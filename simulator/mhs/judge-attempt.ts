import type { Contract } from '../../src/domain/contract.ts';
import { allowedAttempts, persistEnd } from '../../src/domain/retry.ts';
import type { HttpOutcome } from '../../src/platform/http-client.ts';
import { headerValue } from '../../src/platform/http-message.ts';
import type { EbxmlMessage, ErrorList } from '../../src/wire/ebxml/ebxml-message.ts';
import { judgeAnswer } from '../../src/wire/ebxml/judge-answer.ts';
import { maySendAgain } from '../../src/wire/soap/soap-fault.ts';
import type { SendOutcome } from './outbox.ts';

/** What one attempt to send came to. */
export interface Attempt {
  /** `taken`: a 2xx, but the acknowledgement that was asked for is still to come (mhs 2.4.4). */
  readonly kind: 'acknowledged' | 'taken' | 'refused' | 'failed';
  readonly why: string;
}

export type NextStep =
  | ({ readonly kind: 'end' } & SendOutcome)
  | {
      readonly kind: 'wait';
      readonly delayMs: number;
      /** How it ends after the wait; `undefined` makes another attempt. */
      readonly last: SendOutcome | undefined;
    };

/** What Spine's answer to a message means for its sender (mhs 1.5, 4.2). */
export function judgeAttempt(
  answer: HttpOutcome,
  messageId: string,
  { reliability }: Contract,
): Attempt {
  if ('failed' in answer) return { kind: 'failed', why: answer.message };
  const { status, headers, body } = answer;
  const contentType = headerValue(headers, 'content-type');
  const judged = judgeAnswer({ status, contentType, body }, messageId);
  switch (judged.kind) {
    case 'acknowledged':
      return { kind: 'acknowledged', why: `acknowledged with status ${status}` };
    case 'accepted': {
      const enough = reliability.ackRequested === 'never';
      const why = `status ${status} without an acknowledgement`;
      return { kind: enough ? 'acknowledged' : 'taken', why };
    }
    case 'messageError': {
      const final = judged.errorList.highestSeverity === 'Error';
      return { kind: final ? 'refused' : 'failed', why: textOf(judged.errorList) };
    }
    case 'soapFault': {
      const { codes } = judged;
      const passing = maySendAgain(codes);
      return { kind: passing ? 'failed' : 'refused', why: `SOAP fault ${codes.join(', ')}` };
    }
    default:
      return { kind: 'failed', why: `status ${status} without a readable answer` };
  }
}

/** What an acknowledgement or error in a message of its own says of the message it refers to. */
export function judgeSignal(signal: EbxmlMessage): SendOutcome | undefined {
  const { acknowledgment, errorList } = signal;
  if (errorList) {
    const undelivered = errorList.errors.some(({ errorCode }) => errorCode === 'DeliveryFailure');
    const outcome = undelivered ? 'delivery-failure' : 'refused';
    return { outcome, detail: textOf(errorList) };
  }
  return acknowledgment && { outcome: 'acknowledged', detail: 'acknowledged asynchronously' };
}

/**
 * Whether to try again. Every attempt carries the same MessageId and bytes; a message whose
 * acknowledgement stays away is sent again too (mhs 4.2).
 */
export function nextStep(
  sent: { readonly attempts: number; readonly since: number; readonly contract: Contract },
  attempt: Attempt,
  now: number,
  retryCount: 'retries' | 'attempts',
): NextStep {
  if (attempt.kind === 'acknowledged') {
    return { kind: 'end', outcome: 'acknowledged', detail: attempt.why };
  }
  if (attempt.kind === 'refused') return { kind: 'end', outcome: 'refused', detail: attempt.why };
  const { reliability } = sent.contract;
  const { retryIntervalMs } = reliability;
  const allowed = allowedAttempts({ ...reliability, retryCount });
  const late = now + retryIntervalMs > persistEnd(sent.since, reliability);
  const last: SendOutcome = {
    outcome: 'delivery-failure',
    detail: `${attempt.why}; given up after ${sent.attempts} of ${allowed} attempts`,
  };
  if (sent.attempts < allowed && !late) {
    return { kind: 'wait', delayMs: retryIntervalMs, last: undefined };
  }
  // What Spine has taken may still be acknowledged: that is waited for once more.
  if (attempt.kind === 'taken') return { kind: 'wait', delayMs: retryIntervalMs, last };
  return { kind: 'end', ...last };
}

function textOf({ errors }: ErrorList): string {
  return errors.map(({ errorCode, description }) => `${errorCode} ${description}`).join('; ');
}
