import { gzipSync } from 'node:zlib';
import type { DirectoryFacts } from '../../src/checks/inbound-message.ts';
import type { Contract, Pattern } from '../../src/domain/contract.ts';
import { buildMessage } from '../../src/gp2gp/build-message.ts';
import type { DocumentToWrite } from '../../src/gp2gp/document-to-write.ts';
import { writeEhrRequest } from '../../src/gp2gp/ehr-request.ts';
import { writeContinue } from '../../src/gp2gp/large/write-continue.ts';
import { writeFragment } from '../../src/gp2gp/large/write-fragment.ts';
import { writeEhrExtract } from '../../src/gp2gp/write-ehr-extract.ts';
import { seededRandom } from '../../src/platform/random.ts';
import { NO_DESCRIPTION } from '../../src/wire/ebxml/description.ts';
import { buildApplicationAcknowledgement } from '../../src/wire/hl7/build-application-acknowledgement.ts';
import { writeWrapper } from '../../src/wire/hl7/write-wrapper.ts';
import { type Captured, posted } from './captured.ts';
import { folder } from './folder.ts';

/** Who takes part: R asks for a record, S holds it. */
export const R = { ods: 'Z99001', party: 'Z99001-900001', asid: '999000000001' };
export const S = { ods: 'Z99002', party: 'Z99002-900002', asid: '999000000002' };
type Practice = typeof R;

export const GP2GP = 'urn:nhs:names:services:gp2gp';
const PATH = '/reliablemessaging/forwardreliable';
const NHS_NUMBER = '9990000018';

/** Upper-case UUIDs that tell at a glance what they are of. */
export const id = (kind: string, number = 1): string =>
  `${kind.repeat(8)}-0000-4000-8000-${String(number).padStart(12, '0')}`;

export const CONVERSATION = id('1');
export const REQUEST_ID = id('2');
export const EXTRACT_MESSAGE = id('4');
export const INLINE_DOC = id('B', 1);
export const PLAIN_DOC = id('B', 2);
export const LARGE_DOC = id('B', 3);
export const PLAIN_MESSAGE = id('E', 1);
export const INDEX_MESSAGE = id('E', 2);
export const CHUNK_MESSAGES = [id('E', 3), id('E', 4)] as const;

export function contractOf(party: Practice, action: string, service = GP2GP): Contract {
  return {
    cpaId: `S${party.asid}A1`,
    partyKey: party.party,
    odsCode: party.ods,
    service,
    action,
    endpoint: 'https://127.0.0.1/',
    fqdn: 'gp.spinebox.test',
    reliability: {
      syncReply: 'None',
      duplicateElimination: 'always',
      ackRequested: 'always',
      actor: 'nextMSH',
      retries: 2,
      retryIntervalMs: 7_200_000,
      persistDurationMs: 15_000_000,
    },
    acknowledgement: 'synchronous',
  };
}

const PARTIES = new Map([R, S].map(({ asid, party }) => [asid, party]));

export function directoryOf(contract: Contract, pattern: Pattern): DirectoryFacts {
  return {
    fromKnown: true,
    toKnown: true,
    contract,
    cpaKnown: true,
    interactionKnown: true,
    pattern,
    partyOf: (asid) => PARTIES.get(asid),
  };
}

let minute = 0;

interface Order {
  readonly name: string;
  readonly from: Practice;
  readonly action: string;
  readonly messageId: string;
  readonly payload: string;
  readonly documents?: readonly DocumentToWrite[];
}

function message({ name, from, action, messageId, payload, documents = [] }: Order): Captured {
  const contract = contractOf(from === R ? S : R, action);
  const time = new Date(Date.UTC(2026, 2, 1, 9, minute++));
  const built = buildMessage({
    contract,
    fromPartyKey: from.party,
    conversationId: CONVERSATION,
    messageId,
    time,
    payload: Buffer.from(payload),
    documents,
    withTimeToLive: true,
  });
  const captured = posted(name, built, directoryOf(contract, 'forward-reliable'), PATH);
  return { ...captured, now: new Date(time.getTime() + 1000) };
}

