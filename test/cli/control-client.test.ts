import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import {
  ControlAnswerError,
  ControlRefusedError,
  ControlUnreachableError,
  controlClient,
} from '../../cli/control-client.ts';
import { z } from '../../src/platform/zod.ts';

/** A server that answers one thing and notes what it was asked. */
async function answering(status: number, body: string) {
  const asked: { url: string; authorization: string | undefined; body: string; type: string }[] =
    [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    request.on('end', () => {
      const { authorization, 'content-type': type = '' } = request.headers;
      asked.push({ url: `${request.method} ${request.url}`, authorization, body: text, type });
      response.writeHead(status).end(body);
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const control = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    asked,
    control,
    [Symbol.asyncDispose]: () => new Promise<void>((closed) => void server.close(() => closed())),
  };
}

const answer = z.object({ entries: z.array(z.string()) });

test('a question goes below /api/v1 with its query and the token', async () => {
  await using server = await answering(200, '{"entries":["a"]}');
  const { control } = server;
  const client = controlClient({ control: `${control}/`, token: 'a-secret-of-some-length' });
  const query = { ods: 'Z99001', partyKey: undefined };
  assert.deepEqual(await client.get('/directory', answer, query), { entries: ['a'] });
  const [asked] = server.asked;
  assert.equal(asked?.url, 'GET /api/v1/directory?ods=Z99001');
  assert.equal(asked?.authorization, 'Bearer a-secret-of-some-length');
});

test('the address may be given with /api/v1, as the ready block prints it', async () => {
  await using server = await answering(200, '{"entries":[]}');
  await controlClient({ control: `${server.control}/api/v1/` }).get('/directory', answer);
  assert.equal(server.asked[0]?.url, 'GET /api/v1/directory');
});

test('a body goes as JSON or as the text that it is', async () => {
  await using server = await answering(204, '');
  const client = controlClient(server);
  await client.send('PUT', '/x', z.undefined(), { json: { a: 1 } });
  await client.send('POST', '/y', z.undefined(), { text: 'dn: o=nhs\n', type: 'text/ldif' });
  assert.deepEqual(
    server.asked.map(({ url, body, type }) => [url, body, type]),
    [
      ['PUT /api/v1/x', '{"a":1}', 'application/json'],
      ['POST /api/v1/y', 'dn: o=nhs\n', 'text/ldif'],
    ],
  );
});

test('a refusal keeps its code, message and remedy', async () => {
  const body = { error: 'NOT_FOUND', message: 'there is no such entry', remedy: 'Look again.' };
  await using server = await answering(404, JSON.stringify(body));
  const error = await controlClient(server)
    .text('/x')
    .catch((thrown: unknown) => thrown);
  assert.ok(error instanceof ControlRefusedError);
  const { code, message, remedy, status } = error;
  assert.deepEqual([code, message, remedy, status], ['NOT_FOUND', body.message, body.remedy, 404]);
});

test('what is no control API is said to be none', async () => {
  await using page = await answering(200, '<html>');
  await assert.rejects(controlClient(page).get('/x', answer), ControlAnswerError);
  await using other = await answering(500, 'oops');
  await assert.rejects(controlClient(other).get('/x', answer), /HTTP 500/);
});

test('where nobody answers, it says how to start a simulator', async () => {
  const server = await answering(200, '');
  await server[Symbol.asyncDispose]();
  const error = await controlClient(server)
    .text('/x')
    .catch((thrown: unknown) => thrown);
  assert.ok(error instanceof ControlUnreachableError);
  assert.match(error.remedy, /spinebox up/);
});
