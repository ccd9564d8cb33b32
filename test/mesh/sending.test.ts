import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { MeshClient, MeshReply } from '../../features/support/mesh-client.ts';
import { type MeshStand, meshStand } from '../../features/support/mesh-stand.ts';

let stand: MeshStand;
let alice: MeshClient;
let bob: MeshClient;
before(async () => {
  stand = await meshStand();
  alice = stand.client('X26ABC1');
  bob = stand.client('X26ABC2');
});
after(() => stand[Symbol.asyncDispose]());

const OS = { 'mex-ClientVersion': 'test==1', 'mex-OSName': 'Linux', 'mex-OSVersion': '6' };
const TO_BOB = { 'Mex-To': 'X26ABC2', 'Mex-WorkflowID': 'TEST_WORKFLOW' };

const post = (headers: Record<string, string>, body = 'x', version?: 1 | 2): Promise<MeshReply> =>
  alice.call('POST', '/outbox', { headers, body, ...(version ? { version } : {}) });

test('M9 a handshake in version 1 is answered with the mailbox id', async () => {
  const reply = await alice.call('POST', '', { headers: OS });
  assert.equal(reply.status, 200);
  assert.equal(reply.body.toString(), '{"mailboxId":"X26ABC1"}');
  assert.equal((await alice.call('GET', '', { headers: OS })).status, 200, 'GET as in the sandbox');
});

test('M10 a handshake in version 2 is answered with nothing', async () => {
  const reply = await alice.call('POST', '', { headers: OS, version: 2 });
  assert.equal(reply.status, 200);
  assert.equal(reply.body.length, 0);
});

test('M11 a handshake without mex-OSName is refused by the name of what is missing', async () => {
  const { 'mex-OSName': _, ...rest } = OS;
  const reply = await alice.call('POST', '', { headers: rest });
  assert.equal(reply.status, 400);
  const detail = reply.json().detail as { loc: string[] }[];
  assert.deepEqual(
    detail.map(({ loc }) => loc),
    [['header', 'mex-osname']],
  );
  assert.equal(reply.json().body, null);
});

test('M12 an Accept header that names no version is refused', async () => {
  const headers = { ...OS, Accept: 'application/vnd.mesh.vX+json' };
  const reply = await alice.call('POST', '', { headers });
  assert.equal(reply.status, 400);
  assert.equal(reply.json().errorDescription, 'Accept header api format incorrect');
});

test('M13 1 KB is sent in both versions, each answered with its own spelling of the id', async () => {
  const first = await post(TO_BOB, 'x'.repeat(1024));
  const second = await post(TO_BOB, 'x'.repeat(1024), 2);
  assert.equal(first.status, 202);
  assert.deepEqual(Object.keys(first.json()), ['messageID']);
  assert.equal(second.status, 202);
  assert.deepEqual(Object.keys(second.json()), ['message_id']);
  assert.equal(second.headers['content-type'], 'application/vnd.mesh.v2+json');
  assert.match(String(first.json().messageID), /^\d{20}_[0-9A-F]{6}$/);
});

test('M14 a recipient in lower case gets the message', async () => {
  const id = await alice.send('x26abc2', 'TEST_WORKFLOW', 'x');
  const { messages } = (await bob.call('GET', '/inbox')).json();
  assert.ok((messages as string[]).includes(id));
});

test('M15 a message without Mex-To fails validation; a blank one has code 08', async () => {
  const { 'Mex-To': _, ...rest } = TO_BOB;
  const missing = await post(rest);
  assert.equal(missing.status, 400);
  assert.deepEqual((missing.json().detail as { loc: string[] }[])[0]?.loc, ['header', 'mex-to']);
  const blank = await post({ ...rest, 'Mex-To': ' ' });
  assert.equal(blank.status, 400);
  assert.equal(blank.json().errorCode, '08');
});

test('M16 an unknown recipient is 417 with code 12 in the form of each version', async () => {
  const first = await post({ ...TO_BOB, 'Mex-To': 'NOBODY' });
  assert.equal(first.status, 417);
  assert.deepEqual(first.json(), {
    errorEvent: 'SEND',
    errorCode: '12',
    errorDescription: 'Unregistered to address',
  });
  const second = await post({ ...TO_BOB, 'Mex-To': 'NOBODY' }, 'x', 2);
  assert.equal(second.status, 417);
  assert.deepEqual(second.json().detail, [
    { event: 'SEND', code: '12', msg: 'Unregistered to address' },
  ]);
  assert.equal(second.headers['content-type'], 'application/vnd.mesh.v2+json');
});

test('M17 an empty body is 417 with code 02 of COLLECT', async () => {
  const reply = await post(TO_BOB, '');
  assert.equal(reply.status, 417);
  assert.equal(reply.json().errorCode, '02');
  assert.equal(reply.json().errorEvent, 'COLLECT');
});

test('M18 a content encoding other than gzip is 422', async () => {
  const reply = await post({ ...TO_BOB, 'Content-Encoding': 'br' });
  assert.equal(reply.status, 422);
  assert.equal(reply.json().errorCode, 'UnsupportedContentEncoding');
});

