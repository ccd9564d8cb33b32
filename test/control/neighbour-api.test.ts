import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeAdaptors, fakeNhais } from './fake-desks.ts';
import { ask, json, stand } from './stand.ts';

const interchange = (sequence: number, link = 'riverside') => ({
  ...{ link, sequence, direction: 'in' as const, kind: 'FHSREG' as const, deviations: 0 },
  ...{ meshMessageId: `M${sequence}`, entry: sequence, at: '2026-01-05T09:00:00.000Z' },
  codes: ['G1'],
});

test('links tell their numbers, and the latest interchanges are listed', async () => {
  const nhais = fakeNhais([interchange(1), interchange(2), interchange(3, 'other')]);
  await using api = await stand({}, { nhais });
  const { body } = await ask(`${api.url}/nhais/links`);
  const [link] = body.links as readonly { name: string; unreceipted: readonly number[] }[];
  assert.deepEqual([link?.name, link?.unreceipted], ['riverside', [8]]);
  const sequences = async (query: string) => {
    const found = await ask(`${api.url}/nhais/interchanges?${query}`);
    return (found.body.interchanges as readonly { sequence: number }[]).map((e) => e.sequence);
  };
  assert.deepEqual(await sequences('link=riverside&limit=1'), [2]);
  assert.deepEqual(await sequences(''), [1, 2, 3]);
  assert.equal((await ask(`${api.url}/nhais/interchanges?link=none`)).status, 404);
});

test('the authority sends of its own accord, or says why not', async () => {
  const nhais = fakeNhais();
  await using api = await stand({}, { nhais });
  const order = { link: 'riverside', code: 'F2', nhsNumber: '9990000018', reason: '1' };
  const sent = await ask(`${api.url}/nhais/transactions`, json('POST', order));
  assert.equal(sent.status, 201);
  assert.deepEqual(sent.body, { sequence: 9 });
  assert.deepEqual(nhais.sent, [order]);
  const bare = await ask(
    `${api.url}/nhais/transactions`,
    json('POST', { link: 'riverside', code: 'F2' }),
  );
  assert.equal(bare.status, 409);
  assert.match(String(bare.body.message), /reason/);
  const unknown = json('POST', { link: 'riverside', code: 'G1' });
  assert.equal((await ask(`${api.url}/nhais/transactions`, unknown)).status, 400);
  const nowhere = json('POST', { link: 'none', code: 'F4' });
  assert.equal((await ask(`${api.url}/nhais/transactions`, nowhere)).status, 404);
});

test('adaptors tell their queue, and how far they have come with each message', async () => {
  await using api = await stand({}, { adaptors: fakeAdaptors() });
  const { body } = await ask(`${api.url}/adaptors`);
  const [adaptor] = body.adaptors as readonly { waiting: number; consumers: number }[];
  assert.deepEqual([adaptor?.waiting, adaptor?.consumers], [2, 1]);
  const work = await ask(`${api.url}/adaptors/z99050/work?direction=outbound`);
  const [only, ...more] = work.body.work as readonly { messageId: string; state: string }[];
  assert.deepEqual([only?.messageId, only?.state], ['M-1', 'OUTBOUND_MESSAGE_ACKD']);
  assert.deepEqual(more, []);
  assert.equal((await ask(`${api.url}/adaptors/Z99001/work`)).status, 404);
});

test('every operation of the neighbours is documented with schemas that have names', async () => {
  const parts = { nhais: fakeNhais(), adaptors: fakeAdaptors() };
  await using api = await stand({}, parts);
  const { body } = await ask(`${api.url}/openapi.json`);
  const paths = Object.entries(body.paths as object).filter(([path]) =>
    /nhais|adaptors/.test(path),
  );
  assert.equal(paths.length, 5);
  for (const [path, operations] of paths) {
    const named = JSON.stringify(operations).match(/#\/components\/schemas\/(?!Error)\w+/g) ?? [];
    assert.ok(named.length > 0, path);
  }
});
