import { type CodeTable, notesOf } from './code-note.ts';

/** Notes of what a health authority finds in the dialogue with a practice, beyond the text of an interchange. */
export const NHAIS_DIALOGUE_NOTES: CodeTable = notesOf('mesh-nhais 2.8', {
  'NHAIS-FILE-01': [
    'what lies in the mailbox of a health authority is an interchange',
    'An EDIFACT file from UNB to UNZ, of four megabytes at most.',
    'Send the interchange alone, as the body of the message.',
  ],
  'NHAIS-RECIPIENT-01': [
    'an interchange lies in the mailbox of the authority that it is for',
    'In UNB the link code of the health authority whose mailbox it is.',
    'Look up which mailbox belongs to which link code, and send it there.',
  ],
  'NHAIS-SENDER-01': [
    'an interchange is from a practice that the authority trades with',
    'In UNB the trading-partner code of a link.',
    'Use the code of the practice, or add a link under nhais.links of the world.',
  ],
  'NHAIS-COLLECT-01': [
    'the practice collects its mailbox',
    'A download and an acknowledgement within the days that MESH keeps a message.',
    'Poll the mailbox once a day at least.',
  ],
  'NHAIS-MAILBOX-01': [
    'an interchange comes from the mailbox of its practice',
    'In Mex-From the mailbox that the link names.',
    'Send from that mailbox, or correct gpMailbox of the link: answers go there.',
  ],
  'NHAIS-WORKFLOW-01': [
    'registrations and receipts have their workflows',
    'NHAIS_REG for registrations, NHAIS_RECEP for receipts.',
    'Name the workflow of what the file holds.',
  ],
  'NHAIS-CODE-01': [
    'a practice sends transactions of a practice',
    'G1, G2, G3 or G5.',
    'Correct RFF+950; what begins with F is sent by authorities.',
  ],
  'NHAIS-SEQUENCE-01': [
    'numbers of interchanges go up by one',
    'The number after that of the interchange before, 1 after 99999999.',
    'Count up by one for each interchange to the same authority, receipts among them.',
  ],
  'NHAIS-RECEIPT-01': [
    'every interchange of the authority is receipted',
    'A RECEP that names its number, in time.',
    'Collect the mailbox, and answer every interchange by a RECEP.',
  ],
  'NHAIS-RECEIPT-02': [
    'a receipt names an interchange that waits for one',
    'In RFF+RIS the number of an interchange that was not receipted yet.',
    'Repeat the number of UNB, and receipt each interchange once for each time that it came.',
  ],
  'NHAIS-RECEIPT-03': [
    'the practice could take what the authority sent',
    'CP for each message, and OK for the interchange.',
    'Look at the interchange that the receipt names, and why it could not be taken.',
  ],
});