test('M19 a control character, or an address for a workflow, is 400 with code 06 and the raw key', async () => {
  for (const wrong of [
    { 'Mex-To': 'X26\tABC2' },
    { 'Mex-WorkflowID': 'https://x' },
    { 'Mex-Subject': 'a\tb' },
  ]) {
    const reply = await post({ ...TO_BOB, ...wrong });
    assert.equal(reply.status, 400);
    assert.deepEqual(reply.json(), {
      errorEvent: 'TRANSFER',
      errorCode: '06',
      errorDescription: 'MalformedControlFile',
    });
  }
});

test('M20 a checksum with other characters is refused', async () => {
  const reply = await post({ ...TO_BOB, 'Mex-Content-Checksum': 'a*b' });
  assert.equal(reply.status, 400);
  assert.equal(reply.json().errorDescription, 'Invalid checksum');
  assert.equal((await post({ ...TO_BOB, 'Mex-Content-Checksum': 'md5: a/b-1' })).status, 202);
});

test('M21 a local id with a space and # is kept, handed out and tracked exactly', async () => {
  const id = await alice.send('X26ABC2', 'TEST_WORKFLOW', 'x', { 'Mex-LocalID': 'AB #1' });
  const got = await bob.call('GET', `/inbox/${id}`);
  assert.equal(got.headers['mex-localid'], 'AB #1');
  const tracked = await alice.call('GET', '/outbox/tracking/AB%20%231');
  assert.equal(tracked.status, 200);
  assert.equal(tracked.json().localId, 'AB #1');
  assert.equal(tracked.json().messageId, id);
});

test('M22 a subject of 501 characters is refused, one of 500 is not', async () => {
  assert.equal((await post({ ...TO_BOB, 'Mex-Subject': 's'.repeat(501) })).status, 400);
  assert.equal((await post({ ...TO_BOB, 'Mex-Subject': 's'.repeat(500) })).status, 202);
});

test('M52 two posts that are the same make two messages', async () => {
  const headers = { 'Mex-LocalID': 'same', 'Mex-FileName': 'same.dat' };
  const one = await alice.send('X26ABC2', 'TEST_WORKFLOW', 'same', headers);
  const two = await alice.send('X26ABC2', 'TEST_WORKFLOW', 'same', headers);
  assert.notEqual(one, two);
  const { messages } = (await bob.call('GET', '/inbox')).json();
  for (const id of [one, two]) assert.ok((messages as string[]).includes(id));
});

test('M45 a local id that was used twice is answered with 300', async () => {
  const headers = { 'Mex-LocalID': 'twice' };
  await alice.send('X26ABC2', 'TEST_WORKFLOW', 'x', headers);
  await alice.send('X26ABC2', 'TEST_WORKFLOW', 'x', headers);
  assert.equal((await alice.call('GET', '/outbox/tracking/twice')).status, 300);
  assert.equal((await alice.call('GET', '/outbox/tracking/never')).status, 404);
});

test('a workflow that a mailbox is not registered for is refused with 16 or 17, or let through', async () => {
  const other = await post({ 'Mex-To': 'X26ABC3', 'Mex-WorkflowID': 'TEST_WORKFLOW' });
  assert.deepEqual([other.status, other.json().errorCode], [417, '17']);
  const unknown = await post({ ...TO_BOB, 'Mex-WorkflowID': 'NONE' });
  assert.equal(unknown.json().errorCode, '17');
  const sender = await post({ 'Mex-To': 'X26ABC3', 'Mex-WorkflowID': 'TEST_WORKFLOW_ACK' });
  assert.equal(sender.json().errorCode, '16');
  await using lax = await meshStand({ mesh: { workflows: 'ignore' } });
  await lax.client('X26ABC1').send('X26ABC3', 'NONE', 'x');
});

test('a workflow with a name that every object of the language has is as unknown as another', async () => {
  for (const workflow of ['constructor', '__proto__', 'toString']) {
    const reply = await post({ 'Mex-To': 'X26ABC2', 'Mex-WorkflowID': workflow });
    assert.equal(`${reply.status} ${reply.json().errorCode}`, '417 17', workflow);
  }
});

test('what was refused stays on record with its bytes and the reason', async () => {
  const reply = await post({ ...TO_BOB, 'Mex-To': 'NOBODY' }, 'evidence');
  assert.equal(reply.status, 417);
  const entry = (await stand.entries()).at(-1);
  assert.match(entry?.summary ?? '', /send from X26ABC1: HTTP 417, refused: code 12/);
  assert.equal(entry?.trace?.at(-1)?.text, 'there is no mailbox NOBODY');
  assert.ok(entry?.request?.body);
  assert.equal((await stand.journal.readBody(entry.request.body)).toString(), 'evidence');
});

test('a request above the limit is refused with 413 and leaves no message', async () => {
  await using small = await meshStand({ mesh: { requestBytes: 100_000 } });
  const reply = await small.client('X26ABC1').call('POST', '/outbox', {
    headers: TO_BOB,
    body: Buffer.alloc(100_001),
  });
  assert.equal(reply.status, 413);
  assert.deepEqual(small.mesh.desk.outbox('X26ABC1'), []);
});

test('what is served nowhere is 404, and on record', async () => {
  for (const path of ['/', '/messageexchange/X26ABC1/attic', '/messageexchange/%ZZ/inbox'])
    assert.equal((await alice.at('GET', path)).status, 404, path);
  assert.match((await stand.entries()).at(-1)?.summary ?? '', /nothing is served there/);
});
