import assert from 'node:assert/strict';
import { get, type IncomingMessage } from 'node:http';
import { test } from 'node:test';
import { COPC } from '../sandbox.ts';
import { type Bundle, fhirStand, interaction, type Outcome, organization, said } from './stand.ts';

const DEVICE = `/Device?${organization('X26')}&${interaction(COPC)}`;
const UUID = /^[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/;
const GIVEN = '0c1d2e3f-1111-2222-3333-444455556666';

test('SDS-F22 the content type follows Accept, token by token', async () => {
  await using stand = await fhirStand();
  const type = async (accept: string) => {
    const response = await stand.ask(DEVICE, { headers: { Accept: accept } });
    await response.text();
    return response.status === 200 ? response.headers.get('content-type') : response.status;
  };
  assert.equal(await type('application/json'), 'application/json');
  assert.equal(await type('APPLICATION/JSON'), 'application/json');
  assert.equal(await type('application/fhir+json'), 'application/fhir+json');
  assert.equal(await type('*/*'), 'application/fhir+json');
  assert.equal(await type('application/json, text/plain, */*'), 'application/fhir+json');
  assert.equal(
    await type('application/json;q=0.9, application/fhir+json'),
    'application/fhir+json',
  );
  assert.equal(await type('application/json;q=0.9'), 406);
  assert.equal(await type('text/html'), 406);
  const outcome = await stand.outcome(406, DEVICE, { headers: { Accept: 'text/html' } });
  assert.equal(said(outcome), 'Accept type not supported');
  assert.equal(outcome.issue[0]?.details.coding[0]?.code, 'MISSING_OR_INVALID_HEADER');
});

test('SDS-F22 without Accept the answer is FHIR', async () => {
  await using stand = await fhirStand();
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    // Unlike fetch, this sends no Accept of its own.
    get(encodeURI(`${stand.base}${DEVICE}`), resolve).on('error', reject);
  });
  response.resume();
  assert.equal(response.statusCode, 200);
  assert.equal(response.headers['content-type'], 'application/fhir+json');
});

test('SDS-F23 a correlation id that is no UUID is refused under a new one', async () => {
  await using stand = await fhirStand();
  const headers = { 'X-Correlation-ID': 'not-a-uuid' };
  const response = await stand.ask(DEVICE, { headers });
  assert.equal(response.status, 400);
  const outcome = (await response.json()) as Outcome;
  assert.equal(
    said(outcome),
    "HTTP 400: Bad Request (Invalid X-Correlation-ID header. Should be an UUIDv4 matching regex '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$')",
  );
  assert.match(outcome.id, UUID);
  assert.equal(response.headers.get('x-correlation-id'), outcome.id);
});

test('SDS-F24 a correlation id is echoed, found or refused, and made where there is none', async () => {
  await using stand = await fhirStand();
  const headers = { 'X-Correlation-ID': GIVEN, 'X-Request-ID': 'R-1' };
  const found = await stand.ask(DEVICE, { headers });
  await found.text();
  assert.equal(found.headers.get('x-correlation-id'), GIVEN);
  const refused = await stand.ask('/Device', { headers });
  assert.equal(refused.headers.get('x-correlation-id'), GIVEN);
  assert.equal(((await refused.json()) as Outcome).id, GIVEN);
  const bare = await stand.ask(DEVICE);
  await bare.text();
  assert.match(bare.headers.get('x-correlation-id') ?? '', UUID);
  const [entry] = await stand.journal.find({ messageId: GIVEN });
  assert.equal(entry?.service, 'sds-fhir');
  assert.equal(entry?.interaction, 'Device.search');
  assert.equal(entry?.facts?.requestId, 'R-1');
  assert.equal(entry?.facts?.total, 1);
});

test('SDS-F25 other verbs are 405 with what is allowed', async () => {
  await using stand = await fhirStand();
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
    const response = await stand.ask(DEVICE, { method });
    assert.equal(response.status, 405);
    assert.equal(response.headers.get('allow'), 'GET');
    const outcome = (await response.json()) as Outcome;
    assert.equal(said(outcome), 'HTTP operation not supported');
    assert.equal(outcome.issue[0]?.details.coding[0]?.code, 'NOT_IMPLEMENTED');
  }
});

test('SDS-F26 paths are case-sensitive, and there is no read by id', async () => {
  await using stand = await fhirStand();
  for (const path of ['/device', '/Device/1', '/Device/', '/metadata', '/', '']) {
    const outcome = await stand.outcome(404, path);
    assert.equal(said(outcome), 'HTTP endpoint not found');
    assert.equal(outcome.issue[0]?.details.coding[0]?.code, 'NO_RECORD_FOUND');
  }
});

