import { RESPONSE_CODES } from '../../gp2gp/response-codes.ts';
import type { CodeNote, CodeTable } from './code-note.ts';

const EXPECTED = 'An acknowledgement with typeCode AA: the message was taken.';
const BY_HAND = 'Send the record another way, and find out why large messaging failed.';

/** What is to be done about each reason, by whoever reads it. */
const CHANGES: Readonly<Record<string, string>> = {
  '06': 'Check the NHS number and the previous practice on PDS, then ask the practice that PDS names.',
  '07': 'Send the record another way, or switch GP2GP on at the practice that refuses.',
  '08': 'Correct the configuration of the practice that refuses.',
  '09': 'Answer with the ConversationId and the EhrRequest/id of a request that was sent.',
  '10': 'See in the log of the sender why the extract was not made, then ask again.',
  '11': 'See in the log of the requester why filing failed; the record travels another way.',
  '12': 'Send one extract for a request: the first one stands.',
  '13': 'Correct the configuration of the practice that refuses.',
  '14': 'Register the requesting system for COPC_IN000001UK01 in SDS.',
  '15': 'Nothing: the record is in place, hidden.',
  '17': 'Compare the patient of the extract with the one who came back.',
  '18': 'Mend the request at what its findings name, and ask in a new conversation.',
  '19': 'Register the patient at the requesting practice on PDS before asking.',
  '20': 'See what PDS, SDS or Spine answered to the sender, and ask again later.',
  '21': 'Mend the extract at what its findings name: payload, manifest and attachments belong together.',
  '23': 'Use a sending system that can send large messages.',
  '24': 'Correct the registration of the requester in SDS: one entry for each interaction.',
  '25': 'Send every fragment before the overall timeout, or start a new transfer.',
  '26': 'Nothing: the record is kept as a document.',
  '28': 'Send the record of the patient whom the request names.',
  '29': 'Cut the base64 text of the whole attachment, and send every chunk once and whole.',
  '30': BY_HAND,
  '31': 'Send every message that the manifest announces, under the announced id, before the timeout.',
  '99': 'See in the log of the practice that refuses what happened, and ask again.',
};

/** Reasons by which one practice refuses a message of the other (gp2gp 4.2). */
export const RECORD_CODES: CodeTable = Object.fromEntries(
  [...RESPONSE_CODES.values()].map(({ code, text, meaning }): [string, CodeNote] => [
    code,
    {
      title: text,
      clause: 'gp2gp 4.2',
      expected: EXPECTED,
      change: CHANGES[code] ?? meaning,
      severity: 'note',
    },
  ]),
);

/** For a code that no list knows. */
export const UNKNOWN_RECORD_CODE: CodeNote = {
  title: 'the message is refused with a code that no list knows',
  clause: 'gp2gp 4.2',
  expected: EXPECTED,
  change: 'Use a code of the published list; 99 stands for whatever it does not name.',
  severity: 'note',
};

/** For a refusal without a code. */
export const WITHOUT_CODE: CodeNote = {
  title: 'the message is refused without a reason',
  clause: 'mhs 3.11',
  expected: EXPECTED,
  change: 'Give a reason with every AE, and a reason or a detail with every AR.',
  severity: 'note',
};
