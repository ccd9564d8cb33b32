import { reasonLine } from '../../../src/demographics/hl7v3/client/pds-reason.ts';
import { readRetrievalAnswer } from '../../../src/demographics/hl7v3/client/read-retrieval-answer.ts';
import type { RetrievedPerson } from '../../../src/demographics/hl7v3/client/retrieved-person.ts';
import type { HttpOutcome } from '../../../src/platform/http-client.ts';
import { readSoapFault } from '../../../src/wire/soap/read-soap-fault.ts';

/** What a retrieval came to. */
export type Retrieval =
  | { readonly kind: 'found'; readonly person: RetrievedPerson }
  /** PDS answers, and does not know the patient or may not say so. */
  | { readonly kind: 'unknown'; readonly because: string }
  | { readonly kind: 'failed'; readonly because: string };

/** What an answer must fit: the ids of its question, and whom that was about. */
export interface AskedRetrieval {
  readonly soapId: string;
  readonly hl7Id: string;
  readonly nhsNumber: string;
}

/** "NHS Number supplied as a parameter has been superseded ..." (pds-identity 1.9). */
const SUPERSEDED = '24';

/** What PDS's answer to a retrieval means (pds-identity 1.7, 1.9). Reasons never hold patient data. */
export function judgeRetrieval(answer: HttpOutcome, asked: AskedRetrieval): Retrieval {
  if ('failed' in answer) return failed(`PDS could not be reached: ${answer.message}`);
  const { status, body } = answer;
  if (status !== 200) {
    const fault = readSoapFault(body);
    if (!fault.ok) return failed(`PDS answered with status ${status}`);
    const { errors, faultString } = fault.value;
    const told = errors.map(({ errorCode, description }) => `${errorCode} ${description}`);
    return failed(`PDS answered with a SOAP fault: ${told.join('; ') || faultString}`);
  }
  const read = readRetrievalAnswer(body);
  if (!read.ok) return failed(`PDS's answer cannot be read: ${read.failure.message}`);
  const { value } = read;
  // Ids come back in any case; each layer has its own (pds-identity 1.3, 1.4).
  const names = sameText(value.messageRef, asked.hl7Id) && sameText(value.relatesTo, asked.soapId);
  if (!names) return failed("PDS's answer belongs to another question");
  switch (value.kind) {
    case 'found': {
      const { person, reasons } = value;
      const isMerged =
        person.supersedes.includes(asked.nhsNumber) ||
        reasons.some(({ code }) => code === SUPERSEDED);
      if (person.nhsNumber === asked.nhsNumber || isMerged) return { kind: 'found', person };
      return failed("PDS's answer is about another patient");
    }
    case 'no-match':
      return { kind: 'unknown', because: `PDS: ${reasonLine(value.reasons)}` };
    case 'refused':
      return failed(`PDS: ${reasonLine(value.reasons)}`);
  }
}

function failed(because: string): Retrieval {
  return { kind: 'failed', because };
}

function sameText(one: string | undefined, other: string): boolean {
  return one?.toUpperCase() === other.toUpperCase();
}
