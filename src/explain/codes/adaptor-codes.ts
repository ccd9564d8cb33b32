import { type CodeNote, notesOf } from './code-note.ts';

/** Answers of the REST face of an MHS adaptor (mhs 7.1, 7.2). */
export const ADAPTOR_CODES: Readonly<Record<string, CodeNote>> = notesOf('mhs 7.2', {
  'HTTP-400': [
    'a header or the body is not as the adaptor takes it',
    'Interaction-Id, wait-for-response and Content-Type; JSON with payload, attachments and external_attachments, and no other member.',
    'Correct the header or member that the answer names.',
  ],
  'HTTP-404': [
    'the interaction is missing or not known',
    'Interaction-Id with an interaction that the adaptor handles.',
    'Send Interaction-Id as the name of the interaction alone, RCMR_IN010000UK05.',
  ],
  'HTTP-405': [
    'this path takes another method',
    'POST / with a message.',
    'POST the message to /.',
  ],
  'HTTP-415': [
    'the body has another media type than the adaptor takes',
    'Content-Type: application/json, exactly so, without a charset.',
    'Send Content-Type: application/json.',
  ],
  'HTTP-500': [
    'the message was not handed over to Spine',
    'A recipient with a contract for the interaction, and an acknowledgement of Spine.',
    'Look at what the answer says and at the entry of Spine in the same conversation.',
  ],
  EBXML_ERROR_HANDLER0005: [
    'Spine answered with an ebXML MessageError',
    'An Acknowledgment of Spine.',
    'Look at errorCode and Description in the answer, and at the entry of Spine in the same conversation.',
  ],
  SOAP_ERROR_HANDLER0002: [
    'Spine answered with a SOAP fault',
    'An Acknowledgment of Spine.',
    'Look at errorCode and codeContext in the answer, and at the entry of Spine in the same conversation.',
  ],
});
