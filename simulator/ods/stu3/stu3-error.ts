/** Codes of errors with what they display (sds-ods 3.2). */
const ERRORS = {
  NO_RECORD_FOUND: 'No record found',
  INVALID_CODE_SYSTEM: 'Invalid code system',
  INVALID_CODE_VALUE: 'Invalid code value',
  INVALID_IDENTIFIER_SYSTEM: 'Invalid identifier system',
  INVALID_IDENTIFIER_VALUE: 'Invalid identifier value',
  INVALID_PARAMETER: 'Invalid parameter',
  INVALID_VALUE: 'An input field has an invalid value for its type',
  INTERNAL_SERVER_ERROR: 'Unexpected internal server error',
} as const;
export type Stu3Code = keyof typeof ERRORS;

export interface Stu3Error {
  readonly code: Stu3Code;
  readonly text: string;
}

/** An OperationOutcome of STU3, an issue for each error. */
export function stu3Outcome(id: string, errors: readonly Stu3Error[]) {
  return {
    resourceType: 'OperationOutcome',
    id,
    meta: { profile: 'https://fhir.nhs.uk/STU3/StructureDefinition/Spine-OperationOutcome-1' },
    issue: errors.map(({ code, text }) => ({
      severity: 'error',
      code: issueOf(code),
      details: {
        coding: [
          {
            system: 'https://fhir.nhs.uk/STU3/CodeSystem/Spine-ErrorOrWarningCode-1',
            ...{ code, display: ERRORS[code] },
          },
        ],
      },
      diagnostics: text,
    })),
  };
}

function issueOf(code: Stu3Code): string {
  if (code === 'NO_RECORD_FOUND') return 'not-found';
  if (code === 'INTERNAL_SERVER_ERROR') return 'exception';
  return /^INVALID_(CODE|IDENTIFIER)/.test(code) ? 'code-invalid' : 'invalid';
}
