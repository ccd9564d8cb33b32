import type { HttpOutcome } from '../../../src/platform/http-client.ts';
import { readSpineErrors } from '../../../src/wire/adaptor/spine-errors.ts';
import { maySendAgain } from '../../../src/wire/soap/soap-fault.ts';

/** What an adaptor's answer says of a message (mhs 7.2). */
export interface RestAttempt {
  /** `given-up`: the adaptor tried as often as it may. `failed`: the adaptor itself was not reached. */
  readonly kind: 'acknowledged' | 'refused' | 'given-up' | 'failed';
  readonly why: string;
}

const LONGEST = 300;

/** Retries are the adaptor's: what it answers is final, but where it does not answer for itself. */
export function judgeRestAnswer(answer: HttpOutcome): RestAttempt {
  if ('failed' in answer) return { kind: 'failed', why: answer.message };
  const { status, body } = answer;
  if (status === 202 || status === 200) {
    return { kind: 'acknowledged', why: `the adaptor has it acknowledged, status ${status}` };
  }
  const told = body.toString('utf8').slice(0, LONGEST);
  if (status >= 502 && status <= 504) return { kind: 'failed', why: `status ${status}: ${told}` };
  if (status !== 500) return { kind: 'refused', why: `the adaptor refused it: ${told || status}` };
  const found = readSpineErrors(body);
  if (!found) return { kind: 'given-up', why: `the adaptor gave up: ${told}` };
  const codes = found.errors.map(({ errorCode }) => errorCode);
  const why = found.errors
    .map(({ errorCode, description }) => `${errorCode} ${description}`)
    .join('; ');
  const passing =
    found.errorType === 'soap_fault' ? maySendAgain(codes) : codes.includes('DeliveryFailure');
  return { kind: passing ? 'given-up' : 'refused', why };
}
