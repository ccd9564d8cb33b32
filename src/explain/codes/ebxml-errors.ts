import { type CodeNote, notesOf } from './code-note.ts';

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
