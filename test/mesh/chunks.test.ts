import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { MeshClient } from '../../features/support/mesh-client.ts';
import { type MeshStand, meshStand } from '../../features/support/mesh-stand.ts';
import type { Entry } from '../../src/journal/entry.ts';

let stand: MeshStand;
let alice: MeshClient;
let bob: MeshClient;
before(async () => {
  stand = await meshStand();
  alice = stand.client('X26ABC1');
  bob = stand.client('X26ABC2');
});
after(() => stand[Symbol.asyncDispose]());

const begin = (of: number, headers: Record<string, string> = {}, body = 'one') =>
  alice.send('X26ABC2', 'TEST_WORKFLOW', body, { 'Mex-Chunk-Range': `1:${of}`, ...headers });

const more = (id: string, number: number, range: string | undefined, who = alice, body = 'more') =>
  who.call('POST', `/outbox/${id}/${number}`, {
    headers: range ? { 'Mex-Chunk-Range': range } : {},
    body,
  });

const inbox = async () => (await bob.call('GET', '/inbox')).json().messages as string[];

test('M23 three chunks are taken one by one, and the inbox lists them only after the last', async () => {
  const id = await begin(3);
  const second = await more(id, 2, '2:3', alice, 'two');
  assert.equal(second.status, 202);
  assert.deepEqual(second.json(), { messageID: id, blockID: 2 });
  assert.ok(!(await inbox()).includes(id));
  assert.equal((await bob.call('GET', `/inbox/${id}`)).status, 410);
  assert.equal((await more(id, 3, '3:3', alice, 'three')).status, 202);
  assert.ok((await inbox()).includes(id));
  const parts = [];
  for (const number of [1, 2, 3]) parts.push(await bob.call('GET', `/inbox/${id}/${number}`));
  assert.deepEqual(
    parts.map(({ status }) => status),
    [206, 206, 200],
  );
  assert.deepEqual(
    parts.map(({ body }) => body.toString()),
    ['one', 'two', 'three'],
  );
});

test('M24 a chunk from another mailbox is refused', async () => {
  const id = await begin(2);
  assert.equal((await more(id, 2, '2:2', bob)).status, 403);
  assert.equal(stand.mesh.desk.message(id)?.status, 'uploading');
});

test('M25 the fourth chunk of three is refused', async () => {
  const id = await begin(3);
  assert.equal((await more(id, 4, '4:3')).status, 406);
  const spelt = { headers: { 'Mex-Chunk-Range': '2:3' }, body: 'x' };
  assert.equal((await alice.call('POST', `/outbox/${id}/0x2`, spelt)).status, 406, 'no number');
});

test('M26 a further chunk without a range is refused', async () => {
  const id = await begin(2);
  const reply = await more(id, 2, undefined);
  assert.equal(reply.status, 417);
  assert.equal(reply.json().errorCode, 'InvalidHeaderChunks');
});

test('M27 another encoding in the second chunk is refused', async () => {
  const id = await begin(2);
  const reply = await alice.call('POST', `/outbox/${id}/2`, {
    headers: { 'Mex-Chunk-Range': '2:2', 'Content-Encoding': 'gzip' },
    body: gzipSync('x'),
  });
  assert.equal(reply.status, 417);
  assert.deepEqual(reply.json(), {
    messageID: id,
    errorEvent: '',
    errorCode: '',
    errorDescription: 'cannot change content encoding',
  });
});

test('M28 a chunk to a message that is complete is refused; one to none at all is 404', async () => {
  const id = await begin(1);
  assert.equal((await more(id, 2, '2:2')).status, 423);
  const unknown = await more('NONE', 2, '2:2');
  assert.equal(unknown.status, 404);
  assert.match(String(unknown.json().message), /^An internal error occurred/);
});

test('M29 a first post with a range that does not begin at one is refused', async () => {
  for (const range of ['2:3', '0:2', 'a:b', '1:0', '1', '1:2:3']) {
    const reply = await alice.call('POST', '/outbox', {
      headers: { 'Mex-To': 'X26ABC2', 'Mex-WorkflowID': 'TEST_WORKFLOW', 'Mex-Chunk-Range': range },
      body: 'x',
    });
    assert.deepEqual([reply.status, reply.json().errorCode], [417, 'InvalidHeaderChunks'], range);
  }
});

