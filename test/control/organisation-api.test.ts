import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeOrganisations, PRACTICE } from './fake-desks.ts';
import { ask, json, stand } from './stand.ts';

async function desk() {
  const organisations = fakeOrganisations();
  const api = await stand({}, { organisations });
  return {
    ...{ organisations, url: `${api.url}/organisations` },
    [Symbol.asyncDispose]: () => api[Symbol.asyncDispose](),
  };
}

const codes = (body: Readonly<Record<string, unknown>>) =>
  (body.organisations as readonly { odsCode: string }[]).map(({ odsCode }) => odsCode);

test('organisations are found by part of the name, postcode, role and status', async () => {
  await using api = await desk();
  const found = async (query: string) => codes((await ask(`${api.url}?${query}`)).body);
  assert.deepEqual(await found(''), ['Z99001', 'Z99X']);
  assert.deepEqual(await found('name=riverside'), ['Z99001']);
  assert.deepEqual(await found('role=RO98'), ['Z99X']);
  assert.deepEqual(await found('postcode=zz991'), ['Z99001', 'Z99X']);
  assert.deepEqual(await found('status=Inactive'), []);
  const first = await ask(`${api.url}?limit=1`);
  assert.equal(first.body.next, 'Z99001');
  assert.deepEqual(await found('limit=1&after=Z99001'), ['Z99X']);
});

test('an organisation is put, seen as it is, and taken away', async () => {
  await using api = await desk();
  const fresh = { ...PRACTICE, odsCode: 'Z99200', name: 'NEW PRACTICE' };
  const put = await ask(`${api.url}/z99200`, json('PUT', fresh));
  assert.equal(put.status, 200);
  assert.deepEqual(put.body, fresh);
  assert.deepEqual((await ask(`${api.url}/Z99200`)).body, fresh);
  assert.equal((await ask(`${api.url}/Z99200`, { method: 'DELETE' })).status, 204);
  assert.equal((await ask(`${api.url}/Z99200`)).status, 404);
});

test('an organisation has one primary role, and the code of its address', async () => {
  await using api = await desk();
  const none = await ask(`${api.url}/Z99001`, json('PUT', { ...PRACTICE, roles: [] }));
  assert.equal(none.status, 400);
  assert.match(String(none.body.message), /roles: one is primary/);
  const other = await ask(`${api.url}/Z99002`, json('PUT', PRACTICE));
  assert.equal(other.status, 400);
  assert.match(String(other.body.message), /names Z99002, the body Z99001/);
});

test('what stands in the world itself is not taken away', async () => {
  await using api = await desk();
  const { status, body } = await ask(`${api.url}/Z99001`, { method: 'DELETE' });
  assert.equal(status, 409);
  assert.match(String(body.remedy), /world file/);
  assert.equal((await ask(`${api.url}/Z99404`, { method: 'DELETE' })).status, 404);
});

test('CSV and JSON are taken in; what is neither is refused with its place', async () => {
  await using api = await desk();
  const csv = { method: 'POST', headers: { 'content-type': 'text/csv' }, body: '"Z99300","A"' };
  assert.deepEqual((await ask(`${api.url}/import`, csv)).body, { organisations: 1 });
  const records = json('POST', [{ OrgId: 'Z99301' }, { OrgId: 'Z99302' }]);
  assert.deepEqual((await ask(`${api.url}/import`, records)).body, { organisations: 2 });
  // As large as the practice file of a whole country; other operations take no such body.
  const large = { ...csv, body: `${csv.body}${'\n'.repeat(8_000_000)}` };
  assert.equal((await ask(`${api.url}/import`, large)).status, 200);
  const wrong = await ask(`${api.url}/import`, { ...csv, body: 'nothing' });
  assert.equal(wrong.status, 409);
  assert.match(String(wrong.body.message), /line 1/);
});
