import { type CodeNote, notesOf } from './code-note.ts';

/** Codes of an HL7 rejection, code system 17.32 (mhs 3.12, pds-identity 1.9). */
export const HL7_REJECTIONS: Readonly<Record<string, CodeNote>> = notesOf(
  'mhs 3.12, pds-identity 1.9',
  {
    '1': [
      'access is denied',
      'A user with a live session whose role may do this.',
      'Start a session for the user and role profile that the message names.',
    ],
    '202': [
      'the HL7 of the message is not valid, or its id was used before',
      'A message that follows its schema, with an id of its own.',
      'Correct what the text names; make a new id for every message.',
    ],
    '501': [
      'the message id is not right',
      'One id with a UUID as root.',
      'Correct the transmission wrapper of the HL7 message at what the text names.',
    ],
    '502': [
      'creationTime is not right',
      'One creationTime of 12 digits or more.',
      'Correct the transmission wrapper of the HL7 message at what the text names.',
    ],
    '503': [
      'versionCode is not right',
      'One versionCode.',
      'Correct the transmission wrapper of the HL7 message at what the text names.',
    ],
    '504': [
      'the control act is not right',
      'One ControlActEvent as its schema has it.',
      'Correct the transmission wrapper of the HL7 message at what the text names.',
    ],
    '505': [
      'interactionId is not right',
      'interactionId with the id of the interaction, the same as the root element.',
      'Correct the transmission wrapper of the HL7 message at what the text names.',
    ],
    '506': [
      'the receiving ASID is not right',
      'One receiver with an ASID of twelve digits.',
      'Correct the transmission wrapper of the HL7 message at what the text names.',
    ],
    '508': [
      'the author is not right',
      'No author, or one with role profile, user and job role.',
      'Correct the transmission wrapper of the HL7 message at what the text names.',
    ],
    '509': [
      'there are not one or two author1',
      'One or two author1 that name the system.',
      'Correct the transmission wrapper of the HL7 message at what the text names.',
    ],
    '510': [
      'author1 does not name a system',
      'author1 with the ASID of the system that acts.',
      'Correct the transmission wrapper of the HL7 message at what the text names.',
    ],
    '511': [
      'the second author1 is not right',
      'A second author1 with the ASID of a system.',
      'Correct the transmission wrapper of the HL7 message at what the text names.',
    ],
    '512': [
      'there is no query',
      'A query, where the interaction is one.',
      'Correct the transmission wrapper of the HL7 message at what the text names.',
    ],
    '513': [
      'the query has no subject',
      'A query with its subject.',
      'Correct the transmission wrapper of the HL7 message at what the text names.',
    ],
    '514': [
      'there is no ControlActEvent',
      'One ControlActEvent.',
      'Correct the transmission wrapper of the HL7 message at what the text names.',
    ],
    '516': [
      'the id of the message is not right',
      'One id with a UUID as root.',
      'Correct the transmission wrapper of the HL7 message at what the text names.',
    ],
    '517': [
      'creationTime is not there once',
      'One creationTime of 12 digits or more.',
      'Correct the transmission wrapper of the HL7 message at what the text names.',
    ],
    '518': [
      'versionCode is not there once',
      'One versionCode.',
      'Correct the transmission wrapper of the HL7 message at what the text names.',
    ],
    '507': [
      'the sending ASID is not registered',
      'An ASID that SDS knows as sender.',
      'Use the ASID of your own accredited system in SDS.',
    ],
    '515': [
      'the interaction of the message is not that of its header',
      'The same interaction in Action, interactionId and the root element.',
      'Write one interaction id in all three places.',
    ],
    '519': [
      'the receiving ASID of the message is not that of its header',
      'The same receiving ASID in the SOAP header and in communicationFunctionRcv.',
      'Write one receiving ASID in both places.',
    ],
    '520': [
      'the sending ASID of the message is not that of its header',
      'The same sending ASID in the SOAP header and in communicationFunctionSnd.',
      'Write one sending ASID in both places.',
    ],
    '900': [
      'access is refused',
      'A certificate that speaks for the sender, and a user who is at work.',
      'Send with the certificate of the sending system; start a session for the user.',
    ],
    '1000': [
      'the message was rejected without a code of its own',
      'A message that is taken.',
      'Do what the text of the rejection says.',
    ],
  },
);
