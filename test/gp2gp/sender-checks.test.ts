import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TransferEvent } from '../../src/gp2gp/transfer-event.ts';
import {
  brief,
  patientRetrieved,
  play,
  REQUEST_HL7,
  requestArrives,
  sender,
} from './transfer-fixture.ts';

const BOTH = { checks: { pds: true, sds: true } };
const FOUND: TransferEvent = { kind: 'system-found' };
/** The requester of `requestArrives`. */
const CURRENT = patientRetrieved({ practice: 'Z99001' });

test('asks PDS for the patient and SDS for the requester before it looks for the record', () => {
  const { state, effects } = play(sender(BOTH), requestArrives(), CURRENT, FOUND);
  assert.deepEqual(brief(effects), ['retrieve-patient', 'look-up-system Z99001', 'find-record']);
  assert.equal(state.phase, 'finding');
});

test('asks only what it is told to ask', () => {
  const pds = play(sender({ checks: { pds: true, sds: false } }), requestArrives(), CURRENT);
  assert.deepEqual(brief(pds.effects), ['retrieve-patient', 'find-record']);
  const sds = play(sender({ checks: { pds: false, sds: true } }), requestArrives(), FOUND);
  assert.deepEqual(brief(sds.effects), ['look-up-system Z99001', 'find-record']);
});

test('with SDS to ask, what the request itself makes known does not count', () => {
  const { effects } = play(sender(BOTH), requestArrives({ requesterKnown: false }));
  assert.deepEqual(brief(effects), ['retrieve-patient']);
});

test('refuses a requester who is not the practice in force with 19, one without a system with 24', () => {
  const because = 'the reason';
  const cases: readonly (readonly [TransferEvent[], string])[] = [
    [[patientRetrieved({ practice: 'Z99002' })], '19'],
    [[patientRetrieved({ practice: undefined })], '19'],
    [[patientRetrieved({ practice: undefined, sensitive: true })], '19'],
    [[{ kind: 'patient-not-retrieved', why: 'unknown', because }], '19'],
    [[{ kind: 'patient-not-retrieved', why: 'failed', because }], '20'],
    [[CURRENT, { kind: 'system-not-found', why: 'none', because }], '24'],
    [[CURRENT, { kind: 'system-not-found', why: 'several', because }], '24'],
    [[CURRENT, { kind: 'system-not-found', why: 'failed', because }], '20'],
    [[CURRENT, FOUND, { kind: 'record-missing' }], '06'],
  ];
  for (const [events, code] of cases) {
    const { state, effects } = play(sender(BOTH), requestArrives(), ...events);
    assert.equal(brief(effects).at(-1), `send-acknowledgement request ${code} ${REQUEST_HL7}`);
    assert.equal(state.outcome?.code, code);
    assert.equal(state.phase, 'answering');
  }
});

test('a request that cannot be read is refused before anything is asked', () => {
  const { effects } = play(sender(BOTH), requestArrives({ request: undefined, fault: 'no XML' }));
  assert.deepEqual(brief(effects), [`send-acknowledgement request 18 ${REQUEST_HL7}`]);
});

test('a request that comes again while its checks run is ignored, and so are answers out of turn', () => {
  const checking = play(sender(BOTH), requestArrives()).state;
  for (const event of [requestArrives(), FOUND]) {
    assert.deepEqual(play(checking, event), { state: checking, effects: [] });
  }
  const finding = play(checking, CURRENT, FOUND).state;
  for (const event of [CURRENT, FOUND]) {
    assert.deepEqual(play(finding, event), { state: finding, effects: [] });
  }
});