test('SDS-F27 where keys are demanded, no other is let in', async () => {
  await using stand = await fhirStand({ sds: { fhir: { apiKeys: ['k-1', 'k-2'] } } });
  const withKey = (apikey: string) => ({ headers: { apiKey: apikey } });
  assert.equal((await stand.bundle(DEVICE, withKey('k-2'))).total, 1);
  for (const init of [{}, withKey('k-3'), withKey('')]) {
    const outcome = await stand.outcome(401, DEVICE, init);
    assert.equal(outcome.issue[0]?.code, 'forbidden');
    assert.equal(outcome.issue[0]?.details.coding[0]?.code, 'ACCESS_DENIED');
  }
  const entries = await stand.journal.find({ service: 'sds-fhir' });
  assert.ok(entries.every((entry) => !JSON.stringify(entry).includes('k-3')));
});

const slow = (ms: number, face = 'ldap') => ({
  slow: { faces: [face], actions: [{ kind: 'delay', ms }] },
});

/** An answer that is held back by a clock that stands still. */
async function held<T>(
  stand: { clock: { waiting: number; advance(ms: number): Promise<void> } },
  answer: Promise<T>,
  ms: number,
) {
  // The gateway arms its timer when the exchange is on record.
  while (stand.clock.waiting === 0) await new Promise<void>((turn) => setImmediate(turn));
  await stand.clock.advance(ms - 1);
  const early = await Promise.race([
    answer.then(() => true),
    new Promise<false>((no) => setImmediate(() => no(false))),
  ]);
  assert.equal(early, false);
  await stand.clock.advance(1);
  return answer;
}

test('SDS-F28 a directory that is slower than three seconds is an empty one', async () => {
  await using stand = await fhirStand({ faults: slow(4000) });
  const { total, entry } = await held(stand, stand.bundle(DEVICE), 3000);
  assert.equal(total, 0);
  assert.deepEqual(entry, []);
});

test('SDS-F28 or it is 504, where that is set', async () => {
  const sds = { fhir: { slowDirectory: 'timeout' } };
  await using stand = await fhirStand({ sds, faults: slow(4000, 'sds-fhir') });
  const outcome = await held(stand, stand.outcome(504, DEVICE), 3000);
  assert.equal(said(outcome), 'LDAP request timed out');
  assert.equal(outcome.issue[0]?.code, 'timeout');
});

test('a directory that is slow but not too slow answers late', async () => {
  await using stand = await fhirStand({ faults: slow(2000) });
  const { total } = await held(stand, stand.bundle(DEVICE), 2000);
  assert.equal(total, 1);
});

test('SDS-F29 ids are new and in upper case at every answer', async () => {
  await using stand = await fhirStand();
  const one = await stand.bundle(DEVICE);
  const two = await stand.bundle(DEVICE);
  const ids = ({ id, entry }: Bundle) => [id, ...entry.map(({ resource }) => resource.id)];
  const all = [...ids(one), ...ids(two)];
  assert.equal(new Set(all).size, 4);
  assert.ok(all.every((id) => UUID.test(id)));
});

test('SDS-F31 what the proxy keeps is answered from, until it is old or not wanted', async () => {
  await using stand = await fhirStand({ sds: { fhir: { cacheSeconds: 1800 } } });
  const first = await stand.bundle(DEVICE);
  await stand.directory.remove('uniqueIdentifier=918999199246,ou=Services,o=nhs');
  assert.deepEqual(await stand.bundle(DEVICE), first);
  const fresh = await stand.bundle(DEVICE, { headers: { 'Cache-Control': 'no-cache' } });
  assert.equal(fresh.total, 0);
  stand.directory.reset();
  assert.equal((await stand.bundle(DEVICE)).total, 0);
  await stand.clock.advance(1_800_000);
  assert.equal((await stand.bundle(DEVICE)).total, 1);
});

test('a kept answer carries the correlation id of who asks now', async () => {
  await using stand = await fhirStand({ sds: { fhir: { cacheSeconds: 60 } } });
  await stand.bundle(DEVICE);
  const response = await stand.ask(DEVICE, { headers: { 'X-Correlation-ID': GIVEN } });
  await response.text();
  assert.equal(response.headers.get('x-correlation-id'), GIVEN);
  const [entry] = await stand.journal.find({ messageId: GIVEN });
  assert.match(entry?.summary ?? '', /from the cache/);
});

test('the proxy keeps no errors', async () => {
  const unavailable = { down: { attempts: { to: 1 }, actions: [{ kind: 'unavailable' }] } };
  await using stand = await fhirStand({
    sds: { fhir: { cacheSeconds: 60 } },
    faults: unavailable,
  });
  await stand.outcome(503, DEVICE);
  assert.equal((await stand.bundle(DEVICE)).total, 1);
});

