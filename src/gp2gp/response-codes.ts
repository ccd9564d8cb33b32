/** Which role may send a code, and what it may answer. */
export interface ResponseCode {
  /** Two digits, zero-padded. */
  readonly code: string;
  /** The published display text. Senders vary it: assert the code, never the text. */
  readonly text: string;
  readonly by: 'sender' | 'requester' | 'either';
  readonly answers: readonly ('request' | 'extract' | 'fragment')[];
  /** When it is raised, and what follows. */
  readonly meaning: string;
}

type Row = readonly [
  code: string,
  by: ResponseCode['by'],
  answers: ResponseCode['answers'],
  text: string,
  meaning: string,
];

const ANY = ['request', 'extract', 'fragment'] as const;

const ROWS: readonly Row[] = [
  [
    '06',
    'sender',
    ['request'],
    'Patient not at surgery',
    'The NHS number is not held or not registered; the requester checks PDS and the previous practice.',
  ],
  [
    '07',
    'either',
    ['request'],
    'GP2GP Messaging is not enabled on this system',
    'The function is switched off; the record travels another way.',
  ],
  [
    '08',
    'either',
    ['request'],
    'Configuration prevents processing',
    'An older wording of 13; live use is unknown.',
  ],
  [
    '09',
    'requester',
    ['extract'],
    'EHR Extract received without corresponding request',
    'The conversation or the request id is unknown; the sender stops and investigates.',
  ],
  [
    '10',
    'sender',
    ['request'],
    'Failed to successfully generate EHR Extract',
    'Export or mapping failed; the requester may ask again.',
  ],
  [
    '11',
    'requester',
    ['extract'],
    'Failed to successfully integrate EHR Extract',
    'Filing failed or a user refused it; the record travels another way.',
  ],
  [
    '12',
    'requester',
    ['extract'],
    'Duplicate EHR Extract received',
    'A second extract for a conversation that has been answered; the first one stands.',
  ],
  [
    '13',
    'either',
    ['request', 'extract'],
    "The system's configuration prevents it from processing this message",
    'Configuration; the record travels another way.',
  ],
  [
    '14',
    'sender',
    ['request'],
    'Message not sent because requesting practice is not Large Message compliant',
    'The record needs large messaging and the requester is not registered for it.',
  ],
  [
    '15',
    'requester',
    ['extract'],
    'A-B-A EHR Extract Received and Stored As Suppressed Record',
    'The patient came back and the record is kept hidden; counts as integrated.',
  ],
  [
    '17',
    'requester',
    ['extract'],
    'A-B-A EHR Extract Received and rejected due to wrong record or wrong patient',
    'The patient came back and the record does not match.',
  ],
  [
    '18',
    'sender',
    ['request'],
    'Request message not well-formed or not able to be processed',
    'The request is malformed; a corrected one starts a new conversation.',
  ],
  [
    '19',
    'sender',
    ['request'],
    "Sender check indicates that Requester is not the patient's current healthcare provider",
    'PDS names another practice; the requester updates PDS and asks again.',
  ],
  [
    '20',
    'sender',
    ['request'],
    'Spine system responded with an error',
    'PDS, Spine or the source of records failed; worth asking again later.',
  ],
  [
    '21',
    'requester',
    ['extract'],
    'EHR Extract message not well-formed or not able to be processed',
    'The extract is malformed or its attachments cannot be matched.',
  ],
  [
    '23',
    'sender',
    ['request'],
    'Message not sent because sending practice is not Large Message compliant',
    'The record needs large messaging and the sender cannot do it.',
  ],
  [
    '24',
    'sender',
    ['request'],
    'SDS lookup provided zero or more than one result to the query for each interaction',
    'The requester cannot be found in SDS; its registration must be corrected.',
  ],
  [
    '25',
    'requester',
    ['fragment'],
    'Large messages rejected due to timeout duration reached of overall transfer',
    'A fragment came after the overall timeout; a new transfer is needed.',
  ],
  [
    '26',
    'requester',
    ['extract'],
    'Returning Patient EHR Extract Received and filed as an attachment',
    'The patient came back and the extract is kept as a document.',
  ],
  [
    '28',
    'requester',
    ['extract'],
    'Non A-B-A EHR Extract Received and rejected due to wrong record or wrong patient',
    'The extract is about another patient.',
  ],
  [
    '29',
    'requester',
    ['fragment'],
    'Large Message Re-assembly failure',
    'The pieces cannot be joined, decoded or decompressed.',
  ],
  [
    '30',
    'either',
    ANY,
    'Large Message general failure',
    'Large messaging failed or a limit is exceeded.',
  ],
  [
    '31',
    'requester',
    ['extract'],
    'The overall EHR Extract has been rejected because one or more attachments via Large Messages were not received',
    'Attachments were missing at the timeout, or a fragment failed.',
  ],
  ['99', 'either', ANY, 'Unexpected condition', 'Anything else; investigate and ask again.'],
];

/** The GP2GP acknowledgement reason codes, OID 2.16.840.1.113883.2.1.3.2.4.17.101 (gp2gp 4.2). */
export const RESPONSE_CODES: ReadonlyMap<string, ResponseCode> = new Map(
  ROWS.map(([code, by, answers, text, meaning]) => [code, { code, by, answers, text, meaning }]),
);

/**
 * The two-digit form of a code as a peer wrote it: `6` is met for `06` (gp2gp 2.5). Text that is no
 * number comes back as it is.
 */
export function normalizeResponseCode(code: string): string {
  const text = code.trim();
  return /^\d+$/.test(text) ? String(Number(text)).padStart(2, '0') : text;
}

/** The table's entry for a code in any spelling; `undefined` for one that no source knows. */
export function responseCode(code: string): ResponseCode | undefined {
  return RESPONSE_CODES.get(normalizeResponseCode(code));
}

/** The display text of a code; an unknown code says so. */
export function responseText(code: string): string {
  return responseCode(code)?.text ?? `Unrecognised code ${code}`;
}

/** Whether a final acknowledgement with this code still means that the record is in place (gp2gp 4.2). */
export function countsAsIntegrated(code: string | undefined): boolean {
  return code === undefined || normalizeResponseCode(code) === '15';
}