const facts = (from: Practice, hl7Id: string) => ({
  hl7Id,
  time: new Date('2026-03-01T09:15:00Z'),
  senderAsid: from.asid,
  receiverAsid: (from === R ? S : R).asid,
});

function acknowledgement(
  name: string,
  from: Practice,
  number: number,
  messageRef: string,
  code?: string,
): Captured {
  const messageId = id('3', number);
  const payload = writeWrapper(
    buildApplicationAcknowledgement('REQ', {
      id: messageId,
      creationTime: '20260301091600',
      messageRef,
      fromAsid: from.asid,
      toAsid: (from === R ? S : R).asid,
      refusal: code === undefined ? undefined : { code, display: 'refused' },
    }),
  );
  return message({ name, from, action: 'MCCI_IN010000UK13', messageId, payload });
}

const NOTE = Buffer.from('A synthetic note.');
const LETTER = Buffer.from('%PDF-1.4 a synthetic letter');
/** Bytes that do not compress away, so that chunks are chunks. */
const SCAN = seededRandom(7).bytes(1500);
const SCAN_TEXT = gzipSync(SCAN).toString('base64');
const CUT = 1000;
const CHUNKS = [SCAN_TEXT.slice(0, CUT), SCAN_TEXT.slice(CUT)];

const described = (filename: string, contentType: string, length: number, more = {}) => ({
  ...NO_DESCRIPTION,
  filename,
  contentType,
  compressed: false,
  largeAttachment: false,
  originalBase64: true,
  length,
  ...more,
});

const base64 = (content: Buffer) => Buffer.from(content.toString('base64'));

function inline(
  documentId: string,
  name: string,
  contentType: string,
  content: Buffer,
  number = documentId,
): DocumentToWrite {
  return {
    kind: 'inline',
    documentId,
    description: described(`${documentId}_${name}`, contentType, content.length),
    contentId: `${number}@spine.nhs.uk`,
    partType: contentType,
    content,
  };
}

function extractMessage(
  documents: readonly DocumentToWrite[],
  anchors: readonly string[],
  version = '06',
) {
  const payload = writeEhrExtract(
    {
      ...facts(S, EXTRACT_MESSAGE),
      interaction: `RCMR_IN030000UK${version}`,
      id: EXTRACT_MESSAGE,
      limitationId: id('C'),
      priorRequestId: REQUEST_ID,
      nhsNumber: NHS_NUMBER,
      authorOds: S.ods,
      destinationOds: R.ods,
    },
    [folder(S.ods, anchors)],
  );
  return message({
    name: 'extract',
    from: S,
    action: `RCMR_IN030000UK${version}`,
    messageId: EXTRACT_MESSAGE,
    payload,
    documents,
  });
}

function fragmentMessage(
  name: string,
  messageId: string,
  fileName: string,
  documents: readonly DocumentToWrite[],
): Captured {
  const payload = writeFragment({
    ...facts(S, messageId),
    fromOds: S.ods,
    toOds: R.ods,
    fileName,
    bodyId: id('F', 1),
  });
  return message({ name, from: S, action: 'COPC_IN000001UK01', messageId, payload, documents });
}

