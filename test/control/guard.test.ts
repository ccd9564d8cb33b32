import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { ControlExposedError } from '../../simulator/control/start-control.ts';
import { PortInUseError } from '../../src/platform/port-in-use-error.ts';
import { ask, stand } from './stand.ts';

const TOKEN = 'a-token-of-some-length';

/** `fetch` does not let a caller choose Host and Origin: this does. */
async function withHeaders(url: string, headers: Record<string, string>, method = 'GET') {
  return new Promise<{ status: number; error: string }>((resolve, reject) => {
    const sent = request(url, { method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const { error = '' } = JSON.parse(Buffer.concat(chunks).toString() || '{}');
        resolve({ status: response.statusCode ?? 0, error });
      });
    });
    sent.on('error', reject);
    sent.end();
  });
}

test('with a token, every request needs it', async () => {
  await using api = await stand({ token: TOKEN });
  const status = async (path: string, authorization?: string) =>
    (await ask(`${api.url}${path}`, authorization ? { headers: { authorization } } : {})).status;
  assert.equal(await status('/health'), 401);
  assert.equal(await status('/nowhere'), 401);
  assert.equal(await status('/health', `Bearer ${TOKEN}x`), 401);
  assert.equal(await status('/health', `Bearer ${TOKEN.slice(1)}`), 401);
  assert.equal(await status('/health', `Basic ${TOKEN}`), 401);
  assert.equal(await status('/health', 'Bearer'), 401);
  assert.equal(await status('/health', `Bearer ${TOKEN}`), 200);
  assert.equal(await status('/health', `bearer ${TOKEN}`), 200);
});

test('a missing token is answered with how to send it', async () => {
  await using api = await stand({ token: TOKEN });
  const { headers, body } = await ask(`${api.url}/health`);
  assert.equal(headers.get('www-authenticate'), 'Bearer');
  assert.equal(body.error, 'UNAUTHORIZED');
  assert.match(String(body.remedy), /Authorization: Bearer/);
});

test('without a token, only loopback names are answered', async () => {
  await using api = await stand();
  const { port } = new URL(api.url);
  const at = (host: string) => withHeaders(`${api.url}/health`, { host });
  for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `LOCALHOST`, `[::1]:${port}`])
    assert.equal((await at(host)).status, 200, host);
  for (const host of ['evil.example', `127.0.0.1.evil.example:${port}`, '10.0.0.1', 'a b'])
    assert.deepEqual(await at(host), { status: 403, error: 'HOST_NOT_ALLOWED' }, host);
});

test('without a token, a page of another origin cannot act', async () => {
  await using api = await stand();
  const host = new URL(api.url).host;
  const reset = (origin: string) => withHeaders(`${api.url}/reset`, { host, origin }, 'POST');
  for (const origin of ['https://evil.example', 'null', 'http://localhost:1'])
    assert.deepEqual(await reset(origin), { status: 403, error: 'ORIGIN_NOT_ALLOWED' }, origin);
  assert.equal((await reset(`http://${host}`)).status, 204);
});

test('without a token the API does not listen beyond this machine', async () => {
  for (const host of ['0.0.0.0', '::', 'spine.example'])
    await assert.rejects(stand({ host }), (error) => {
      assert.ok(error instanceof ControlExposedError);
      assert.equal(error.code, 'SIM_CONTROL_EXPOSED');
      assert.match(error.remedy, /SPINEBOX_CONTROL__TOKEN/);
      return true;
    });
});

test('a port that is taken is an error with a remedy', async () => {
  await using api = await stand();
  const port = Number(new URL(api.url).port);
  await assert.rejects(stand({ port }), (error) => {
    assert.ok(error instanceof PortInUseError);
    assert.match(error.message, /^control could not listen/);
    return true;
  });
});
