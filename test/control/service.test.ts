import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SimulatorError } from '../../src/platform/simulator-error.ts';
import { ask, json, received, stand } from './stand.ts';

test('health says that the process answers, and which version it is', async () => {
  await using api = await stand();
  const { status, body } = await ask(`${api.url}/health`);
  assert.deepEqual([status, body], [200, { status: 'ok', version: '1.2.3' }]);
});

test('ready is 503 until every check is, and names the checks', async () => {
  let ready = false;
  const readiness = () => ({
    ready,
    checks: [{ name: 'spine', ready, ...(!ready && { detail: 'not listening yet' }) }],
  });
  await using api = await stand({}, { readiness });
  const before = await ask(`${api.url}/ready`);
  assert.equal(before.status, 503);
  assert.deepEqual(before.body.checks, [
    { name: 'spine', ready: false, detail: 'not listening yet' },
  ]);
  ready = true;
  assert.equal((await ask(`${api.url}/ready`)).status, 200);
});

test('reset empties the journal and restores the world', async () => {
  await using api = await stand();
  await api.journal.append(received());
  await ask(`${api.url}/world`, json('PATCH', { timeScale: 0.5 }));
  const { status, body } = await ask(`${api.url}/reset`, { method: 'POST' });
  assert.deepEqual([status, body], [204, {}]);
  assert.equal(await api.journal.count({}), 0);
  assert.equal(api.world.current().timeScale, 1);
});

test('a transfer is started with an order and can be followed', async () => {
  await using api = await stand();
  const order = {
    from: 'Z99001',
    to: 'Z99002',
    patient: '9990000018',
    attachments: 2,
    size: 9_000,
  };
  const started = await ask(`${api.url}/transfers`, json('POST', order));
  assert.equal(started.status, 202);
  assert.deepEqual(started.body, { conversationId: 'C-0' });
  assert.deepEqual(api.orders, [order]);
  const location = started.headers.get('location');
  assert.equal(location, '/api/v1/transfers/C-0');
  const found = await ask(`${api.control.url}${location}`);
  assert.deepEqual([found.status, found.body.state], [200, 'requested']);
  const all = await ask(`${api.url}/transfers`);
  assert.equal((all.body.transfers as unknown[]).length, 1);
});

test('an order may leave it to PDS which practice is asked', async () => {
  await using api = await stand();
  const order = { to: 'Z99002', patient: '9991001158', asRegistered: true };
  const started = await ask(`${api.url}/transfers`, json('POST', order));
  assert.equal(started.status, 202);
  assert.deepEqual(api.orders, [{ ...order, attachments: 0 }]);
});

test('an order with a wrong NHS number, an unknown key or no recipient is refused by name', async () => {
  await using api = await stand();
  const order = { from: 'Z99001', patient: '9990000017', colour: 'red' };
  const { status, body } = await ask(`${api.url}/transfers`, json('POST', order));
  assert.equal(status, 400);
  assert.equal(body.error, 'REQUEST_INVALID');
  assert.match(String(body.message), /body patient: has a wrong check digit/);
  assert.match(String(body.message), /body to: /);
  assert.match(String(body.message), /colour/);
  assert.deepEqual(api.orders, []);
});

test('an order that cannot be carried out is a conflict with the reason and a remedy', async () => {
  class NoSuchPractice extends SimulatorError {
    readonly code = 'SIM_NO_SUCH_PRACTICE';
    readonly remedy = 'Ask a bundled practice.';
  }
  await using api = await stand(
    {},
    { startTransfer: () => Promise.reject(new NoSuchPractice('Z99009 is not in this world')) },
  );
  const order = { from: 'Z99001', to: 'Z99009', patient: '9990000018' };
  const { status, body } = await ask(`${api.url}/transfers`, json('POST', order));
  assert.equal(status, 409);
  assert.deepEqual(body, {
    error: 'SIM_NO_SUCH_PRACTICE',
    message: 'Z99009 is not in this world',
    remedy: 'Ask a bundled practice.',
  });
});

