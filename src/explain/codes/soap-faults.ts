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
