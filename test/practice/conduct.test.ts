import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Conduct } from '../../simulator/practice/conduct.ts';
import { conductOf } from '../../simulator/practice/conduct.ts';
import { openStage, PATIENT, REQUESTER, SENDER } from './stage.ts';

const EXTRACT = 'RCMR_IN030000UK06';
const LARGE = 'COPC_IN000001UK01';
const EXTERNAL = { transfers: { attachments: 'external' } };

/** Plays a transfer of a record with two documents between two practices that behave so. */
async function play(conduct: Partial<Conduct>) {
  const stage = await openStage({ conduct }, EXTERNAL);
  const attachments = { count: 2, sizes: [3_000], contentTypes: ['image/tiff'] };
  stage.records.put(PATIENT, { kind: 'synthetic', options: { seed: 1, attachments } });
  const id = await stage.requester.request({ patient: PATIENT, fromOds: SENDER });
  await stage.ended(REQUESTER, id);
  const status = await stage.requester.transferStatus(PATIENT);
  return { stage, status, [Symbol.asyncDispose]: () => stage[Symbol.asyncDispose]() };
}

test('without overrides every decision is the right one', () => {
  for (const [name, practised] of Object.entries(conductOf())) {
    const right = (input: unknown) => [name, input];
    const call = practised as unknown as (input: unknown, right: unknown) => unknown;
    assert.deepEqual(call('asked', right), [name, 'asked']);
  }
});

test('what is overridden is done, and shows in what is told and sent', async () => {
  const cases: readonly (readonly [string, Partial<Conduct>, (told: unknown[]) => void])[] = [
    [
      'documents of one key overwrite each other',
      { documentKey: () => 'all the same' },
      ([count]) => assert.equal(count, 1),
    ],
    [
      'names are changed',
      { storedName: () => 'letter.txt' },
      ([, names]) => assert.deepEqual(names, ['letter.txt', 'letter.txt']),
    ],
    [
      'the payload is mangled',
      { storedPayload: ({ payload }) => Buffer.from(payload.toString('latin1').toLowerCase()) },
      ([count]) => assert.equal(count, 2),
    ],
    [
      'the wrong status is told',
      { status: () => ({ state: 'none' }) },
      ([, , state]) => assert.equal(state, 'none'),
    ],
  ];
  for (const [what, conduct, check] of cases) {
    await using played = await play(conduct);
    const { record, state } = played.status;
    const here = record?.documents.filter(({ absent }) => !absent);
    const names = here?.map(({ fileName }) => fileName);
    try {
      check([names?.length, names, state]);
    } catch (error) {
      throw new Error(what, { cause: error });
    }
  }
});

test('what leaves and how it is made can be other than planned', async () => {
  const conduct: Partial<Conduct> = {
    buildMessage: ({ role, plan }, right) =>
      right({ role, plan: { ...plan, withTimeToLive: role === 'extract' } }),
    // A copy of each fragment that nobody asked for would be another message; this one is never sent.
    leave: (input, right) =>
      input.role === 'acknowledgement' && input.attempt === 1 ? undefined : right(input),
    outgoingRecord: ({ record }, right) =>
      right({ record: { ...record, documents: record.documents.slice(0, 2) } }),
  };
  await using played = await play(conduct);
  const { relayed } = played.stage.spine;
  const of = (action: string) =>
    relayed.filter(({ message }) => message.envelope.action === action);
  assert.ok(of(EXTRACT)[0]?.message.envelope.timeToLive);
  assert.equal(of(LARGE)[0]?.message.envelope.timeToLive, undefined);
  assert.deepEqual(of('MCCI_IN010000UK13'), []);
  assert.equal(played.status.state, 'filed');
});
