import assert from 'node:assert/strict';
import { get } from 'node:https';
import { test } from 'node:test';
import { processCertificates } from '../../features/support/process-certificates.ts';
import type { ApiAnswer, ApiMount, ApiRequest } from '../../simulator/gateway/api-message.ts';
import { virtualClock } from '../../src/platform/clock.ts';
import { gatewayStand } from './stand.ts';

const ANSWER: ApiAnswer = {
  status: 200,
  headers: [['Content-Type', 'application/fhir+json']],
  body: '{"resourceType":"Bundle"}',
  operation: 'Patient.search',
  result: 'found',
  caller: 'client-a',
  correlationId: 'C-1',
};

/** A face that answers the same to all and remembers what it was asked. */
function face(change: Partial<ApiAnswer> = {}, mount: Partial<ApiMount> = {}) {
  const asked: ApiRequest[] = [];
  const self: ApiMount = {
    prefix: '/pds/FHIR',
    service: 'pds-fhir',
    async handle(request) {
      asked.push(request);
      return { ...ANSWER, ...change };
    },
    ...mount,
  };
  return { mount: self, asked };
}

test('a request reaches the face of its path whole, and the answer goes back as the face wrote it', async () => {
  const { mount, asked } = face();
  await using stand = await gatewayStand([mount, face({}, { prefix: '/sds' }).mount]);
  const response = await fetch(`${stand.url}/pds/FHIR/Patient?family=A%20B&x=%7C`, {
    method: 'PATCH',
    headers: { 'X-Request-ID': 'R-1' },
    body: '[1]',
  });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('content-type'), 'application/fhir+json');
  assert.equal(response.headers.get('x-powered-by'), null);
  assert.equal(await response.text(), ANSWER.body);
  const [request] = asked;
  assert.equal(asked.length, 1);
  assert.equal(request?.method, 'PATCH');
  assert.equal(request?.path, '/Patient');
  assert.equal(request?.query, 'family=A%20B&x=%7C');
  assert.equal(request?.url, `${stand.url}/pds/FHIR/Patient?family=A%20B&x=%7C`);
  assert.equal(request?.body.toString(), '[1]');
  assert.ok(request?.headers.some(([name]) => name.toLowerCase() === 'x-request-id'));
});

test('the exchange is on record before it is answered, in a summary that names no patient', async () => {
  await using stand = await gatewayStand([face().mount]);
  const response = await fetch(`${stand.url}/pds/FHIR/Patient/9991001018`);
  const entries = await stand.journal.find({ service: 'pds-fhir' });
  await response.text();
  const [entry] = entries;
  assert.equal(entries.length, 1);
  assert.equal(entry?.summary, 'Patient.search from client-a: HTTP 200, found');
  assert.equal(entry?.messageId, 'C-1');
  assert.equal(entry?.request?.path, '/pds/FHIR/Patient/9991001018');
  const body = entry?.response?.body;
  assert.ok(body);
  assert.equal((await stand.journal.readBody(body)).toString(), ANSWER.body);
});

test('what opens doors is not on record: of tokens and keys only a digest, of bodies what the face gives', async () => {
  const recorded = { request: 'grant_type=x', answer: '{"access_token":"[not kept]"}' };
  await using stand = await gatewayStand([face({ recorded, body: 'T0KEN' }).mount]);
  const response = await fetch(`${stand.url}/pds/FHIR/token`, {
    method: 'POST',
    headers: { Authorization: 'Bearer S3CRET', apikey: 'K3Y' },
    body: 'client_assertion=S3CRET',
  });
  assert.equal(await response.text(), 'T0KEN');
  const [entry] = await stand.journal.find({ service: 'pds-fhir' });
  const bodies = [entry?.request?.body, entry?.response?.body].map((ref) => {
    assert.ok(ref);
    return stand.journal.readBody(ref);
  });
  const kept = [JSON.stringify(entry), ...(await Promise.all(bodies)).map(String)].join('\n');
  assert.doesNotMatch(kept, /S3CRET|K3Y|T0KEN/);
  assert.match(kept, /Bearer \[not kept; sha256 begins [0-9a-f]{12}\]/);
  assert.match(kept, /grant_type=x/);
});

test('a body beyond the limit is refused, and a path that nobody serves says what there is', async () => {
  const { mount, asked } = face({}, { maxBodyBytes: 10 });
  await using stand = await gatewayStand([mount]);
  const large = await fetch(`${stand.url}/pds/FHIR/x`, { method: 'POST', body: 'x'.repeat(11) });
  assert.equal(large.status, 413);
  assert.equal(asked.length, 0);
  const lost = await fetch(`${stand.url}/PDS/fhir/x`);
  assert.equal(lost.status, 404);
  assert.match(await lost.text(), /\/pds\/FHIR {2}pds-fhir/);
});

test('an answer is held back by the clock, after it is on record', async () => {
  const clock = virtualClock();
  await using stand = await gatewayStand([face({ delayMs: 5000 }).mount], { clock });
  const waiting = Promise.withResolvers<void>();
  stand.journal.subscribe(() => waiting.resolve());
  let answered = false;
  const response = fetch(`${stand.url}/pds/FHIR/x`).then((got) => {
    answered = true;
    return got;
  });
  await waiting.promise;
  // The exchange arms its timer in the same turn in which the entry became durable.
  while (clock.waiting === 0) await new Promise((turn) => setImmediate(turn));
  assert.equal(answered, false);
  await clock.advance(5000);
  assert.equal((await response).status, 200);
});

test('a dropped answer ends the connection, and the record says so', async () => {
  await using stand = await gatewayStand([face({ drop: true }).mount]);
  await assert.rejects(fetch(`${stand.url}/pds/FHIR/x`));
  const [entry] = await stand.journal.find({ service: 'pds-fhir' });
  assert.match(entry?.summary ?? '', /connection ended/);
});

test('a face that fails answers 500 without a word of why; a full journal answers 503', async () => {
  const broken = face({}, { handle: () => Promise.reject(new Error('9991001018 exploded')) });
  await using stand = await gatewayStand([broken.mount]);
  const response = await fetch(`${stand.url}/pds/FHIR/x`);
  assert.equal(response.status, 500);
  assert.doesNotMatch(await response.text(), /9991001018|exploded/);
  await using full = await gatewayStand([face({ body: 'x'.repeat(9000) }).mount], {
    journalBytes: 4096,
  });
  const refused = await fetch(`${full.url}/pds/FHIR/x`);
  assert.equal(refused.status, 503);
});

test('over TLS it shows the certificate of its name and asks for none', async () => {
  const { mount, asked } = face();
  await using stand = await gatewayStand([mount]);
  const { store } = await processCertificates();
  const { trustPem } = await store.identity('api.spinebox.test');
  const status = await new Promise((resolve, reject) => {
    get(
      `${stand.gateway.url}/pds/FHIR/x`,
      { ca: trustPem, servername: 'api.spinebox.test', agent: false },
      (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode));
      },
    ).on('error', reject);
  });
  assert.equal(status, 200);
  assert.match(asked[0]?.url ?? '', /^https:\/\/127\.0\.0\.1:\d+\/pds\/FHIR\/x$/);
});
