import { type CodeNote, notesOf } from './code-note.ts';

/** Codes of SOAP faults, by number (mhs 3.8, 3.12). */
export const SOAP_FAULTS: Readonly<Record<string, CodeNote>> = notesOf('mhs 3.8, 3.12', {
  '101': [
    'the service and interaction are not served at this address',
    'A service and action that are served at the path they are posted to.',
    'Check SOAPAction, the Service and Action of the envelope, and the path.',
  ],
  '200': [
    'the receiver failed',
    'An answer that takes the message or says what is wrong with it.',
    'Send the same message again later: the code says that the failure may pass.',
  ],
  '201': [
    'the message is not well formed',
    'A message that the receiver can read.',
    'Mend the message at the place that is named; the same message will be refused again.',
  ],
  '206': [
    'the message could not be routed',
    'A recipient that can be found and reached.',
    'Check the recipient, then send the same message again: the code says that the failure may pass.',
  ],
  '208': [
    'the receiver could not store what it needed',
    'An answer that takes the message.',
    'Send the same message again later: the code says that the failure may pass.',
  ],
  '300': [
    'a fault that is used in tests alone',
    'An answer that takes the message.',
    'Find out which test asked for this fault.',
  ],
});

/** Codes of an ebXML ErrorList, and the numbers that Spine writes there (ebMS 2.0 section 4.2.3.4, mhs 3.7). */
export const EBXML_ERRORS: Readonly<Record<string, CodeNote>> = notesOf(
  'ebMS 2.0 section 4.2.3.4, mhs 3.7',
  {
    ValueNotRecognized: [
      'an element or attribute has a value that is not recognised',
      'A value that the receiver knows.',
      'Correct the value that the error names.',
    ],
    NotSupported: [
      'an element is not supported by the receiver',
      'Only what the contract provides for.',
      'Leave out what the error names.',
    ],
    Inconsistent: [
      'an element is not consistent with another, or with the contract',
      'Elements as the contract of the recipient asks.',
      'Look the contract up in SDS, and write the element that the error names as it says.',
    ],
    OtherXml: [
      'the XML of the message is wrong',
      'An envelope as the schema has it.',
      'Correct what the error names.',
    ],
    DeliveryFailure: [
      'the message could not be delivered',
      'A recipient that acknowledges before the attempts and the persist duration are used up.',
      'See the attempts of the delivery; after severity Error do not send the same message again, after Warning it may be sent.',
    ],
    TimeToLiveExpired: [
      'the message had expired',
      'A TimeToLive that lies in the future.',
      'Compute TimeToLive from the time of sending; check the clock.',
    ],
    SecurityFailure: [
      'the sender may not send this',
      'A certificate that speaks for the From party, and a user who is at work.',
      'Send with the certificate of the From party; start a session for the user.',
    ],
    MimeProblem: [
      'a reference names no part, or the package cannot be taken apart',
      'A manifest whose every cid: reference names one part.',
      'Give each part its Content-Id, and name exactly that in the manifest.',
    ],
    Unknown: [
      'something went wrong that has no code',
      'A message that is taken.',
      'Do what the description of the error says.',
    ],
    '402005': [
      'no contract was found',
      'An interaction for which the To party is registered.',
      'Look up in SDS whether the recipient takes this interaction.',
    ],
    '501314': [
      'the To party is not known',
      'A party key that SDS knows in To/PartyId.',
      'Look the recipient up in SDS and use the party key of its entry.',
    ],
    '501319': [
      'the CPAId is not known',
      "The CPAId of the recipient's contract for this interaction.",
      'Look the CPAId up in SDS by party key and interaction.',
    ],
  },
);

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