test('a message is explained with its evidence; an unknown one is not found', async () => {
  await using api = await stand();
  await api.journal.append(received({ messageId: 'M 1/2' }));
  const { status, body } = await ask(`${api.url}/explain/${encodeURIComponent('M 1/2')}`);
  assert.equal(status, 200);
  assert.equal(body.text, 'It was received.');
  assert.equal((body.entries as unknown[]).length, 1);
  const unknown = await ask(`${api.url}/explain/other`);
  assert.deepEqual([unknown.status, unknown.body.error], [404, 'NOT_FOUND']);
});

test('an unknown address is 404, a wrong method 405 with what is allowed', async () => {
  await using api = await stand();
  const lost = await ask(`${api.url}/nowhere`);
  assert.equal(lost.status, 404);
  assert.equal(lost.body.error, 'NOT_FOUND');
  assert.match(String(lost.body.remedy), /openapi\.json/);
  const wrong = await ask(`${api.url}/world`, { method: 'DELETE' });
  assert.equal(wrong.status, 405);
  assert.equal(wrong.headers.get('allow'), 'GET, PUT, PATCH');
  assert.equal((await ask(`${api.url}/world`, { method: 'OPTIONS' })).status, 405);
});

test('a malformed address, an unknown query and a broken body are 400', async () => {
  await using api = await stand();
  const post = (body: string) =>
    ask(`${api.url}/transfers`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
  const answers = await Promise.all([
    ask(`${api.url}/transfers/%E0%A4%A`),
    ask(`${api.url}/health?x=1`),
    post('{"from":'),
    post(`${'['.repeat(100)}${']'.repeat(100)}`),
    post('"text"'),
  ]);
  for (const { status, body } of answers) {
    assert.equal(status, 400);
    assert.deepEqual(Object.keys(body), ['error', 'message', 'remedy']);
  }
  assert.deepEqual(
    answers.map(({ body }) => body.error),
    ['REQUEST_INVALID', 'REQUEST_INVALID', 'BODY_NOT_JSON', 'REQUEST_INVALID', 'REQUEST_INVALID'],
  );
});

test('a body without a JSON media type is 415, one that is too large 413', async () => {
  await using api = await stand({ maxBodyBytes: 1_000 });
  const form = await ask(`${api.url}/world`, { method: 'PUT', body: 'timeScale=1' });
  assert.deepEqual([form.status, form.body.error], [415, 'BODY_NOT_JSON']);
  const large = await ask(`${api.url}/world`, json('PUT', { journal: 'x'.repeat(2_000) }));
  assert.deepEqual([large.status, large.body.error], [413, 'BODY_TOO_LARGE']);
  assert.equal((await ask(`${api.url}/health`)).status, 200);
});

test('a fault of the simulator is 500 without its details, which go to the log', async () => {
  const logged: unknown[] = [];
  const logger = {
    info() {},
    warn() {},
    debug() {},
    error: (facts: unknown) => void logged.push(facts),
  };
  const transfers = () => {
    throw new TypeError('secret detail');
  };
  await using api = await stand({ logger }, { transfers });
  const { status, body } = await ask(`${api.url}/transfers`);
  assert.equal(status, 500);
  assert.equal(body.error, 'INTERNAL');
  assert.ok(!JSON.stringify(body).includes('secret detail'));
  assert.match(JSON.stringify(logged), /secret detail/);
});

test('no answer may be stored, sniffed or shared with a web page', async () => {
  await using api = await stand();
  const { headers } = await ask(`${api.url}/health`);
  assert.equal(headers.get('cache-control'), 'no-store');
  assert.equal(headers.get('x-content-type-options'), 'nosniff');
  assert.equal(headers.get('access-control-allow-origin'), null);
  assert.equal(headers.get('x-powered-by'), null);
});
