import { type CodeNote, notesOf } from './code-note.ts';

const AS_NAMED = 'Correct what the diagnostics name.';

/** Errors of PDS FHIR, by the code of their OperationOutcome (pds-identity 2.4). */
export const PDS_FHIR_CODES: Readonly<Record<string, CodeNote>> = notesOf('pds-identity 2.4', {
  INVALID_RESOURCE_ID: [
    'the id in the address is no NHS number',
    'An NHS number of ten digits with a right check digit in the address.',
    'Write the ten digits without spaces, and check the last one before asking.',
  ],
  UNSUPPORTED_SERVICE: [
    'this operation is not served',
    'GET and PATCH of a Patient, GET of its related persons, a search, POST of a Patient, each with its media type.',
    'Check method, address and Content-Type: a PATCH is application/json-patch+json.',
  ],
  MISSING_VALUE: [
    'a value is missing that must be there',
    'Every mandatory header and parameter, among them X-Request-ID.',
    'Add what the diagnostics name.',
  ],
  INVALID_VALUE: [
    'a value is not one that is allowed',
    'X-Request-ID as a UUID, dates as yyyy-mm-dd, codes of their lists.',
    AS_NAMED,
  ],
  ADDITIONAL_PROPERTIES: [
    'there is a parameter or member that is not known',
    'Only the parameters and members that the interface lists.',
    'Leave out what the diagnostics name.',
  ],
  INVALID_SEARCH_DATA: [
    'the search cannot be made with these parameters',
    'family, birthdate and the parameters that go with them, each in its form.',
    AS_NAMED,
  ],
  INVALID_UPDATE: [
    'the patch cannot be applied',
    'A JSON patch whose paths exist in the record and whose values are allowed there.',
    'Retrieve the patient, and build the patch on that version as the diagnostics say.',
  ],
  INVALID_CREATE: [
    'the patient cannot be created from this',
    'A Patient with the name, gender, birth date, address and practice that a creation needs.',
    AS_NAMED,
  ],
  TOO_FEW_VALUES_SUBMITTED: [
    'too few values were given',
    'As many values as the field asks for.',
    AS_NAMED,
  ],
  TOO_MANY_VALUES_SUBMITTED: [
    'too many values were given',
    'At most as many values as the field takes.',
    AS_NAMED,
  ],
  VALIDATION_ERROR: ['the request is not valid', 'A request that follows the interface.', AS_NAMED],
  UNSUPPORTED_CHARACTERS_IN_FIELD: [
    'a field has characters that are not taken',
    'Letters and signs of the character set that PDS takes.',
    AS_NAMED,
  ],
  UNSUPPORTED_VALUE: ['a value is not supported', 'A value of the list of the field.', AS_NAMED],
  UNSUPPORTED_REQUEST: [
    'nothing is served at this path',
    'A path of the interface: /Patient, /Patient/ID, /Patient/ID/RelatedPerson.',
    'Check the address, its prefix included.',
  ],
  INSERT_BIRTH_DEATH_STATUS_INCONSISTENT: [
    'birth and death do not go together',
    'A death that does not come before the birth.',
    'Correct the dates.',
  ],
  ACCESS_DENIED: [
    'the token does not allow this',
    'Authorization: Bearer with a live token of the access mode that the operation needs.',
    'Get a new token at the token endpoint, in the access mode that the diagnostics name.',
  ],
  INVALID_METHOD: [
    'the access mode does not allow this method',
    'A healthcare-worker token for changes.',
    'Sign a person in and exchange their id token: application-restricted access only reads.',
  ],
  FORBIDDEN_UPDATE: [
    'this change is not allowed',
    'A change that PDS allows for this record.',
    'Leave out the change that the diagnostics name.',
  ],
  RESOURCE_NOT_FOUND: [
    'nobody is on record under this number',
    'The NHS number of a patient in the world.',
    'Check the number, or trace the patient; add the patient to the world where it should be there.',
  ],
  INVALIDATED_RESOURCE: [
    'the number was taken out of use',
    'A number that is in use.',
    'Trace the patient anew: this number must not be used any more.',
  ],
  UNABLE_TO_CALL_SERVICE: [
    'PDS could not be asked',
    'An answer in time.',
    'Ask again after a while, with the same X-Request-ID.',
  ],
  RESOURCE_VERSION_MISMATCH: [
    'the record was changed since it was read',
    'The version in If-Match that the record has now.',
    'Retrieve the patient again, and send the patch with the ETag of that answer.',
  ],
  PRECONDITION_FAILED: [
    'If-Match is missing',
    'If-Match with the ETag of the record, as W/"2".',
    'Send the ETag of the last retrieval as If-Match with every PATCH.',
  ],
  TOO_MANY_REQUESTS: [
    'too many requests in a short time',
    'Fewer requests than the quota of the application.',
    'Wait, then ask more slowly.',
  ],
  UNKNOWN_ERROR: [
    'PDS failed',
    'An answer of PDS.',
    'Ask again later; where a fault rule is in force, see the trace.',
  ],
  SERVICE_UNAVAILABLE: [
    'PDS is not available now',
    'An answer in time.',
    'Ask again after Retry-After, with the same X-Request-ID.',
  ],
  TOO_MANY_MATCHES: [
    'the search found more than it may show',
    'A search that finds one patient.',
    'Narrow the search, with a birth date, gender or postcode.',
    'note',
  ],
  SINGLE_MATCH: [
    'the patient to be created is on record already',
    'A patient who is not on record.',
    'Use the number that the answer names instead of creating another.',
    'note',
  ],
  MULTIPLE_MATCHES: [
    'several patients on record are like the one to be created',
    'A patient who is not on record.',
    'Have a person compare the records, then use the one that is right.',
    'note',
  ],
});
