import { type CodeTable, notesOf } from './code-note.ts';

/** Notes of what is found in interchanges of GP Links. */
export const NHAIS_NOTES: CodeTable = notesOf('mesh-nhais 2.5', {
  'NHAIS-SYNTAX-01': [
    'a file of GP Links is EDIFACT of level A',
    "Segments that end in ', signs of data released by ?, capitals, digits and signs of UNOA.",
    'Release + : ? and the apostrophe in data, end every segment, the last one too, and send characters of UNOA alone.',
  ],
  'NHAIS-ENVELOPE-01': [
    'the envelopes of an interchange fit together',
    'Counts and numbers of UNT and UNZ that repeat UNH and UNB, partners by their codes, a type that is known.',
    'Count the segments from UNH to UNT with both of them, and repeat the numbers as they were written.',
  ],
  'NHAIS-FORM-01': [
    'each segment has its form, and its place in the order',
    'Segments of the transaction in their order, each once, with their qualifiers and code lists.',
    'Write the segment at this place as the table of segments shows it.',
  ],
  'NHAIS-DATA-01': [
    'a transaction brings the data that its type requires',
    'Every datum that is required of this transaction; erasing alone in amendments.',
    'Add what the finding names to the transaction.',
  ],
});