test('chunks may come in any order, and one that comes again takes the place of the first', async () => {
  const id = await begin(3);
  await more(id, 3, '3:3', alice, 'c');
  assert.equal(stand.mesh.desk.message(id)?.status, 'uploading');
  await more(id, 3, '3:3', alice, 'C');
  await more(id, 2, '2:3', alice, 'b');
  assert.equal(stand.mesh.desk.message(id)?.status, 'accepted');
  const whole = [];
  for await (const chunk of stand.mesh.desk.content(id) ?? []) whole.push(chunk);
  assert.equal(Buffer.concat(whole).toString(), 'onebC');
});

test('of two last chunks at the same time one completes the message and the other is refused', async () => {
  const id = await begin(2);
  const replies = await Promise.all(['A', 'B'].map((body) => more(id, 2, '2:2', alice, body)));
  assert.deepEqual(replies.map(({ status }) => status).sort(), [202, 423]);
  const won = replies[0]?.status === 202 ? 'A' : 'B';
  assert.equal((await bob.call('GET', `/inbox/${id}/2`)).body.toString(), won);
});

test('a simulator that stops midway through an upload goes on with the next chunk', async () => {
  await using other = await meshStand();
  const sender = other.client('X26ABC1');
  const large = 'L'.repeat(200_000);
  const id = await sender.send('X26ABC2', 'TEST_WORKFLOW', large, { 'Mex-Chunk-Range': '1:2' });
  await other.restart();
  assert.equal(other.mesh.desk.message(id)?.status, 'uploading');
  const headers = { 'Mex-Chunk-Range': '2:2' };
  const reply = await sender.call('POST', `/outbox/${id}/2`, { headers, body: 'end' });
  assert.equal(reply.status, 202);
  await other.restart();
  const recipient = other.client('X26ABC2');
  assert.deepEqual((await recipient.call('GET', '/inbox')).json().messages, [id]);
  assert.equal((await recipient.call('GET', `/inbox/${id}`)).body.toString(), large);
  assert.equal((await recipient.call('GET', `/inbox/${id}/2`)).body.toString(), 'end');
  await recipient.call('PUT', `/inbox/${id}/status/acknowledged`);
  assert.deepEqual(await other.journal.openWork(), []);
});

test('chunks smaller than the world demands are refused, but for the last', async () => {
  await using strict = await meshStand({ mesh: { chunkBytesAtLeast: 1000 } });
  const sender = strict.client('X26ABC1');
  const headers = { 'Mex-Chunk-Range': '1:2' };
  await assert.rejects(sender.send('X26ABC2', 'TEST_WORKFLOW', 'small', headers), /417/);
  const id = await sender.send('X26ABC2', 'TEST_WORKFLOW', 'x'.repeat(1000), headers);
  const last = await sender.call('POST', `/outbox/${id}/2`, {
    headers: { 'Mex-Chunk-Range': '2:2' },
    body: 'small',
  });
  assert.equal(last.status, 202);
});

test('a peer that goes away midway leaves no message, but a line on record of how far it came', async () => {
  await using other = await meshStand();
  const sender = other.client('X26ABC1');
  const recorded = new Promise<Entry>((resolve) => other.journal.subscribe(resolve));
  const body = new Readable({ read() {} });
  body.push(Buffer.alloc(100_000));
  const leaving = new AbortController();
  const { journal } = other;
  const keepBody = journal.keepBody.bind(journal);
  // So much has come that it goes to disk: now the peer leaves.
  journal.keepBody = () => {
    leaving.abort();
    return keepBody();
  };
  const sent = sender.call('POST', '/outbox', {
    headers: { 'Mex-To': 'X26ABC2', 'Mex-WorkflowID': 'TEST_WORKFLOW', 'Content-Length': '200000' },
    ...{ body, signal: leaving.signal },
  });
  await assert.rejects(sent);
  const entry = await recorded;
  assert.match(entry.summary, /^send from X26ABC1: .*broken off$/);
  assert.match(entry.trace?.at(-1)?.text ?? '', /went away after \d+ bytes/);
  assert.deepEqual(other.mesh.desk.outbox('X26ABC1'), []);
});

test('a caller without a certificate does not come in', async () => {
  const stranger = stand.client('X26ABC1', { certificate: false });
  await assert.rejects(stranger.call('GET', '/inbox'), (error: NodeJS.ErrnoException) =>
    /^(ERR_SSL_|ECONNRESET|EPIPE)/.test(error.code ?? ''),
  );
});
