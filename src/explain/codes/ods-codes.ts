import { type CodeNote, notesOf } from './code-note.ts';

/** Answers of ORD, of the ODS FHIR service and of the retired STU3 one (sds-ods 3). */
export const ODS_CODES: Readonly<Record<string, CodeNote>> = {
  ...notesOf('sds-ods 3.1.5', {
    'HTTP-404': [
      'there is no organisation of this code, or nothing at this address',
      'A code that ODS has, in upper case, below the path of the service.',
      'Search for the organisation by its name first; check the path.',
    ],
    'HTTP-406': [
      'a parameter is unknown, repeated, missing or has no valid value',
      'At least one parameter of the search besides Limit and Offset, each once and within its form.',
      'Correct the parameter that the text names. ORD answers 406, not 400.',
    ],
    'HTTP-400': [
      'the search is not one that the service makes',
      'Parameters that the service lists, with values of their form.',
      'Correct the parameter that the answer names.',
    ],
    'HTTP-405': ['only reading is served', 'GET.', 'Ask with GET.'],
    'HTTP-429': [
      'too many requests',
      'About five requests a second.',
      'Ask less often, and keep the answers: organisations change once a day.',
    ],
  }),
  ...notesOf('sds-ods 3.2', {
    NO_RECORD_FOUND: [
      'there is no organisation of this code',
      'A code that ODS has.',
      'Search for the organisation by its name first.',
      'should',
    ],
    INVALID_PARAMETER: [
      'a parameter is none of this service, or has no valid value',
      'Parameters that the service lists.',
      'Correct the parameter that the answer names.',
    ],
    INVALID_VALUE: [
      'a value is outside of what is served',
      'A value within its limits, such as _count of 20 at most.',
      'Correct the value that the answer names.',
    ],
    INVALID_CODE_SYSTEM: [
      'the system of a code is not known',
      'The system of ODS role codes.',
      'Write the code as system|code with the system of the service.',
    ],
    INVALID_CODE_VALUE: [
      'a code is not known',
      'A role code as this service writes it: 76 in STU3, RO76 in the newer one.',
      'Correct the code.',
    ],
    INVALID_IDENTIFIER_SYSTEM: [
      'the system of an identifier is not known',
      'https://fhir.nhs.uk/Id/ods-organization-code|CODE',
      'Write the identifier with the system of ODS codes.',
    ],
    INVALID_IDENTIFIER_VALUE: [
      'an identifier has no valid value',
      'An ODS code.',
      'Correct the identifier.',
    ],
  }),
  ...notesOf('sds-ods 3.3', {
    'HAPI-0524': [
      'a parameter is none that the service knows',
      'One of the parameters that the answer lists.',
      'Correct the name of the parameter; names are case-sensitive.',
    ],
    'HAPI-1940': ['a date is none', 'A date as 2026-04-01.', 'Correct the date.'],
    'HAPI-2001': [
      'there is no organisation of this id',
      'Organization/CODE with a code that ODS has.',
      'Search by name or identifier first.',
      'should',
    ],
    'HAPI-0427': ['this is not served with this method', 'GET.', 'Ask with GET.'],
    'too-costly': [
      'the answer would be larger than is sent',
      'A search with fewer results, or a smaller page.',
      'Narrow the search down, or ask for smaller pages.',
    ],
  }),
};
