import type { ManifestDocument } from '../../../src/gp2gp/large/document-facts.ts';
import type { RequesterState } from '../../../src/gp2gp/requester-state.ts';
import type { TransferEvent } from '../../../src/gp2gp/transfer-event.ts';
import { external, inline } from '../document-facts.ts';
import {
  acknowledgementArrives,
  arrived,
  extractArrives,
  FRAME,
  patientRetrieved,
  play,
  REQUEST_HL7,
  requester,
} from '../transfer-fixture.ts';
import type { NamedEvent, NamedState } from './render-role.ts';

const STARTED: TransferEvent = { kind: 'started' };
const FILED: TransferEvent = { kind: 'record-filed' };
const FOUND: TransferEvent = { kind: 'system-found' };
const AA = acknowledgementArrives(REQUEST_HL7);
const OVERALL: TransferEvent = { kind: 'timer-expired', timer: 'overall' };

function transport(
  about: 'request' | 'continue' | 'acknowledgement',
  outcome: 'acknowledged' | 'delivery-failure',
): TransferEvent {
  return { kind: 'transport', about, outcome, detail: 'not delivered' };
}

function part(messageId: string, documents: readonly ManifestDocument[]): TransferEvent {
  return arrived({
    kind: 'large-message',
    messageId,
    hl7Id: messageId,
    large: {
      kind: 'fragment',
      subject: '',
      recipients: [],
      from: undefined,
      statedId: messageId,
      messageRef: undefined,
      acknowledgedMessage: undefined,
      code: undefined,
      documents,
    },
    fault: undefined,
  });
}

const BROKEN = arrived({
  kind: 'large-message',
  messageId: 'B',
  hl7Id: 'B',
  large: undefined,
  fault: 'not XML',
});
const LARGE = extractArrives(
  {},
  { documents: [external(1, 'M'), external(2, 'I', { large: true })] },
);
const FRAGMENT = part('M', [inline(1)]);
const INDEX = part('I', [external(1, 'C0'), external(2, 'C1')]);
const SKELETON = extractArrives({}, { documents: [inline(1, { skeleton: true })] });
const JOINED: TransferEvent = { kind: 'document-joined', position: 1 };
const FAILED: TransferEvent = {
  kind: 'document-not-joined',
  position: 1,
  why: 'encoding',
  because: 'not base64',
};

export const REQUESTER_EVENTS: readonly NamedEvent[] = [
  ['the transfer is started', STARTED],
  ['PDS names the previous practice', patientRetrieved()],
  [
    'PDS does not know the patient',
    { kind: 'patient-not-retrieved', why: 'unknown', because: 'unknown' },
  ],
  ['the patient is registered', { kind: 'registration-updated' }],
  [
    'PDS refuses the registration',
    { kind: 'registration-not-updated', why: 'refused', because: 'refused' },
  ],
  ['SDS knows the other system', FOUND],
  ['SDS knows no system, or several', { kind: 'system-not-found', why: 'none', because: 'none' }],
  ['transport: the request is taken', transport('request', 'acknowledged')],
  ['transport: the request is lost', transport('request', 'delivery-failure')],
  ['the request is accepted (AA)', AA],
  ['the request is refused', acknowledgementArrives(REQUEST_HL7, 'AE', '06')],
  ['an extract comes, all in it', extractArrives({}, { messageId: 'NEW', hl7Id: 'NEW' })],
  [
    'an extract comes with parts to follow',
    extractArrives({}, { messageId: 'NEW', hl7Id: 'NEW', documents: [external(1, 'M')] }),
  ],
  [
    'an extract comes with its skeleton replaced inside',
    extractArrives(
      {},
      { messageId: 'NEW', hl7Id: 'NEW', documents: [inline(1, { skeleton: true })] },
    ),
  ],
  [
    'an extract of another patient comes',
    extractArrives({ nhsNumber: '9990000026' }, { messageId: 'NEW', hl7Id: 'NEW' }),
  ],
  [
    'an unreadable extract comes',
    extractArrives({}, { messageId: 'NEW', hl7Id: 'NEW', extract: undefined, fault: 'not XML' }),
  ],
  ['a fragment comes, announced by the extract', FRAGMENT],
  ['an index comes, announced by the extract', INDEX],
  ['a message comes that nothing announces', part('X', [inline(1)])],
  ['a fragment comes without bytes', part('M', [])],
  ['an unreadable fragment comes', BROKEN],
  ['transport: the continue is lost', transport('continue', 'delivery-failure')],
  ['a document is joined', JOINED],
  ['a document cannot be joined', FAILED],
  ['the skeleton is replaced', { kind: 'payload-rebuilt', extract: FRAME }],
  [
    'the skeleton hides another patient',
    { kind: 'payload-rebuilt', extract: { ...FRAME, nhsNumber: '9990000026' } },
  ],
  [
    'the skeleton cannot be replaced',
    { kind: 'payload-not-rebuilt', why: 'content', because: 'not XML' },
  ],
  ['decided: accept', { kind: 'decided', decision: 'accept' }],
  ['decided: keep hidden', { kind: 'decided', decision: 'suppress' }],
  ['decided: keep as a document', { kind: 'decided', decision: 'file-as-attachment' }],
  ['decided: reject', { kind: 'decided', decision: 'reject' }],
  ['decided: wrong patient', { kind: 'decided', decision: 'wrong-patient' }],
  ['the record is filed', FILED],
  ['the record is not filed', { kind: 'record-not-filed' }],
  ['the record is not filed: storage', { kind: 'record-not-filed', why: 'storage' }],
  ['the wait for the extract is over', { kind: 'timer-expired', timer: 'extract-wait' }],
  ['the overall timer is over', OVERALL],
  ['transport: the answer is taken', transport('acknowledgement', 'acknowledged')],
  ['transport: the answer is lost', transport('acknowledgement', 'delivery-failure')],
];

