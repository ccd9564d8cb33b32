import type { LargeMessage } from '../../../src/gp2gp/large/large-message.ts';
import type { SenderState } from '../../../src/gp2gp/sender-state.ts';
import type { PartIds, TransferEvent } from '../../../src/gp2gp/transfer-event.ts';
import {
  acknowledgementArrives,
  arrived,
  EXTRACT_HL7,
  EXTRACT_ID,
  EXTRACT_MESSAGE,
  patientRetrieved,
  play,
  REQUEST_HL7,
  requestArrives,
  sender,
} from '../transfer-fixture.ts';
import type { NamedEvent, NamedState } from './render-role.ts';

const IDS = { messageId: EXTRACT_MESSAGE, hl7Id: EXTRACT_HL7, ehrExtractId: EXTRACT_ID };
const PARTS: readonly PartIds[] = ['P1', 'P2'].map((messageId) => ({
  messageId,
  hl7Id: messageId,
  kind: 'fragment',
}));
const SMALL: TransferEvent = { kind: 'record-found', extract: IDS };
const LARGE: TransferEvent = { kind: 'record-found', extract: IDS, parts: PARTS };
const CURRENT = patientRetrieved({ practice: 'Z99001' });
const EXPIRED: TransferEvent = { kind: 'timer-expired', timer: 'final-acknowledgement-wait' };
const AA = acknowledgementArrives(EXTRACT_HL7);

function transport(
  about: 'extract' | 'fragment' | 'acknowledgement',
  outcome: 'acknowledged' | 'delivery-failure',
  messageId?: string,
): TransferEvent {
  const detail = 'not delivered';
  return { kind: 'transport', about, outcome, detail, ...(messageId && { messageId }) };
}

function large(rest: Partial<LargeMessage> = {}): TransferEvent {
  return arrived({
    kind: 'large-message',
    messageId: 'C',
    hl7Id: 'C',
    large: {
      kind: 'continue',
      subject: 'Continue Acknowledgement',
      recipients: ['Z99002'],
      from: 'Z99001',
      statedId: 'C',
      messageRef: EXTRACT_MESSAGE,
      acknowledgedMessage: EXTRACT_MESSAGE,
      code: 'GP2GP_PI',
      documents: [],
      ...rest,
    },
    fault: undefined,
  });
}

const CONTINUE = large();
const TAKEN = transport('extract', 'acknowledged');

export const SENDER_EVENTS: readonly NamedEvent[] = [
  ['a request comes', requestArrives()],
  ['an unreadable request comes', requestArrives({ request: undefined, fault: 'not XML' })],
  ['PDS names the requester', CURRENT],
  ['PDS names another practice', patientRetrieved({ practice: 'Z99009' })],
  ['PDS fails', { kind: 'patient-not-retrieved', why: 'failed', because: 'down' }],
  ['SDS knows the requester', { kind: 'system-found' }],
  [
    'SDS knows no system of it, or several',
    { kind: 'system-not-found', why: 'none', because: 'none' },
  ],
  ['the record is ready, all in the extract', SMALL],
  ['the record is ready, parts P1 and P2 follow', LARGE],
  ['there is no such patient', { kind: 'record-missing' }],
  ['the record needs large messaging, not done here', { kind: 'record-too-large', why: 'sender' }],
  [
    'the record needs large messaging, not done there',
    { kind: 'record-too-large', why: 'requester' },
  ],
  ['the record is beyond all limits', { kind: 'record-too-large', why: 'limit' }],
  ['the record cannot be mapped', { kind: 'record-failed' }],
  ['the source of records fails', { kind: 'record-failed', why: 'source' }],
  ['transport: the extract is taken', TAKEN],
  ['transport: the extract is lost', transport('extract', 'delivery-failure')],
  ['the continue comes', CONTINUE],
  ['a continue comes without its words', large({ kind: 'bare', subject: 'Go on' })],
  ['a continue comes about another extract', large({ messageRef: 'X', acknowledgedMessage: 'X' })],
  ['a continue comes from another practice', large({ from: 'Z99009' })],
  ['transport: P1 is taken', transport('fragment', 'acknowledged', 'P1')],
  ['transport: P2 is taken', transport('fragment', 'acknowledged', 'P2')],
  ['transport: P1 is lost', transport('fragment', 'delivery-failure', 'P1')],
  ['a part is accepted', acknowledgementArrives('P1')],
  ['a part is refused', acknowledgementArrives('P1', 'AE', '29')],
  ['the extract is accepted (AA)', AA],
  ['the extract is kept hidden (15)', acknowledgementArrives(EXTRACT_HL7, 'AE', '15')],
  ['the extract is refused', acknowledgementArrives(EXTRACT_HL7, 'AE', '11')],
  ['something else is acknowledged', acknowledgementArrives('X')],
  ['the requester acknowledges its own request', acknowledgementArrives(REQUEST_HL7)],
  ['the wait for the final acknowledgement is over', EXPIRED],
  ['an operator has it sent again', { kind: 'resend-ordered' }],
  ['transport: the answer is taken', transport('acknowledgement', 'acknowledged')],
  ['transport: the answer is lost', transport('acknowledgement', 'delivery-failure')],
];

function after(facts: Parameters<typeof sender>[0], ...events: readonly TransferEvent[]) {
  return play(sender(facts), ...events).state as SenderState;
}

const CHECKING = { checks: { pds: true, sds: true } };
const RECHECKING = { settings: { recheck: true } };
const ONE_BY_ONE = { settings: { window: 1 } };
const REQUESTED = [requestArrives(), LARGE, TAKEN];

export const SENDER_STATES: readonly NamedState[] = [
  ['new', 'no request has come; PDS and SDS are to be asked', after(CHECKING)],
  ['checking', 'PDS is asked about the requester', after(CHECKING, requestArrives())],
  ['looking-up', 'SDS is asked about the requester', after(CHECKING, requestArrives(), CURRENT)],
  ['finding', 'the record is looked for', after({}, requestArrives())],
  ['sending', 'a small record is on its way', after({}, requestArrives(), SMALL)],
  ['sending', 'the extract of a large record is on its way', after({}, requestArrives(), LARGE)],
  ['awaiting-continue', 'the extract is there, parts P1 and P2 wait', after({}, ...REQUESTED)],
  ['rechecking', 'PDS is asked once more', after(RECHECKING, ...REQUESTED, CONTINUE)],
  [
    'sending-parts',
    'P1 is on its way, P2 waits for its turn (window 1)',
    after(ONE_BY_ONE, ...REQUESTED, CONTINUE),
  ],
  ['sending-parts', 'both parts are on their way', after({}, ...REQUESTED, CONTINUE)],
  ['sent', 'everything is there', after({}, requestArrives(), SMALL, TAKEN)],
  ['answering', 'a refusal is on its way', after({}, requestArrives(), { kind: 'record-missing' })],
  ['ended', 'the requester has the record', after({}, requestArrives(), SMALL, TAKEN, AA)],
  ['ended', 'no final acknowledgement came', after({}, requestArrives(), SMALL, TAKEN, EXPIRED)],
];
