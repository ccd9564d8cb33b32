import type { BrokenRule } from '../../../src/demographics/hl7v3/check-query.ts';
import { QUERY_FAILURE, UPDATE_FAILURE } from '../../../src/demographics/hl7v3/interactions.ts';
import {
  failure,
  RESPONSE,
  type ResponseCode,
  warning,
} from '../../../src/demographics/hl7v3/response-codes.ts';
import type { AnswerBody } from '../../../src/demographics/hl7v3/write-answer.ts';

/** An answer of PDS before it is written, and why it is that one. */
export interface Hl7Answer {
  readonly body: AnswerBody;
  /** For the journal: never patient data. */
  readonly why: string;
  /** NHS number of the one person whom a trace found: faults may be meant for them. */
  readonly about?: string;
}

/** A query that found nothing to answer with: `ID` and its reasons, generic first (pds-identity 1.9). */
export function queryFailed(why: string, ...codes: readonly ResponseCode[]): Hl7Answer {
  return {
    body: {
      ...{ interaction: QUERY_FAILURE, typeCode: 'AE', queryResponse: 'ID' },
      reasons: codes.map(failure),
    },
    why,
  };
}

/** A query that breaks a rule: a code where one is known, otherwise the unexpected error that names the rule. */
export function queryRefused({ name, code, detail }: BrokenRule): Hl7Answer {
  const { code: unexpected, text } = RESPONSE.unexpected;
  const specific = code ?? { code: unexpected, text: `${text} ${name}: ${detail}` };
  return queryFailed(`refused: ${name}, ${detail}`, RESPONSE.generic, specific);
}

/** A business failure of an update: 15 first, as a warning, then what it was (pds-identity 1.9). */
export function updateFailed(why: string, code: ResponseCode): Hl7Answer {
  return {
    body: {
      ...{ interaction: UPDATE_FAILURE, typeCode: 'AE' },
      reasons: [warning(RESPONSE.updateFailed), failure(code)],
    },
    why,
  };
}

/** A business failure of an allocation. Its generic code is not known: that of any error stands for it. */
export function allocationFailed(why: string, code: ResponseCode): Hl7Answer {
  return {
    body: {
      ...{ interaction: UPDATE_FAILURE, typeCode: 'AE' },
      reasons: [failure(RESPONSE.generic), failure(code)],
    },
    why,
  };
}

/** A message that was not even processed (pds-identity 1.9). */
export function rejected(why: string, rejection: ResponseCode): Hl7Answer {
  return { body: { interaction: UPDATE_FAILURE, typeCode: 'AR', rejection }, why };
}

/** The code of a rule that an update breaks; where none is public, a made-up one whose text names the rule. */
export function codeOfRule({ name, code, detail }: BrokenRule, unknown: string): ResponseCode {
  return code ?? { code: unknown, text: `Update Failed - ${name}: ${detail}` };
}