function after(facts: Parameters<typeof requester>[0], ...events: readonly TransferEvent[]) {
  return play(requester(facts), ...events).state as RequesterState;
}

const LOOKUPS = { pds: true, gpUpdate: true, sds: true, deceased: 'record' } as const;
const WITH_LOOKUPS = { lookups: LOOKUPS, senderOds: undefined };
const ASKING = { asksDecision: true };
const DONE = transport('acknowledgement', 'acknowledged');

export const REQUESTER_STATES: readonly NamedState[] = [
  ['new', 'nothing has happened; PDS and SDS are to be asked', after(WITH_LOOKUPS)],
  ['retrieving', 'PDS is asked where the patient was', after(WITH_LOOKUPS, STARTED)],
  [
    'registering',
    'PDS is told where the patient is now',
    after(WITH_LOOKUPS, STARTED, patientRetrieved()),
  ],
  [
    'looking-up',
    'SDS is asked for the other system',
    after(WITH_LOOKUPS, STARTED, patientRetrieved(), { kind: 'registration-updated' }),
  ],
  ['requesting', 'the request is on its way', after({}, STARTED)],
  ['waiting', 'the extract is waited for', after({}, STARTED, AA)],
  [
    'receiving',
    'two documents are to come: M in one message, I in chunks',
    after({}, STARTED, LARGE),
  ],
  [
    'receiving',
    'the last document, M, is being joined; its fragment is not answered yet',
    after({}, STARTED, extractArrives({}, { documents: [external(1, 'M')] }), FRAGMENT),
  ],
  ['rebuilding', 'a skeleton is being replaced', after({}, STARTED, SKELETON)],
  ['deciding', 'all is here, somebody is asked', after(ASKING, STARTED, extractArrives())],
  ['filing', 'the record is being filed', after({}, STARTED, extractArrives())],
  [
    'answering',
    'the record is filed, the answer on its way',
    after({}, STARTED, extractArrives(), FILED),
  ],
  ['ended', 'the record is filed', after({}, STARTED, extractArrives(), FILED, DONE)],
  ['ended', 'time was over', after({}, STARTED, LARGE, OVERALL, DONE)],
  [
    'ended',
    'the request was refused',
    after({}, STARTED, acknowledgementArrives(REQUEST_HL7, 'AE', '06')),
  ],
  [
    'ended',
    'no extract came',
    after({}, STARTED, AA, { kind: 'timer-expired', timer: 'extract-wait' }),
  ],
];
