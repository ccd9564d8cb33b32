import { type CodeNote, notesOf } from './code-note.ts';
import { NHAIS_DIALOGUE_NOTES } from './nhais-dialogue-notes.ts';
import { NHAIS_NOTES } from './nhais-notes.ts';
import { RULE_NAMES } from './pds-hl7-codes.ts';
import { SPINE_REFUSALS } from './spine-refusals.ts';

const NOTES: Readonly<Record<string, CodeNote>> = notesOf('mhs 4.5', {
  'USER-01': [
    'the user whom a message names has a live session',
    'An author with a live session and the role profile that is selected in it.',
    'Start a session for the user and role profile, or set identity.enforce of the world to warn.',
  ],
  'PDS-USER-01': [
    'the user whom a message names may do this',
    'An author with a live session whose role allows what the message sets about.',
    'Start a session for the user with a role that allows it, or set identity.enforce of the world to warn.',
  ],
  'PDS-RESTART-01': [
    'a message is answered by the register that took it',
    'A message that is answered before the simulator stops.',
    'Send the message again where its answer matters.',
  ],
  'SMSP-REQUEST-01': [
    'a request of a mini service keeps the rules of its operation',
    'A SOAP envelope with addressing, wsse:Security as the world asks, and every mandatory element.',
    'Correct what the message names.',
  ],
  'SYNC-NOTE': [
    'a synchronous message is written without oddities',
    'SOAP with addressing as Spine writes it.',
    'Write the envelope as the profile shows it; this departure is read all the same.',
  ],
  'PDS-SCHEMA': [
    'a message of PDS follows its schema',
    'The elements of the interaction in their order, each in its form.',
    'Validate what you send against the schema of the interaction.',
  ],
});

/** Notes of captured messages, and of the tap that looks on. */
const LOOKED_ON: Readonly<Record<string, CodeNote>> = notesOf('the capture', {
  'CAPTURE-01': [
    'a queue message of an adaptor holds a whole message',
    'ebXML, payload and attachments in the form of the adaptor.',
    'Export the message again, or take it from the wire.',
  ],
  'CAPTURE-02': [
    'a queue message of an adaptor names its parts',
    'A manifest that names each attachment by its content id.',
    'Read the content ids of this entry as ours: they were not in the capture.',
  ],
  'CAPTURE-03': [
    'a HAR file holds the bodies as they were sent',
    'Bodies as text or base64, in the length that is told.',
    'Export the HAR with contents, or capture the bytes on the wire.',
  ],
  'CAPTURE-04': [
    'a captured file holds a message',
    'An HTTP message, a MIME body, an envelope, a HAR file or a queue message of an adaptor.',
    'Check that the file is whole and of a form that is read.',
  ],
  'CAPTURE-05': [
    'a captured HTTP message is as it was sent',
    'A head and a body as long as Content-Length says.',
    'Capture the message again: what was cut off or re-encoded cannot be judged.',
  ],
  'TAP-01': [
    'an exchange through the tap comes to its end',
    'A request and its answer, each whole.',
    'See which of the two systems ended the connection.',
  ],
});

/** What is told of findings that no check of the catalogue makes: those of the services themselves. */
export function findingNote(check: string): CodeNote | undefined {
  if (Object.hasOwn(NOTES, check)) return NOTES[check];
  if (Object.hasOwn(LOOKED_ON, check)) return LOOKED_ON[check];
  if (Object.hasOwn(NHAIS_NOTES, check)) return NHAIS_NOTES[check];
  if (Object.hasOwn(NHAIS_DIALOGUE_NOTES, check)) return NHAIS_DIALOGUE_NOTES[check];
  if (check.startsWith('READ-')) return known(SPINE_REFUSALS, check.slice(5));
  // A rule can name what it counts: MESSAGE_NOT_WELL_FORMED[soapBodyCount].
  if (check.startsWith('SYNC-')) return known(RULE_NAMES, check.slice(5).replace(/\[.*$/, ''));
  return check.startsWith('PDS-SCHEMA-') ? NOTES['PDS-SCHEMA'] : undefined;
}

function known(table: Readonly<Record<string, CodeNote>>, code: string): CodeNote | undefined {
  return Object.hasOwn(table, code) ? table[code] : undefined;
}