test('nor an answer that was cut short', async () => {
  const torn = { torn: { attempts: { to: 1 }, actions: [{ kind: 'malformed' }] } };
  await using stand = await fhirStand({ sds: { fhir: { cacheSeconds: 60 } }, faults: torn });
  const text = await (await stand.ask(DEVICE)).text();
  assert.throws(() => JSON.parse(text));
  assert.equal((await stand.bundle(DEVICE)).total, 1);
});

test('SDS-F32 the 301st request of a minute is one too many', async () => {
  await using stand = await fhirStand({ sds: { fhir: { quotaPerMinute: 300 } } });
  const key = (apikey: string) => ({ headers: { apikey } });
  for (let count = 0; count < 300; count++) await stand.bundle(DEVICE, key('k'));
  const refused = await stand.ask(DEVICE, key('k'));
  assert.equal(refused.status, 429);
  assert.equal(refused.headers.get('retry-after'), '60');
  assert.equal(((await refused.json()) as Outcome).issue[0]?.code, 'throttled');
  // Each product has its own quota, and a new minute a new one.
  await stand.bundle(DEVICE, key('another'));
  await stand.clock.advance(60_000);
  await stand.bundle(DEVICE, key('k'));
});

test('a spike is stopped by the second', async () => {
  await using stand = await fhirStand({ sds: { fhir: { spikePerSecond: 2 } } });
  await stand.bundle(DEVICE);
  await stand.bundle(DEVICE);
  await stand.outcome(429, DEVICE);
  await stand.clock.advance(1000);
  await stand.bundle(DEVICE);
});

test('a found body is indented by two, a refusal by four', async () => {
  await using stand = await fhirStand();
  assert.match(await (await stand.ask(DEVICE)).text(), /^\{\n {2}"resourceType": "Bundle",/);
  assert.match(
    await (await stand.ask('/Device')).text(),
    /^\{\n {4}"resourceType": "OperationOutcome",/,
  );
});

test('faults are met by operation, organisation and caller', async () => {
  const faults = {
    busy: {
      faces: ['sds-fhir'],
      when: { operation: ['Device.search'], ods: ['X26'] },
      actions: [{ kind: 'result', code: '503', text: 'busy' }],
    },
    gone: {
      faces: ['ldap'],
      when: { ods: ['X98'] },
      actions: [{ kind: 'result', code: '51' }],
    },
    torn: { when: { ods: ['X97'] }, actions: [{ kind: 'malformed' }] },
    cut: { when: { ods: ['X96'] }, actions: [{ kind: 'drop' }] },
  };
  await using stand = await fhirStand({ faults });
  const search = (ods: string, resource = 'Device') =>
    `/${resource}?${organization(ods)}&${interaction(COPC)}`;
  assert.equal(said(await stand.outcome(503, search('X26'))), 'busy');
  assert.equal((await stand.bundle(search('X26', 'Endpoint'))).total, 2);
  assert.equal(said(await stand.outcome(502, search('X98'))), 'Invalid LDAP response received');
  const torn = await (await stand.ask(search('X97'))).text();
  assert.throws(() => JSON.parse(torn));
  await assert.rejects(stand.ask(search('X96')));
});

test('where the proxy hides 5xx, their body is the generic one', async () => {
  const faults = { broken: { actions: [{ kind: 'result', code: '500', text: 'secret' }] } };
  await using stand = await fhirStand({ sds: { fhir: { hide5xx: true } }, faults });
  const response = await stand.ask(DEVICE);
  assert.equal(response.status, 500);
  const text = await response.text();
  assert.ok(!text.includes('secret'));
  const { issue } = JSON.parse(text) as Outcome;
  assert.equal(issue[0]?.code, 'unknown');
  assert.equal(issue[0]?.details.coding[0]?.code, 'UNKNOWN_ERROR');
});

test('watchdogs are answered, also by way of the directory', async () => {
  await using stand = await fhirStand({ sds: { fhir: { apiKeys: ['k'] } } });
  for (const path of ['/healthcheck', '/healthcheck/deep', '/_ping']) {
    const response = await stand.ask(path);
    assert.equal(response.status, 200);
    assert.equal(((await response.json()) as { status: string }).status, 'pass');
  }
  const status = await stand.ask('/_status');
  await status.text();
  assert.equal(status.status, 401);
});

test('the journal says what was searched for, what was found and how it was reached', async () => {
  await using stand = await fhirStand();
  await stand.bundle(`/Endpoint?${organization('X26')}&${interaction(COPC)}`);
  const [entry] = await stand.journal.find({ service: 'sds-fhir' });
  assert.match(entry?.summary ?? '', /^Endpoint\.search from .*: HTTP 200, 2 found$/);
  assert.deepEqual(entry?.facts, {
    ods: 'X26',
    interaction: COPC,
    total: 2,
    result: '2 found',
  });
  const told = entry?.trace?.map(({ text }) => text).join('\n') ?? '';
  assert.match(told, /reached by way of urn:nhs:names:services:tms:ReliableIntermediary/);
});
