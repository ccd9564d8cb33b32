import { type CodeNote, notesOf } from './code-note.ts';

const NOBODY = [
  'nobody on record matches',
  'What was asked for matches one patient.',
  'Check what was asked for; add the patient to the world where it should be there.',
  'note',
] as const;

/** Response codes of PDS over HL7, code system 17.42 (pds-identity 1.9). */
export const PDS_HL7_CODES: Readonly<Record<string, CodeNote>> = notesOf('pds-identity 1.9', {
  '0': [
    'PDS did not answer the question; the next code says why',
    'A question that PDS can answer.',
    'See the code that stands after it.',
  ],
  '1': NOBODY,
  '2': [
    'more patients match than may be shown',
    'What was asked for matches few patients.',
    'Narrow the trace, with a birth date, gender or postcode.',
    'note',
  ],
  '3': ['one patient matches', 'A match.', 'Use the number that the answer gives.', 'note'],
  '5': [
    'one patient matches, whose details are restricted',
    'A match with all details.',
    'Show the number only: the details are withheld on purpose.',
    'note',
  ],
  '9': [
    'the record is restricted: location data is left out',
    'A record with all details.',
    'Do not ask for the rest elsewhere: it is withheld on purpose.',
    'note',
  ],
  '15': [
    'the update was not made; the next code says why',
    'An update that PDS can make.',
    'See the code that stands after it.',
  ],
  '24': [
    'the number was superseded by another',
    'The number that is in use.',
    'Use the number that the answer gives.',
    'note',
  ],
  ST004: NOBODY,
  AT006: NOBODY,
  RT003: NOBODY,
  NHSNCC002: NOBODY,
  GE002: [
    'the message breaks a rule that has no code of its own',
    'A message that keeps the rules of its interaction.',
    'Correct what the text names: it begins with the name of the rule.',
  ],
  AT001: [
    'searchParameter is not one that is known',
    'searchParameter 1 or 2.',
    'Write 1 for an algorithmic, 2 for an alphanumeric search.',
  ],
  AT002: ['the name is missing', 'person.name with a family name.', 'Write the name.'],
  AT009: [
    'there is not exactly one searchParameter',
    'One searchParameter.',
    'Write searchParameter once.',
  ],
  IU003: [
    'a mandatory field is missing',
    'Every mandatory field, among them the serial change number.',
    'Write the field that the text names.',
  ],
  IU058: [
    'the practice of the registration is not one that can take patients',
    'The ODS code of a practice that is open.',
    'Check the ODS code of the practice.',
  ],
});

/** Rules of Spine's validators by name: of the header and wrapper, and of the content (pds-identity 1.4 to 1.8). */
export const RULE_NAMES: Readonly<Record<string, CodeNote>> = notesOf(
  'mhs 2.3, pds-identity 1.4 to 1.8',
  {
    MESSAGE_NOT_WELL_FORMED: [
      'the message cannot be read',
      'One SOAP Envelope with one Header and one Body, and one message in it.',
      'Mend the envelope as the reason says.',
    ],
    SOAP_MESSAGE_ID_ERROR: [
      'wsa:MessageID is missing or not as it must be',
      'wsa:MessageID of 41 characters: uuid: and a UUID.',
      'Write uuid: and a new UUID as MessageID.',
    ],
    SOAP_ACTION_ERROR: [
      'wsa:Action is missing or is not that of the request',
      'One wsa:Action, the same as SOAPAction: service, a slash, interaction.',
      'Write service, a slash and the interaction as Action and as SOAPAction.',
    ],
    SOAP_TO_ERROR: [
      'wsa:To is missing',
      'One wsa:To that is not empty.',
      'Write the address of the service as To.',
    ],
    SOAP_COMM_FUNC_RCV_ERROR: [
      'the receiving ASID of the header is missing',
      'communicationFunctionRcv with an ASID of twelve digits.',
      'Write the ASID of the service that is asked.',
    ],
    SOAP_COMM_FUNC_SND_ERROR: [
      'the sending ASID of the header is missing or not registered',
      'communicationFunctionSnd with the ASID of a system that SDS knows.',
      'Write the ASID of your own system.',
    ],
    INCONSISTENT_HL7_INTERACTION_ID: [
      'the interaction of the message is not that of its header',
      'The same interaction in Action, interactionId and the root element.',
      'Write one interaction id in all three places.',
    ],
    INCONSISTENT_COMM_FUNC_RCV: [
      'the receiving ASID of the message is not that of its header',
      'The same receiving ASID in the SOAP header and in the message.',
      'Write one receiving ASID in both places.',
    ],
    INCONSISTENT_COMM_FUNC_SND: [
      'the sending ASID of the message is not that of its header',
      'The same sending ASID in the SOAP header and in the message.',
      'Write one sending ASID in both places.',
    ],
    AUTHOR_UNSPECIFIED: [
      'nobody is named as the author',
      'An author with role profile, user and job role.',
      'Name the person who acts.',
    ],
    SCHEMA: [
      'the message does not follow its schema',
      'The elements of the interaction in their order.',
      'Validate what you send against the schema of the interaction.',
    ],
    FIELD_ERROR: [
      'a field is not as it must be',
      'Each field in its form, and no more of it than a record holds.',
      'Correct the field that the reason names.',
    ],
  },
);