const request = message({
  name: 'request',
  from: R,
  action: 'RCMR_IN010000UK05',
  messageId: CONVERSATION,
  payload: writeEhrRequest(
    { id: REQUEST_ID, nhsNumber: NHS_NUMBER, requesterOds: R.ods, senderOds: S.ods },
    facts(R, CONVERSATION),
  ),
});
const requestAck = acknowledgement('request-ack', S, 1, CONVERSATION);
const extract = extractMessage(
  [
    inline(INLINE_DOC, 'note.txt', 'text/plain', base64(NOTE)),
    {
      kind: 'external',
      documentId: PLAIN_DOC,
      messageId: PLAIN_MESSAGE,
      description: described(`${PLAIN_DOC}_letter.pdf`, 'application/pdf', base64(LETTER).length),
    },
    {
      kind: 'external',
      documentId: LARGE_DOC,
      messageId: INDEX_MESSAGE,
      description: described(`${LARGE_DOC}_scan.tif`, 'image/tiff', SCAN_TEXT.length, {
        compressed: true,
        largeAttachment: true,
      }),
    },
  ],
  [INLINE_DOC, PLAIN_DOC, LARGE_DOC],
);
const continueMessage = message({
  name: 'continue',
  from: R,
  action: 'COPC_IN000001UK01',
  messageId: id('D'),
  payload: writeContinue({
    ...facts(R, id('D')),
    fromOds: R.ods,
    toOds: S.ods,
    refTo: EXTRACT_MESSAGE,
  }),
});
const fragment = fragmentMessage('fragment', PLAIN_MESSAGE, `${PLAIN_DOC}_letter.pdf`, [
  inline(PLAIN_DOC, 'letter.pdf', 'application/pdf', base64(LETTER)),
]);
const fragmentAck = acknowledgement('fragment-ack', R, 2, PLAIN_MESSAGE);
const chunkName = (number: number) => `${INDEX_MESSAGE}_${number}.messageattachment`;
const index = fragmentMessage(
  'index',
  INDEX_MESSAGE,
  `${LARGE_DOC}_scan.tif`,
  CHUNK_MESSAGES.map((messageId, number) => ({
    kind: 'external',
    messageId,
    description: described(chunkName(number), 'image/tiff', CHUNKS[number]?.length ?? 0),
  })),
);
const chunks = CHUNK_MESSAGES.map((messageId, number) =>
  fragmentMessage(`chunk-${number}`, messageId, chunkName(number), [
    {
      kind: 'inline',
      contentId: `${messageId}-part@spine.nhs.uk`,
      partType: 'application/octet-stream',
      description: described(chunkName(number), 'image/tiff', CHUNKS[number]?.length ?? 0),
      content: Buffer.from(CHUNKS[number] ?? ''),
    },
  ]),
);
const finalAck = acknowledgement('final-ack', R, 9, EXTRACT_MESSAGE);

/** A whole transfer in which nothing is wrong, message by message. */
export const TRANSFER: readonly Captured[] = [
  request,
  requestAck,
  extract,
  continueMessage,
  fragment,
  fragmentAck,
  index,
  acknowledgement('index-ack', R, 3, INDEX_MESSAGE),
  chunks[0] as Captured,
  acknowledgement('chunk-0-ack', R, 4, CHUNK_MESSAGES[0]),
  chunks[1] as Captured,
  acknowledgement('chunk-1-ack', R, 5, CHUNK_MESSAGES[1]),
  finalAck,
];

/** The text of the large attachment, for specimens that cut it elsewhere. */
export const LARGE_TEXT = { whole: SCAN_TEXT, first: CHUNKS[0] ?? '', second: CHUNKS[1] ?? '' };

/** Right messages of every kind, and messages that a transfer has on other ways. */
export const GOOD = {
  request,
  requestAck,
  extract,
  continueMessage,
  fragment,
  fragmentAck,
  index,
  chunk: chunks[0] as Captured,
  finalAck,
  nack: acknowledgement('nack', S, 6, CONVERSATION, '06'),
  finalNack: acknowledgement('final-nack', R, 7, EXTRACT_MESSAGE, '11'),
  redacted: extractMessage(
    [inline(INLINE_DOC, 'note.txt', 'text/plain', base64(NOTE))],
    [INLINE_DOC],
    '07',
  ),
  plainExtract: extractMessage([], []),
} as const;

/** One more acknowledgement of the requester, for conversations that go wrong. */
export function acknowledgementOf(messageRef: string, from: Practice = R, code?: string): Captured {
  return acknowledgement('another-ack', from, 42, messageRef, code);
}
