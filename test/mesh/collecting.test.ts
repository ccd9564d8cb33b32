import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { MeshClient } from '../../features/support/mesh-client.ts';
import { type MeshStand, meshStand } from '../../features/support/mesh-stand.ts';

let stand: MeshStand;
let alice: MeshClient;
let bob: MeshClient;
let carol: MeshClient;
before(async () => {
  stand = await meshStand({
    mesh: {
      workflowIds: {
        NHAIS_REG: { senders: ['X26ABC1'], receivers: ['X26ABC2'] },
        NHAIS_RECEP: { senders: ['X26ABC1'], receivers: ['X26ABC2'] },
      },
    },
  });
  alice = stand.client('X26ABC1');
  bob = stand.client('X26ABC2');
  carol = stand.client('X26ABC3');
});
after(() => stand[Symbol.asyncDispose]());

const send = (body: string | Uint8Array = 'x', headers: Record<string, string> = {}) =>
  alice.send('X26ABC2', 'TEST_WORKFLOW', body, headers);
const inbox = async (who = bob, query = '') =>
  (await who.call('GET', `/inbox${query}`)).json().messages as string[];

test('M30 the list has the accepted messages, oldest first', async () => {
  await stand.mesh.desk.empty();
  const ids = [await send(), await send(), await send()];
  await send('x', { 'Mex-Chunk-Range': '1:2' });
  await stand.mesh.desk.change(ids[1] ?? '', { status: 'error', code: '20' });
  assert.deepEqual(await inbox(), [ids[0], ids[2]]);
  assert.deepEqual(await inbox(carol), []);
});

test('M31 25 messages come in pages of ten, each once, and the last page has no next', async () => {
  await stand.mesh.desk.empty();
  const sent: string[] = [];
  for (let at = 0; at < 25; at++) sent.push(await send(`${at}`));
  const pages: string[][] = [];
  let path: string | undefined = '/messageexchange/X26ABC2/inbox?max_results=10';
  while (path !== undefined) {
    const reply = await bob.at('GET', path, { version: 2 });
    assert.equal(reply.status, 200);
    const page = reply.json() as { messages: string[]; links: { self: string; next?: string } };
    pages.push(page.messages);
    assert.equal(page.links.self, '/messageexchange/X26ABC2/inbox?max_results=10');
    assert.ok(!page.links.next || /continue_from=.{24,}/.test(page.links.next));
    // What was read is acknowledged before the next page is asked for: the place is kept all the same.
    for (const id of page.messages) await bob.call('PUT', `/inbox/${id}/status/acknowledged`);
    path = page.links.next;
  }
  assert.deepEqual(
    pages.map(({ length }) => length),
    [10, 10, 5],
  );
  assert.deepEqual(pages.flat(), sent);
});

test('M32 max_results of 9 or 5001, and a continue_from that is not ours, are refused', async () => {
  for (const query of [
    'max_results=9',
    'max_results=5001',
    'max_results=x',
    'continue_from=short',
  ]) {
    const reply = await bob.call('GET', `/inbox?${query}`);
    assert.equal(reply.status, 400, query);
    assert.ok(Array.isArray(reply.json().detail));
  }
  const foreign = Buffer.from('{"pk":"MB#X26ABC1","sk":"MSG#1"}').toString('base64url');
  const reply = await bob.call('GET', `/inbox?continue_from=${foreign}`, { version: 2 });
  assert.equal(reply.status, 400);
  assert.equal((await bob.call('GET', '/inbox?max_results=10')).status, 200);
  assert.equal((await bob.call('GET', '/inbox?max_results=5000')).status, 200);
});

test('M33 workflows are filtered: begins, not, contains', async () => {
  await stand.mesh.desk.empty();
  const plain = await send();
  const reg = await alice.send('X26ABC2', 'NHAIS_REG', 'x');
  const recep = await alice.send('X26ABC2', 'NHAIS_RECEP', 'x');
  const filtered = (filter: string) => inbox(bob, `?workflow_filter=${encodeURIComponent(filter)}`);
  assert.deepEqual(await filtered('NHAIS_*'), [reg, recep]);
  assert.deepEqual(await filtered('!NHAIS_REG'), [plain, recep]);
  assert.deepEqual(await filtered('!NHAIS_*'), [plain]);
  assert.deepEqual(await filtered('NHAIS_RECEP'), [recep]);
  assert.deepEqual(await filtered('*_REC*'), [recep]);
  assert.deepEqual(await filtered('!*_REC*'), [plain, reg]);
});

const HEAD = {
  'Mex-Subject': 'subject é',
  'Mex-LocalID': 'local',
  'Mex-PartnerID': 'partner',
  'Mex-FileName': 'file.txt',
  'Mex-Content-Checksum': 'md5 0a',
  'Mex-Content-Encrypted': 'Y',
  'Mex-Content-Compressed': 'Y',
  'Content-Type': 'text/plain',
};

