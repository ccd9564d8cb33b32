import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ERRORS, type ErrorName } from '../../../src/demographics/fhir/errors.ts';
import { listOf, member } from '../../../src/demographics/fhir/json.ts';
import {
  refusal,
  statusOf,
  writeOutcome,
} from '../../../src/demographics/fhir/operation-outcome.ts';

type Row = readonly [status: number, issue: string, display: string, severity?: 'information'];

/** Word for word as clients compare it (pds-identity 2.4 to 2.6). */
const TABLE: Readonly<Record<ErrorName, Row>> = {
  INVALID_RESOURCE_ID: [400, 'value', 'Resource Id is invalid'],
  UNSUPPORTED_SERVICE: [400, 'processing', 'Unsupported Service'],
  MISSING_VALUE: [400, 'required', 'Required value is missing'],
  INVALID_VALUE: [400, 'value', 'Provided value is invalid'],
  ADDITIONAL_PROPERTIES: [400, 'invariant', 'Additional properties should not be included'],
  INVALID_SEARCH_DATA: [400, 'value', 'Search data is invalid'],
  INVALID_UPDATE: [400, 'structure', 'Update is invalid'],
  INVALID_CREATE: [400, 'value', 'Patient create data is invalid'],
  TOO_FEW_VALUES_SUBMITTED: [400, 'value', 'Too few values submitted'],
  TOO_MANY_VALUES_SUBMITTED: [400, 'value', 'Too many values submitted'],
  VALIDATION_ERROR: [400, 'value', 'Validation error'],
  UNSUPPORTED_CHARACTERS_IN_FIELD: [400, 'value', 'Unsupported characters in field'],
  UNSUPPORTED_VALUE: [400, 'value', 'Unsupported value'],
  UNSUPPORTED_REQUEST: [400, 'value', 'The request is not one that is supported.'],
  INSERT_BIRTH_DEATH_STATUS_INCONSISTENT: [
    400,
    'processing',
    'INSERT_BIRTH_DEATH_STATUS_INCONSISTENT',
  ],
  ACCESS_DENIED: [401, 'forbidden', 'Access Denied - Unauthorised'],
  INVALID_METHOD: [403, 'forbidden', 'Cannot update resource with this access token'],
  FORBIDDEN_UPDATE: [403, 'forbidden', 'Update is forbidden', 'information'],
  RESOURCE_NOT_FOUND: [404, 'not-found', 'Resource not found', 'information'],
  INVALIDATED_RESOURCE: [
    404,
    'processing',
    'Resource that has been marked as invalid was requested - invalid resources cannot be retrieved',
  ],
  UNABLE_TO_CALL_SERVICE: [408, 'timeout', 'Unable to call Service'],
  RESOURCE_VERSION_MISMATCH: [
    409,
    'conflict',
    'Resource version supplied does not match actual version',
  ],
  PRECONDITION_FAILED: [412, 'structure', 'Required condition was not fulfilled'],
  TOO_MANY_REQUESTS: [429, 'value', 'Too many requests'],
  UNKNOWN_ERROR: [500, 'exception', 'Unknown error'],
  SERVICE_UNAVAILABLE: [503, 'timeout', 'Service unavailable'],
  TOO_MANY_MATCHES: [200, 'multiple-matches', 'Too Many Matches', 'information'],
  SINGLE_MATCH: [200, 'value', 'Single match found'],
  MULTIPLE_MATCHES: [200, 'value', 'Multiple matches found'],
};

const SYSTEM = 'https://fhir.nhs.uk/R4/CodeSystem/Spine-ErrorOrWarningCode';

test('every error has the status, the issue code, the display and the severity of the table', () => {
  assert.deepEqual(Object.keys(ERRORS).sort(), Object.keys(TABLE).sort());
  for (const [name, [status, code, display, severity = 'error']] of Object.entries(TABLE)) {
    const why = refusal(name as ErrorName, 'what was wrong');
    assert.equal(statusOf(why), status, name);
    assert.deepEqual(writeOutcome(why), {
      resourceType: 'OperationOutcome',
      issue: [
        {
          severity,
          code,
          details: { coding: [{ system: SYSTEM, version: '1', code: name, display }] },
          diagnostics: 'what was wrong',
        },
      ],
    });
  }
});

test('an error that tells no more has no diagnostics at all', () => {
  const [issue] = listOf(member(writeOutcome(refusal('RESOURCE_NOT_FOUND')), 'issue'));
  assert.deepEqual(Object.keys(issue ?? {}), ['severity', 'code', 'details']);
});
