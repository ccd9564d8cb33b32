import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get } from 'node:https';
import { connect } from 'node:net';
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

/** The answer to a GET whose target and headers are sent as they are. */
async function exchangeRaw(url: string, target: string, headers = ''): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1').setEncoding('latin1');
  socket.write(`GET ${target} HTTP/1.1\r\nHost: x\r\n${headers}Connection: close\r\n\r\n`);
  let text = '';
  socket.on('data', (piece) => {
    text += piece;
  });
  await once(socket, 'end');
  return text;
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

test('what is asked where nothing is served is on record, without its query and body', async () => {
  await using stand = await gatewayStand([face().mount]);
  const lost = await fetch(`${stand.url}/oauth3/token?code=S3CRET`, {
    method: 'POST',
    body: 'S3CRET'.repeat(500_000),
  });
  assert.equal(lost.status, 404);
  await lost.text();
  const [entry] = await stand.journal.find({ service: 'gateway' });
  assert.equal(
    entry?.summary,
    'request from 127.0.0.1: HTTP 404, refused: nothing is served there',
  );
  assert.equal(entry?.request?.path, '/oauth3/token?[not kept]');
  assert.equal(entry?.response?.status, 404);
  assert.doesNotMatch(JSON.stringify(entry), /S3CRET/);
});

test('of a face that hears secrets nothing is on record where the face itself does not answer', async () => {
  const handle = () => Promise.reject(new Error('broken'));
  const broken = face({}, { handle, secretive: true, maxBodyBytes: 20 });
  await using stand = await gatewayStand([broken.mount]);
  for (const [body, status] of [
    ['code=S3CRET', 500],
    [`code=S3CRET&x=${'x'.repeat(20)}`, 413],
  ] as const) {
    const response = await fetch(`${stand.url}/pds/FHIR/x?token=S3CRET`, { method: 'POST', body });
    assert.equal(response.status, status);
    await response.text();
  }
  const entries = await stand.journal.find({ service: 'pds-fhir' });
  assert.deepEqual(
    entries.map(({ request }) => [request?.path, request?.body]),
    [
      ['/pds/FHIR/x?[not kept]', undefined],
      ['/pds/FHIR/x?[not kept]', undefined],
    ],
  );
});

for (const [title, header, value] of [
  ['cookies, of which the first is a secret, too', 'Cookie', 'session=S3CRET; other=S3CRET'],
  ['credentials without a scheme', 'Authorization', 'S3CRET S3CRET'],
  ['credentials of a scheme that nobody knows', 'Authorization', 'S3CRET'],
  ['keys of other platforms', 'X-API-Key', 'S3CRET'],
  ['credentials for a proxy', 'Proxy-Authorization', 'Basic S3CRET'],
] as const) {
  test(`of ${title}, only a digest is on record`, async () => {
    await using stand = await gatewayStand([face().mount]);
    const answer = await exchangeRaw(stand.url, '/pds/FHIR/x', `${header}: ${value}\r\n`);
    assert.match(answer, /^HTTP\/1\.1 200 /);
    const [entry] = await stand.journal.find({ service: 'pds-fhir' });
    assert.doesNotMatch(JSON.stringify(entry), /S3CRET/);
    assert.match(JSON.stringify(entry), /not kept; sha256 begins/);
  });
}

test('a token in the address is not on record, whatever the face', async () => {
  await using stand = await gatewayStand([face().mount]);
  const query = 'family=A&access_token=S3CRET&apikey=S3CRET&x_token=1&Access_Token=S3CRET';
  await (await fetch(`${stand.url}/pds/FHIR/Patient?${query}`)).text();
  const [entry] = await stand.journal.find({ service: 'pds-fhir' });
  assert.equal(
    entry?.request?.path,
    '/pds/FHIR/Patient?family=A&access_token=[not kept]&apikey=[not kept]&x_token=1&Access_Token=[not kept]',
  );
});

test('a request in absolute form, as through a proxy, reaches the same face as any other', async () => {
  const { mount, asked } = face();
  await using stand = await gatewayStand([mount]);
  const target = 'http://api.example:80/pds/FHIR/Patient?x=1';
  assert.match(await exchangeRaw(stand.url, target), /^HTTP\/1\.1 200 /);
  assert.equal(asked[0]?.path, '/Patient');
  assert.equal(asked[0]?.query, 'x=1');
  assert.equal(asked[0]?.url, target);
});

test('what a caller calls itself makes no other line of a summary, and no long one', async () => {
  const caller = `joe\n02:47:06  spine  forged\u001b[31m\u2028\u202e${'x'.repeat(5000)}`;
  await using stand = await gatewayStand([face({ caller, correlationId: 'c'.repeat(5000) }).mount]);
  await (await fetch(`${stand.url}/pds/FHIR/x`)).text();
  const [entry] = await stand.journal.find({ service: 'pds-fhir' });
  assert.match(
    entry?.summary ?? '',
    /^Patient\.search from joe 02:47:06 {2}spine {2}forged \[31m x+: HTTP 200, found$/,
  );
  assert.ok((entry?.summary.length ?? 0) < 200);
  assert.equal(entry?.messageId, 'c'.repeat(200));
  assert.equal(String(entry?.facts?.caller).length, 100);
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
