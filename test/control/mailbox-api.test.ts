import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeMailboxes } from './fake-desks.ts';
import { ask, json, stand } from './stand.ts';

async function desk() {
  const mailboxes = fakeMailboxes();
  const api = await stand({}, { mailboxes });
  const draft = (more: object = {}) =>
    json('POST', { from: 'x26abc1', to: 'X26ABC2', workflowId: 'W', text: 'hello', ...more });
  return {
    ...{ mailboxes, url: `${api.url}/mesh`, draft },
    [Symbol.asyncDispose]: () => api[Symbol.asyncDispose](),
  };
}

const ids = (body: Readonly<Record<string, unknown>>) =>
  (body.messages as readonly { id: string }[]).map(({ id }) => id);

test('a message is sent, lies in both mailboxes, and its content comes back byte for byte', async () => {
  await using api = await desk();
  const bytes = Buffer.from([0, 255, 10, 13, 200]);
  const sent = await ask(
    `${api.url}/messages`,
    api.draft({ text: undefined, base64: bytes.toString('base64'), subject: 'S' }),
  );
  assert.equal(sent.status, 201);
  assert.deepEqual(sent.body, { messageId: 'M1' });
  assert.equal(sent.headers.get('location'), '/api/v1/mesh/messages/M1');
  assert.equal(api.mailboxes.drafts[0]?.from, 'X26ABC1');
  const lists = [`${api.url}/mailboxes/x26abc2/inbox`, `${api.url}/mailboxes/X26ABC1/outbox`];
  for (const list of lists) assert.deepEqual(ids((await ask(list)).body), ['M1']);
  const message = await ask(`${api.url}/messages/M1`);
  assert.equal(message.body.subject, 'S');
  const content = await fetch(`${api.url}/messages/M1/content`);
  assert.equal(content.headers.get('content-type'), 'application/octet-stream');
  assert.deepEqual(Buffer.from(await content.arrayBuffer()), bytes);
});

test('a long inbox is read in pages, whole and without doubles', async () => {
  await using api = await desk();
  for (let at = 0; at < 5; at++) await ask(`${api.url}/messages`, api.draft());
  const read: string[] = [];
  let next: unknown;
  do {
    const after: string = next === undefined ? '' : `&after=${next}`;
    const { body } = await ask(`${api.url}/mailboxes/X26ABC2/inbox?limit=2${after}`);
    read.push(...ids(body));
    next = body.next;
  } while (next !== undefined);
  assert.deepEqual(read, ['M1', 'M2', 'M3', 'M4', 'M5']);
});

test('a message is acknowledged by its recipient alone', async () => {
  await using api = await desk();
  await ask(`${api.url}/messages`, api.draft());
  const acknowledge = (box: string) =>
    ask(`${api.url}/mailboxes/${box}/messages/M1/acknowledge`, { method: 'POST' });
  assert.equal((await acknowledge('X26ABC1')).status, 409);
  assert.equal((await acknowledge('X26ABC2')).status, 204);
  const { body } = await ask(`${api.url}/mailboxes/X26ABC2/inbox?status=acknowledged`);
  assert.deepEqual(ids(body), ['M1']);
});

test('a message is put into another state, and what happened to it is told, latest first', async () => {
  await using api = await desk();
  await ask(`${api.url}/messages`, api.draft());
  const event = { status: 'undeliverable', code: '14', description: 'not collected' };
  const { status, body } = await ask(`${api.url}/messages/M1/events`, json('POST', event));
  assert.equal(status, 200);
  const [latest, first] = body.events as readonly { status: string; code?: string }[];
  assert.deepEqual([latest?.status, latest?.code], ['undeliverable', '14']);
  assert.equal(first?.status, 'accepted');
});

test('one mailbox is emptied, or all', async () => {
  await using api = await desk();
  await ask(`${api.url}/messages`, api.draft());
  await ask(`${api.url}/messages`, api.draft({ from: 'X26ABC2', to: 'X26ABC1' }));
  const emptied = await ask(`${api.url}/mailboxes/X26ABC2/messages`, { method: 'DELETE' });
  assert.equal(emptied.status, 204);
  const waiting = async () => {
    const { body } = await ask(`${api.url}/mailboxes`);
    return (body.mailboxes as readonly { waiting: number }[]).map((each) => each.waiting);
  };
  assert.deepEqual(await waiting(), [1, 0]);
  assert.equal((await ask(`${api.url}/messages`, { method: 'DELETE' })).status, 204);
  assert.deepEqual(await waiting(), [0, 0]);
});

test('what does not exist and what cannot be sent is told with what to do', async () => {
  await using api = await desk();
  for (const path of ['/mailboxes/NONE/inbox', '/messages/M9', '/messages/M9/content']) {
    const { status, body } = await ask(api.url + path);
    assert.equal(status, 404, path);
    assert.match(String(body.remedy), /mesh\/mailboxes/);
  }
  const twice = await ask(`${api.url}/messages`, api.draft({ base64: 'AA==' }));
  assert.equal(twice.status, 400);
  assert.match(String(twice.body.message), /text or base64/);
  const refused = await ask(`${api.url}/messages`, api.draft({ workflowId: 'REFUSED' }));
  assert.equal(refused.status, 409);
  assert.equal(refused.body.error, 'SIM_DESK');
  const gone = await ask(`${api.url}/mailboxes/X26ABC2/inbox?after=M9`);
  assert.equal(gone.status, 404);
});

test('without MESH there are no operations for it', async () => {
  await using api = await stand();
  assert.equal((await ask(`${api.url}/mesh/mailboxes`)).status, 404);
});