test('M34 a message in one piece is 200 with every header of the specification', async () => {
  const latin = Object.fromEntries(
    Object.entries(HEAD).map(([name, value]) => [name, Buffer.from(value).toString('latin1')]),
  );
  const id = await send('whole', latin);
  const reply = await bob.call('GET', `/inbox/${id}`);
  assert.equal(reply.status, 200);
  assert.equal(reply.body.toString(), 'whole');
  const { date: _d, connection: _c, 'keep-alive': _k, ...headers } = reply.headers;
  assert.match(headers['mex-statustimestamp'] ?? '', /^\d{14}$/);
  assert.ok(!Number.isNaN(Date.parse(headers['last-modified'] ?? '')));
  delete (headers as Record<string, string>)['mex-statustimestamp'];
  delete (headers as Record<string, string>)['last-modified'];
  assert.deepEqual(headers, {
    'mex-from': 'X26ABC1',
    'mex-to': 'X26ABC2',
    'mex-workflowid': 'TEST_WORKFLOW',
    'mex-chunk-range': '1:1',
    'mex-total-chunks': '1',
    'mex-addresstype': 'ALL',
    'mex-localid': 'local',
    'mex-partnerid': 'partner',
    'mex-filename': 'file.txt',
    'mex-subject': Buffer.from('subject é').toString('latin1'),
    'mex-version': '1.0',
    'mex-messagetype': 'DATA',
    'mex-messageid': id,
    'mex-statuscode': '00',
    'mex-statusevent': 'TRANSFER',
    'mex-statusdescription': 'Transferred to recipient mailbox',
    'mex-statussuccess': 'SUCCESS',
    'mex-content-compressed': 'Y',
    'mex-content-encrypted': 'Y',
    'mex-content-checksum': 'md5 0a',
    'mex-content-type': 'text/plain',
    'content-type': 'application/octet-stream',
    'content-length': '5',
  });
  const second = await bob.call('GET', `/inbox/${id}`, { version: 2 });
  assert.equal(second.headers['content-type'], 'text/plain');
  const bare = await bob.call('GET', `/inbox/${await send()}`);
  assert.equal(bare.headers['mex-subject'], undefined);
  assert.match(bare.headers['mex-filename'] ?? '', /^\d{20}_[0-9A-F]{6}\.dat$/);
});

test('M35 a message of two gzip chunks is 206 with 1:2, then 200 with 2:2', async () => {
  const headers = { 'Content-Encoding': 'gzip' };
  const id = await send(gzipSync('first'), { ...headers, 'Mex-Chunk-Range': '1:2' });
  await alice.call('POST', `/outbox/${id}/2`, {
    headers: { ...headers, 'Mex-Chunk-Range': '2:2' },
    body: gzipSync('second'),
  });
  const accept = { headers: { 'Accept-Encoding': 'gzip' } };
  const one = await bob.call('GET', `/inbox/${id}`, accept);
  assert.deepEqual([one.status, one.headers['mex-chunk-range']], [206, '1:2']);
  const two = await bob.call('GET', `/inbox/${id}/2`, accept);
  assert.deepEqual([two.status, two.headers['mex-chunk-range']], [200, '2:2']);
  const whole = [one, two].map(({ body }) => gunzipSync(body).toString());
  assert.deepEqual(whole, ['first', 'second']);
  assert.equal((await bob.call('GET', `/inbox/${id}/3`)).status, 404);
  assert.equal((await bob.call('GET', `/inbox/${id}/0`)).status, 404);
});

test('M36 HEAD tells recipient and sender the headers and no body; to a third it does not exist', async () => {
  const id = await send('content', { 'Mex-Subject': 'about' });
  const got = await bob.call('GET', `/inbox/${id}`);
  for (const who of [bob, alice]) {
    const reply = await who.call('HEAD', `/inbox/${id}`);
    assert.equal(reply.status, 200);
    assert.equal(reply.body.length, 0);
    const mex = ({ headers }: typeof got) =>
      Object.entries(headers)
        .filter(([name]) => /^mex-|^content-/.test(name))
        .sort();
    assert.deepEqual(mex(reply), mex(got));
  }
  assert.equal((await carol.call('HEAD', `/inbox/${id}`)).status, 404);
  await bob.call('PUT', `/inbox/${id}/status/acknowledged`);
  await stand.mesh.desk.change(id, { status: 'error' });
  assert.equal((await bob.call('HEAD', `/inbox/${id}`)).status, 410);
  assert.equal((await alice.call('HEAD', `/inbox/${id}`)).status, 200);
});

test('M37 a third mailbox, and the sender, cannot download a message', async () => {
  const id = await send();
  for (const who of [carol, alice]) {
    const reply = await who.call('GET', `/inbox/${id}`);
    assert.equal(reply.status, 403);
    assert.match(String(reply.json().message), /Please contact support/);
  }
});

