import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RequesterLookups } from '../../src/gp2gp/requester-state.ts';
import { decide, type TransferState } from '../../src/gp2gp/transfer.ts';
import type { PatientFacts, TransferEvent } from '../../src/gp2gp/transfer-event.ts';
import { brief, extractArrives, patientRetrieved, play, requester } from './transfer-fixture.ts';

const ALL: RequesterLookups = { pds: true, gpUpdate: true, sds: true, deceased: 'record' };
const STARTED: TransferEvent = { kind: 'started' };
const UPDATED: TransferEvent = { kind: 'registration-updated' };
const FOUND: TransferEvent = { kind: 'system-found' };
const ASK = ['start-timer extract-wait', 'send-request'];

function prepare(lookups: Partial<RequesterLookups>, ...events: readonly TransferEvent[]) {
  const state = requester({ lookups: { ...ALL, ...lookups }, senderOds: undefined });
  const { state: after, effects } = play(state, STARTED, ...events);
  return { state: after, effects: brief(effects) };
}

/** The remarks on a step, which are told to the operator. */
function remarks(state: TransferState, event: TransferEvent): readonly string[] {
  return decide(state, event).effects.flatMap((each) => (each.kind === 'report' ? each.text : []));
}

test('retrieves, registers, looks up the practice that PDS named, then asks', () => {
  const { state, effects } = prepare({}, patientRetrieved(), UPDATED, FOUND);
  assert.deepEqual(effects, [
    'retrieve-patient',
    'update-registration',
    'look-up-system Z99002',
    ...ASK,
  ]);
  assert.equal(state.phase, 'requesting');
  assert.equal(state.role === 'requester' && state.senderOds, 'Z99002');
});

test('leaves out what it is told to leave out', () => {
  assert.deepEqual(prepare({ gpUpdate: false }, patientRetrieved(), FOUND).effects, [
    'retrieve-patient',
    'look-up-system Z99002',
    ...ASK,
  ]);
  assert.deepEqual(prepare({ sds: false }, patientRetrieved(), UPDATED).effects, [
    'retrieve-patient',
    'update-registration',
    ...ASK,
  ]);
  const known = requester({ lookups: { ...ALL, pds: false } });
  assert.deepEqual(brief(play(known, STARTED, FOUND).effects), ['look-up-system Z99002', ...ASK]);
  assert.deepEqual(brief(play(requester(), STARTED).effects), ASK);
});

test('a patient who is registered here already is not registered again: the practice before is asked', () => {
  const here = patientRetrieved({ practice: 'Z99001', practiceBefore: 'Z99003' });
  const { effects } = prepare({}, here, FOUND);
  assert.deepEqual(effects, ['retrieve-patient', 'look-up-system Z99003', ...ASK]);
});

test('a patient without a practice is registered, and nobody is asked', () => {
  const nowhere = patientRetrieved({ practice: undefined, removal: 'SCT' });
  const { state, effects } = prepare({}, nowhere, UPDATED);
  assert.deepEqual(effects, ['retrieve-patient', 'update-registration']);
  assert.equal(state.phase, 'ended');
  assert.equal(state.outcome?.result, 'no-previous-practice');
});

test('a sensitive patient is neither registered nor asked for', () => {
  const limited = patientRetrieved({ practice: undefined, sensitive: true });
  const { state, effects } = prepare({}, limited);
  assert.deepEqual(effects, ['retrieve-patient']);
  assert.equal(state.outcome?.result, 'no-previous-practice');
  assert.match(state.outcome?.because ?? '', /limits what it tells/);
});

test('whatever fails ends the transfer before anything is asked', () => {
  const because = 'the reason';
  const cases: readonly (readonly [TransferEvent[], string])[] = [
    [[{ kind: 'patient-not-retrieved', why: 'unknown', because }], 'patient-unknown'],
    [[{ kind: 'patient-not-retrieved', why: 'failed', because }], 'pds-failed'],
    [
      [patientRetrieved(), { kind: 'registration-not-updated', why: 'refused', because }],
      'registration-refused',
    ],
    [
      [patientRetrieved(), { kind: 'registration-not-updated', why: 'failed', because }],
      'registration-failed',
    ],
    [
      [patientRetrieved(), UPDATED, { kind: 'system-not-found', why: 'none', because }],
      'sender-unknown',
    ],
    [
      [patientRetrieved(), UPDATED, { kind: 'system-not-found', why: 'several', because }],
      'sender-unknown',
    ],
    [
      [patientRetrieved(), UPDATED, { kind: 'system-not-found', why: 'failed', because }],
      'sds-failed',
    ],
  ];
  for (const [events, result] of cases) {
    const { state, effects } = prepare({}, ...events);
    assert.deepEqual(state.outcome, { result, code: undefined, because });
    assert.equal(state.phase, 'ended');
    assert.ok(!effects.includes('send-request'));
  }
});

test('a patient who is dead on PDS is remarked on, or ends the transfer, as it is set', () => {
  const dead = patientRetrieved({ deceased: true });
  const begun = play(requester({ lookups: ALL }), STARTED).state;
  assert.ok(remarks(begun, dead).includes('PDS says that the patient is dead'));
  assert.equal(prepare({}, dead).state.phase, 'registering');
  const stopped = prepare({ deceased: 'stop' }, dead);
  assert.equal(stopped.state.outcome?.result, 'patient-deceased');
  assert.deepEqual(stopped.effects, ['retrieve-patient']);
});

test('a superseded number is replaced, and the request asks by the new one', () => {
  const other: Partial<PatientFacts> = { nhsNumber: '9991001069' };
  const { state } = prepare({}, patientRetrieved(other), UPDATED, FOUND);
  assert.equal(state.role === 'requester' && state.nhsNumber, '9991001069');
});

test('where the order and PDS name different practices, PDS counts and it is told', () => {
  const begun = play(requester({ lookups: ALL, senderOds: 'Z99002' }), STARTED).state;
  const event = patientRetrieved({ practice: 'Z99003' });
  assert.deepEqual(remarks(begun, event), [
    'PDS names Z99003 where the order names Z99002: PDS counts',
  ]);
  const { effects } = play(begun, event, UPDATED);
  assert.deepEqual(brief(effects), ['update-registration', 'look-up-system Z99003']);
});

test('answers that nothing waits for, and messages before the request, change nothing', () => {
  const begun = play(requester({ lookups: ALL }), STARTED).state;
  for (const event of [UPDATED, FOUND, STARTED, extractArrives()]) {
    const { state, effects } = play(begun, event);
    assert.deepEqual(state, begun);
    assert.deepEqual(effects, []);
  }
  const asked = play(begun, patientRetrieved(), UPDATED, FOUND).state;
  for (const event of [patientRetrieved(), UPDATED, FOUND]) {
    assert.deepEqual(play(asked, event), { state: asked, effects: [] });
  }
});
