import type { ControlActReason } from '../../wire/hl7/transmission-wrapper.ts';
import { SYSTEM } from './names.ts';

/** A response code of PDS with its text. */
export interface ResponseCode {
  readonly code: string;
  readonly text: string;
}

const NO_MATCH = 'No match to a Service User record';

/**
 * The response codes that public sources show (pds-identity 1.9). The full list was kept outside of the
 * message implementation manual; codes that are not known are settings, `pds.codes`.
 */
export const RESPONSE = {
  generic: { code: '0', text: 'Generic Error' },
  noMatch: { code: '1', text: NO_MATCH },
  tooMany: {
    code: '2',
    text: 'Multiple match, number of entries exceed current operational limit for number of matches returned',
  },
  match: { code: '3', text: 'Match - NHS Number and standard Service User details returned' },
  limitedMatch: {
    code: '5',
    text: 'Match - NHS Number and limited data only returned (sensitivity conditions apply)',
  },
  limitedRetrieval: {
    code: '9',
    text: 'Successful retrieval - Information returned limited by sensitivity conditions',
  },
  updateFailed: { code: '15', text: 'Update Failed' },
  superseded: {
    code: '24',
    text: 'NHS Number supplied as a parameter has been superseded and superseding NHS Number returned',
  },
  simpleTraceNoMatch: { code: 'ST004', text: NO_MATCH },
  advancedTraceNoMatch: { code: 'AT006', text: NO_MATCH },
  retrievalNoMatch: { code: 'RT003', text: NO_MATCH },
  crossCheckNoMatch: { code: 'NHSNCC002', text: 'NHS Number Not Found' },
  unexpected: { code: 'GE002', text: 'Unexpected business error encountered.' },
  searchTypeInvalid: {
    code: 'AT001',
    text: 'Invalid search type - invalid searchParameter value provided',
  },
  nameMissing: { code: 'AT002', text: 'Missing mandatory search field - missing person name' },
  searchTypeMissing: {
    code: 'AT009',
    text: 'Missing search type - a single search parameter must be provided',
  },
  fieldMissing: { code: 'IU003', text: 'Mandatory Field Missing' },
  practiceInvalid: {
    code: 'IU058',
    text: 'Update Failed - invalid GP Registration data supplied',
  },
} as const satisfies Readonly<Record<string, ResponseCode>>;

/** Transport rejections, code system `…17.32` (pds-identity 1.9, mhs 3.12). */
export const REJECTION = {
  accessDenied: { code: '1', text: 'Access denied' },
  duplicateId: { code: '202', text: 'Duplicate HL7 ID Error' },
  invalid: { code: '202', text: 'HL7 Validation Error' },
} as const satisfies Readonly<Record<string, ResponseCode>>;

/** A warning beside a success. */
export function warning({ code, text }: ResponseCode): ControlActReason {
  return { code, codeSystem: SYSTEM.responseCode, displayName: text, qualifier: 'WG' };
}

/** A reason of a failure. */
export function failure({ code, text }: ResponseCode): ControlActReason {
  return { code, codeSystem: SYSTEM.responseCode, displayName: text, qualifier: 'ER' };
}
