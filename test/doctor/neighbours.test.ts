import assert from 'node:assert/strict';
import { test } from 'node:test';
import { examineAll } from '../../simulator/doctor/doctor.ts';
import type { AdaptorFacts } from '../../simulator/doors/adaptor-desk.ts';
import type { MeshMessageView } from '../../simulator/doors/mailbox-desk.ts';
import type { InterchangeView, NhaisLinkFacts } from '../../simulator/doors/nhais-desk.ts';
import { virtualClock } from '../../src/platform/clock.ts';
import { ward } from './doctor-ward.ts';

const MINUTE = 60_000;

async function refuseTokens(facts: Readonly<Record<string, string | number>>, times = 2) {
  await using patient = await ward();
  for (let at = 0; at < times; at++)
    await patient.record({
      kind: 'received',
      service: 'mesh',
      facts: { caller: 'X26ABC1', result: 'refused', code: '403', ...facts },
    });
  return examineAll(patient.room);
}

test('a token whose time is whole hours off is told as one of another time zone', async () => {
  const [finding, ...more] = await refuseTokens({
    refusal: 'time',
    offsetMs: 60 * MINUTE - 20_000,
  });
  assert.equal(more.length, 0);
  assert.equal(finding?.id, 'MESH-TOKEN-REFUSED');
  assert.equal(
    finding?.message,
    'MESH refused 2 authorization headers of X26ABC1 in ten minutes: its time is 1 hour ahead of ours: a time zone, most likely',
  );
  assert.match(finding?.remedy ?? '', /UTC.*mesh\.authorization\.time: london/);
});

test('a token whose time is off by anything else is told as one of a wrong clock', async () => {
  const [finding] = await refuseTokens({ refusal: 'time', offsetMs: -150 * MINUTE });
  assert.match(finding?.message ?? '', /its time is 150 minutes behind of ours$/);
  assert.match(finding?.remedy ?? '', /clock of the client/);
  const [odd] = await refuseTokens({ refusal: 'time' });
  assert.match(odd?.message ?? '', /its time is none/);
});

test('every other reason to refuse a token has its own remedy, and once is no pattern', async () => {
  const remedies = new Set<string>();
  for (const refusal of [
    'hash',
    'replayed',
    'mailbox',
    'malformed',
    'missing',
    'inactive',
    'unknown-mailbox',
  ]) {
    const [finding, ...more] = await refuseTokens({ refusal }, 3);
    assert.equal(finding?.id, 'MESH-TOKEN-REFUSED', refusal);
    assert.equal(more.length, 0, 'and no REFUSED-AGAIN beside it');
    remedies.add(finding?.remedy ?? '');
  }
  assert.equal(remedies.size, 7);
  assert.deepEqual(await refuseTokens({ refusal: 'hash' }, 1), []);
});

const adaptor: AdaptorFacts = {
  odsCode: 'Z99050',
  rest: 'http://127.0.0.1:8482',
  broker: 'amqp://127.0.0.1:8484',
  embedded: true,
  queue: 'inbound',
  waiting: 0,
  consumers: 1,
  connected: true,
};

async function queue(over: Partial<AdaptorFacts>) {
  await using patient = await ward({ adaptors: { adaptors: () => [{ ...adaptor, ...over }] } });
  return examineAll(patient.room);
}

test('a queue with messages and nobody at it is told, a broker that is away is bad', async () => {
  assert.deepEqual(await queue({}), []);
  assert.deepEqual(await queue({ consumers: 0 }), [], 'an empty queue needs no consumer');
  assert.deepEqual(await queue({ waiting: 3 }), [], 'three are just being worked on');
  const [lonely] = await queue({ waiting: 1, consumers: 0 });
  assert.equal(lonely?.id, 'QUEUE-WITHOUT-CONSUMER');
  assert.equal(
    lonely?.message,
    '1 message in queue inbound of Z99050 at amqp://127.0.0.1:8484, and nobody takes from it',
  );
  const [away] = await queue({ connected: false, embedded: false, waiting: undefined });
  assert.deepEqual([away?.id, away?.severity], ['QUEUE-UNREACHABLE', 'bad']);
  const [stuck] = await queue({ waiting: 50, consumers: 2 });
  assert.match(stuck?.message ?? '', /50 messages .* are not settled, though 2 consumers/);
});