test('M38 an unknown message is 404 and an undeliverable one 410', async () => {
  const unknown = await bob.call('GET', '/inbox/NONE');
  assert.equal(unknown.status, 404);
  assert.equal(unknown.json().errorCode, '20');
  const id = await send();
  await stand.mesh.desk.change(id, { status: 'undeliverable', code: '14' });
  assert.equal((await bob.call('GET', `/inbox/${id}`)).status, 410);
});

test('M39 a message is acknowledged twice, both times with 200 and messageId', async () => {
  const id = await send();
  for (let time = 0; time < 2; time++) {
    const reply = await bob.call('PUT', `/inbox/${id}/status/acknowledged`);
    assert.equal(reply.status, 200);
    assert.equal(reply.body.toString(), JSON.stringify({ messageId: id }));
  }
  const second = await bob.call('PUT', `/inbox/${id}/status/acknowledged`, { version: 2 });
  assert.equal(second.body.length, 0);
  const events = stand.mesh.desk.message(id)?.events.map(({ status }) => status);
  assert.deepEqual(events, ['acknowledged', 'accepted']);
});

test('M40 after the acknowledgement a message is not listed and the count is lower', async () => {
  const id = await send();
  const before = (await bob.call('GET', '/count')).json();
  assert.equal(before.allResultsIncluded, true);
  await bob.call('PUT', `/inbox/${id}/status/acknowledged`);
  assert.ok(!(await inbox()).includes(id));
  const after = (await bob.call('GET', '/count', { version: 2 })).json();
  assert.equal(after.count, Number(before.count) - 1);
});

test('M41 after the acknowledgement a download is 410, or 200 where the world does as the sandbox', async () => {
  const id = await send('once');
  await bob.call('PUT', `/inbox/${id}/status/acknowledged`);
  assert.equal((await bob.call('GET', `/inbox/${id}`)).status, 410);
  await using lax = await meshStand({ mesh: { downloadAfterAcknowledge: 'serve' } });
  const again = await lax.client('X26ABC1').send('X26ABC2', 'TEST_WORKFLOW', 'again');
  const reader = lax.client('X26ABC2');
  await reader.call('PUT', `/inbox/${again}/status/acknowledged`);
  assert.equal((await reader.call('GET', `/inbox/${again}`)).body.toString(), 'again');
});

test('M50 stored gzip goes out as it is or expanded, and plain bytes are packed in version 2', async () => {
  for (const size of [100, 3_000_000]) {
    const plain = Buffer.alloc(size, 'plain text ');
    const packed = gzipSync(plain);
    const id = await send(packed, { 'Content-Encoding': 'gzip' });
    const gzip = { headers: { 'Accept-Encoding': 'gzip' } };
    const as = await bob.call('GET', `/inbox/${id}`, gzip);
    assert.deepEqual(as.body, packed);
    assert.equal(as.headers['content-encoding'], 'gzip');
    assert.equal(as.headers['mex-content-compressed'], 'Y');
    assert.equal(as.headers['content-length'], String(packed.length));
    const identity = { headers: { 'Accept-Encoding': 'identity, gzip;q=0' } };
    const expanded = await bob.call('GET', `/inbox/${id}`, identity);
    assert.deepEqual(expanded.body, plain);
    assert.equal(expanded.headers['content-encoding'], undefined);
    const other = await send(plain);
    const first = await bob.call('GET', `/inbox/${other}`, gzip);
    assert.equal(first.headers['content-encoding'], undefined, 'version 1 leaves it as it is');
    const second = await bob.call('GET', `/inbox/${other}`, { ...gzip, version: 2 });
    assert.equal(second.headers['content-encoding'], 'gzip');
    assert.equal(second.headers['mex-content-compressed'], 'Y');
    assert.deepEqual(gunzipSync(second.body), plain);
  }
});

test('what its sender called gzip and is not goes out as it came', async () => {
  for (const size of [10, 2_000_000]) {
    const id = await send(Buffer.alloc(size, 'n'), { 'Content-Encoding': 'gzip' });
    const reply = await bob.call('GET', `/inbox/${id}`);
    assert.equal(reply.status, 200);
    assert.equal(reply.headers['content-encoding'], 'gzip');
    assert.equal(reply.body.length, size);
  }
});

test('what no header can hold becomes a space, and the message can be collected', async () => {
  const id = await stand.mesh.desk.send({
    ...{ from: 'X26ABC1', to: 'X26ABC2', workflowId: 'TEST_WORKFLOW', body: Buffer.from('x') },
    ...{ subject: 'one\r\nX-Injected: two', localId: 'a\u007fb', fileName: 'é\u0000.dat' },
  });
  const { status, headers, body } = await bob.call('GET', `/inbox/${id}`);
  assert.equal(status, 200);
  assert.equal(body.toString(), 'x');
  assert.equal(headers['mex-subject'], 'one X-Injected: two');
  assert.equal(headers['mex-localid'], 'a b');
  assert.equal(headers['x-injected'], undefined);
});
