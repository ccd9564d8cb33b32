/** An error of PDS FHIR (pds-identity 2.4). */
export interface FhirError {
  readonly status: number;
  readonly issue: string;
  readonly display: string;
  readonly severity: 'error' | 'information';
}

const error = (
  status: number,
  issue: string,
  display: string,
  severity: FhirError['severity'] = 'error',
): FhirError => ({ status, issue, display, severity });

/** Every code with its HTTP status. Some displays are the face's: those depend on the caller's access mode. */
export const ERRORS = {
  INVALID_RESOURCE_ID: error(400, 'value', 'Resource Id is invalid'),
  UNSUPPORTED_SERVICE: error(400, 'processing', 'Unsupported Service'),
  MISSING_VALUE: error(400, 'required', 'Required value is missing'),
  INVALID_VALUE: error(400, 'value', 'Provided value is invalid'),
  ADDITIONAL_PROPERTIES: error(400, 'invariant', 'Additional properties should not be included'),
  INVALID_SEARCH_DATA: error(400, 'value', 'Search data is invalid'),
  INVALID_UPDATE: error(400, 'structure', 'Update is invalid'),
  INVALID_CREATE: error(400, 'value', 'Patient create data is invalid'),
  TOO_FEW_VALUES_SUBMITTED: error(400, 'value', 'Too few values submitted'),
  TOO_MANY_VALUES_SUBMITTED: error(400, 'value', 'Too many values submitted'),
  VALIDATION_ERROR: error(400, 'value', 'Validation error'),
  UNSUPPORTED_CHARACTERS_IN_FIELD: error(400, 'value', 'Unsupported characters in field'),
  UNSUPPORTED_VALUE: error(400, 'value', 'Unsupported value'),
  UNSUPPORTED_REQUEST: error(400, 'value', 'The request is not one that is supported.'),
  /** Of the insertion of a birth; listed because a client may meet it. */
  INSERT_BIRTH_DEATH_STATUS_INCONSISTENT: error(
    400,
    'processing',
    'INSERT_BIRTH_DEATH_STATUS_INCONSISTENT',
  ),
  ACCESS_DENIED: error(401, 'forbidden', 'Access Denied - Unauthorised'),
  INVALID_METHOD: error(403, 'forbidden', 'Cannot update resource with this access token'),
  FORBIDDEN_UPDATE: error(403, 'forbidden', 'Update is forbidden', 'information'),
  RESOURCE_NOT_FOUND: error(404, 'not-found', 'Resource not found', 'information'),
  INVALIDATED_RESOURCE: error(
    404,
    'processing',
    'Resource that has been marked as invalid was requested - invalid resources cannot be retrieved',
  ),
  UNABLE_TO_CALL_SERVICE: error(408, 'timeout', 'Unable to call Service'),
  RESOURCE_VERSION_MISMATCH: error(
    409,
    'conflict',
    'Resource version supplied does not match actual version',
  ),
  PRECONDITION_FAILED: error(412, 'structure', 'Required condition was not fulfilled'),
  TOO_MANY_REQUESTS: error(429, 'value', 'Too many requests'),
  UNKNOWN_ERROR: error(500, 'exception', 'Unknown error'),
  SERVICE_UNAVAILABLE: error(503, 'timeout', 'Service unavailable'),
  /** These three come with status 200 (pds-identity 2.5, 2.6). */
  TOO_MANY_MATCHES: error(200, 'multiple-matches', 'Too Many Matches', 'information'),
  SINGLE_MATCH: error(200, 'value', 'Single match found'),
  MULTIPLE_MATCHES: error(200, 'value', 'Multiple matches found'),
} as const;

export type ErrorName = keyof typeof ERRORS;

export function parseErrorName(text: string): ErrorName | undefined {
  return Object.hasOwn(ERRORS, text) ? (text as ErrorName) : undefined;
}