const waitingMessage = (to: string, createdAt: string): MeshMessageView => ({
  id: '20260105120000000001_0000AA',
  from: 'X26ABC2',
  to,
  workflowId: 'TEST_WORKFLOW',
  type: 'DATA',
  status: 'accepted',
  bytes: 10,
  chunks: 1,
  createdAt,
  events: [],
});

test('a message that nobody collects is a note, and a warning once half of its time is over', async () => {
  const since = virtualClock().now().toISOString();
  const mailboxes = {
    mailboxes: () =>
      ['X26ABC1', 'SO01HA1'].map((id) => ({
        ...{ id, name: `name of ${id}`, odsCode: 'X26', active: true, waiting: 2 },
      })),
    inbox: (id: string) => [waitingMessage(id, since), waitingMessage(id, since)],
  };
  await using patient = await ward({ mailboxes });
  assert.deepEqual(await examineAll(patient.room), [], 'it has only just come');
  await patient.clock.advance(16 * MINUTE);
  const [early, ...more] = await examineAll(patient.room);
  assert.equal(more.length, 0, 'the mailbox of a health authority is ours to empty');
  assert.equal(early?.severity, 'note');
  assert.equal(
    early?.message,
    `2 messages in mailbox X26ABC1 (name of X26ABC1), the oldest since ${since}; it becomes undeliverable in P4DT23H44M`,
  );
  await patient.clock.advance(3 * 24 * 60 * MINUTE);
  assert.equal((await examineAll(patient.room))[0]?.severity, 'warning');
});

test('interchanges that a practice does not receipt in time are told with the first of them', async () => {
  const at = virtualClock().now().toISOString();
  const link: NhaisLinkFacts = {
    name: 'riverside',
    cipher: 'SO',
    practice: 'TES1',
    authority: 'SO01',
    gpMailbox: 'Z99001GP1',
    haMailbox: 'SO01HA1',
    numbers: { interchangeOut: 8, messageOut: 8, interchangeIn: 3, transactionOut: 4 },
    unreceipted: [7, 8],
  };
  const out = (sequence: number, receipted: boolean): InterchangeView => ({
    link: 'riverside',
    direction: 'out',
    kind: 'FHSREG',
    sequence,
    meshMessageId: 'm',
    entry: 40 + sequence,
    at,
    codes: ['F4'],
    receipted,
    deviations: 0,
  });
  const nhais = {
    links: () => [link],
    interchanges: () => [out(6, true), out(7, false), out(8, false)],
  };
  await using patient = await ward({ nhais });
  assert.deepEqual(await examineAll(patient.room), [], 'there is still time');
  await patient.clock.advance(61 * MINUTE);
  const [finding, ...more] = await examineAll(patient.room);
  assert.equal(more.length, 0);
  assert.equal(
    finding?.message,
    `practice TES1 has not receipted 2 interchanges of SO01, the first number 7 of ${at}`,
  );
  assert.equal(finding?.sequence, 47);
  assert.match(finding?.remedy ?? '', /RECEP .* mailbox SO01HA1 under NHAIS_RECEP/);
});

test('a client without a certificate at the door of MESH is told with the reason', async () => {
  await using patient = await ward();
  await patient.record({
    kind: 'handshake',
    service: 'mesh',
    summary: 'handshake refused: no certificate: the client showed none',
    peer: { address: '192.0.2.7' },
    facts: { cause: 'no-certificate', code: null },
  });
  const [finding] = await examineAll(patient.room);
  assert.equal(
    finding?.message,
    'mesh did not let 192.0.2.7 in: no certificate: the client showed none',
  );
  assert.match(finding?.remedy ?? '', /spinebox certs create/);
});
