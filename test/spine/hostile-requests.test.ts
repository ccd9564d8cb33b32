import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { PartToWrite } from '../../src/wire/mime/mime-style.ts';
import { writeMime } from '../../src/wire/mime/write-mime.ts';
import { message, reference, requestBytes } from './messages.ts';
import { openStand, RIVERSIDE_FQDN, removeCertificates, type Stand } from './stand.ts';

const stand = await openStand({
  world: {
    limits: { messageBytes: 3_000_000, envelopeBytes: 2_000_000, requestTimeout: 'PT1S' },
  },
});
after(async () => {
  await stand[Symbol.asyncDispose]();
  await removeCertificates();
});

const posting = (order = {}) => message(stand.world.current(), order);

/** Posts whole bytes on a connection of their own. */
async function exchange(bytes: Uint8Array) {
  using peer = await stand.raw();
  peer.write(bytes);
  return await peer.answer();
}

/** A message whose envelope is just these bytes. */
function withEnvelope(envelope: string | Buffer): Uint8Array {
  const part: PartToWrite = {
    contentId: 'a@b',
    contentType: 'text/xml',
    transferEncoding: '8bit',
    content: Buffer.from(envelope),
  };
  const { contentType, body } = writeMime([part]);
  const headers = [
    ['Content-Type', contentType],
    ['SOAPAction', 'urn:a:b/C'],
  ] as const;
  return requestBytes({ path: '/reliablemessaging/forwardreliable', headers, body });
}

/** Spine still takes and delivers an ordinary message. */
async function stillServes({ hillside, send }: Stand = stand): Promise<void> {
  const before = hillside.delivered.length;
  const answer = await send(posting());
  assert.equal(answer.status, 202);
  await hillside.count(before + 1);
}

test('refuses a body over the limit while it comes, and goes on', async () => {
  using peer = await stand.raw();
  const large = posting({ payload: `<a>${'x'.repeat(12_000_000)}</a>` });
  peer.write(requestBytes(large));
  const answer = await peer.answer();
  assert.equal(answer?.status, 500);
  assert.match(answer.body, /MESSAGE_TOO_LARGE:the message has more than/);
  const entry = await stand.entry('the refusal', ({ facts }) =>
    String(facts?.result).includes('MESSAGE_TOO_LARGE'),
  );
  assert.ok((entry.request?.body?.length ?? 0) <= 3_000_000, 'only its beginning is kept');
  assert.equal(entry.peer?.fqdn, RIVERSIDE_FQDN);
  await stillServes();
});

test('a body that breaks off is on record with its sender, and nothing is taken', async () => {
  const peer = await stand.raw();
  const whole = requestBytes(posting({ payload: `<a>${'x'.repeat(200_000)}</a>` }));
  peer.write(whole.subarray(0, whole.length - 1000));
  const seen = stand.entry(
    'the note',
    ({ kind, summary }) => kind === 'note' && /broke after/.test(summary),
  );
  // Only a connection whose bytes were read can break in the middle of a body.
  await new Promise<void>((resolve) => peer.socket.write('', () => resolve()));
  peer.socket.end();
  peer.socket.destroy();
  const entry = await seen;
  assert.equal(entry.peer?.fqdn, RIVERSIDE_FQDN);
  assert.equal(entry.facts?.result, 'broken off');
  assert.ok(entry.request?.headers.some(([name]) => name === 'SOAPAction'));
  const messageId = { matches: whole.toString('latin1').match(/<eb:MessageId>([^<]+)/)?.[1] };
  assert.equal(await stand.journal.count({ messageId: messageId.matches ?? 'none' }), 0);
  await stillServes();
});

test('a sender slower than the limit is cut off, on record, and nothing is taken', async () => {
  using peer = await stand.raw();
  const before = await stand.journal.count({ kind: 'received' });
  const whole = requestBytes(posting());
  peer.write(whole.subarray(0, whole.length - 10));
  await peer.ended;
  await stand.entry(
    'the note',
    ({ facts }) => facts?.received === whole.length - 10 - whole.indexOf('\r\n\r\n') - 4,
  );
  assert.equal(await stand.journal.count({ kind: 'received' }), before);
});

test('a Content-Length that is too short takes nothing, and the connection ends', async () => {
  using peer = await stand.raw();
  const { body, envelope, ...rest } = posting();
  const changes = { 'Content-Length': String(body.length - 300) };
  peer.write(requestBytes({ ...rest, body }, changes));
  const answer = await peer.answer();
  // What is left of the body is no request: the server may say so before it has read the message.
  assert.ok(answer?.status === 500 || answer?.status === 400, `status ${answer?.status}`);
  await peer.ended;
  const { messageId } = envelope;
  const entries = await stand.journal.find({ messageId });
  assert.ok(entries.every(({ facts }) => facts?.taken !== true));
});

test('a chunked body is taken, and the finding says that it should not be', async () => {
  const { body, ...rest } = posting();
  const chunks = Buffer.concat([
    Buffer.from(`${body.length.toString(16)}\r\n`),
    body,
    Buffer.from('\r\n0\r\n\r\n'),
  ]);
  const changes = { 'Content-Length': null, 'Transfer-Encoding': 'chunked' };
  const answer = await exchange(requestBytes({ ...rest, body: chunks }, changes));
  assert.equal(answer?.status, 202);
  assert.equal(answer.headers.has('transfer-encoding'), false);
  const { messageId } = rest.envelope;
  const [entry] = await stand.journal.find({ messageId, kind: 'received' });
  assert.deepEqual(
    entry?.findings?.map(({ check, severity }) => [check, severity]),
    [['HTTP-01', 'should']],
  );
});

test('an envelope over the limit is refused as too large', async () => {
  const envelope = `<a>${'y'.repeat(2_100_000)}</a>`;
  const answer = await exchange(withEnvelope(envelope));
  assert.equal(answer?.status, 500);
  assert.match(answer.body, /MESSAGE_TOO_LARGE:the ebXML envelope is too large/);
});

test('who sent too much is heard out, and may ask again on the same connection', async () => {
  using peer = await stand.raw();
  peer.write(requestBytes(posting({ payload: `<a>${'x'.repeat(4_000_000)}</a>` })));
  assert.match((await peer.answer())?.body ?? '', /MESSAGE_TOO_LARGE/);
  const next = posting();
  peer.write(requestBytes(next));
  const answer = await peer.answer();
  assert.equal(answer?.status, 202);
  assert.match(answer.body, new RegExp(next.envelope.messageId));
});

test('ten thousand references that lead nowhere get a short answer', async () => {
  const references = Array.from({ length: 10_000 }, (_, n) => reference(`cid:${n}`));
  const sent = posting({ envelope: { manifest: { version: '2.0', references } } });
  const answer = await exchange(requestBytes(sent));
  assert.equal(answer?.status, 200);
  assert.match(answer.body, /MimeProblem/);
  assert.ok(answer.body.length < 20_000, `${answer.body.length} bytes`);
});

for (const [name, envelope] of [
  ['a hundred thousand elements deep', '<a>'.repeat(100_000)],
  ['NUL bytes', '<a>\0\0</a>'],
  ['a document type with entities', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
  ['nothing at all', ''],
  ['text', 'hello'],
  ['broken UTF-8', Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0xfe, 0x3c, 0x2f, 0x61, 0x3e])],
] as const) {
  test(`an envelope of ${name} is not well formed`, async () => {
    const answer = await exchange(withEnvelope(envelope));
    assert.equal(answer?.status, 500);
    assert.match(answer.body, />201</);
    assert.equal(answer.headers.get('content-type'), 'text/xml');
  });
}

test('a multipart Content-Type without boundary, and a body without parts, are not well formed', async () => {
  for (const type of ['multipart/related', 'multipart/related; boundary="nowhere"']) {
    const answer = await exchange(requestBytes(posting(), { 'Content-Type': type }));
    assert.equal(answer?.status, 500);
    assert.match(answer.body, />201</);
  }
  const empty = await exchange(requestBytes({ ...posting(), body: Buffer.alloc(0) }));
  assert.match(empty?.body ?? '', />201</);
});

test('a bare line end in SOAPAction never reaches Spine', async () => {
  const whole = requestBytes(posting(), { SOAPAction: 'urn:a:b/C\nX-Injected: yes' });
  const answer = await exchange(whole);
  assert.ok(answer === undefined || answer.status === 400 || answer.status === 500);
  assert.doesNotMatch(answer?.body ?? '', /Injected/);
});

test('pipelined requests are answered one by one, in their order', async () => {
  using peer = await stand.raw();
  const many = Array.from({ length: 20 }, () => posting());
  peer.write(Buffer.concat(many.map((each) => requestBytes(each))));
  for (const { envelope } of many) {
    const answer = await peer.answer();
    assert.equal(answer?.status, 202);
    assert.match(answer.body, new RegExp(envelope.messageId));
  }
});

test('unserved paths, however they are written, are 404 and other methods 405', async () => {
  for (const path of [
    '/',
    '/../../etc/passwd',
    '/reliablemessaging/%2e%2e/secret',
    '/reliablemessaging/forwardreliable/',
    '//reliablemessaging/forwardreliable',
  ]) {
    const answer = await exchange(requestBytes({ ...posting(), path }));
    assert.equal(answer?.status, 404, path);
    assert.match(answer.body, /\/reliablemessaging\/forwardreliable/);
  }
  for (const method of ['GET', 'PUT', 'DELETE']) {
    const head = `${method} /reliablemessaging/forwardreliable HTTP/1.1\r\nHost: x\r\n\r\n`;
    const answer = await exchange(Buffer.from(head));
    assert.equal(answer?.status, 405, method);
    assert.equal(answer.headers.get('allow'), 'POST');
  }
});

test('HTTP/1.0 is answered with a length, and the connection ends', async () => {
  using peer = await stand.raw();
  const whole = requestBytes(posting()).toString('latin1').replace('HTTP/1.1', 'HTTP/1.0');
  peer.write(Buffer.from(whole, 'latin1'));
  const answer = await peer.answer();
  assert.equal(answer?.status, 202);
  assert.equal(answer.headers.has('transfer-encoding'), false);
  await peer.ended;
});

test('a hundred copies at once: a hundred times the same acknowledgement, one delivery', async () => {
  const sent = posting();
  const answers = await Promise.all(Array.from({ length: 100 }, () => stand.send(sent)));
  assert.equal(new Set(answers.map(({ body }) => body.toString())).size, 1);
  assert.ok(answers.every(({ status }) => status === 202));
  const { messageId } = sent.envelope;
  await stand.entry('the delivery', (e) => e.kind === 'delivery' && e.messageId === messageId);
  await stillServes();
  const copies = stand.hillside.delivered.filter(({ body }) => body.includes(messageId));
  assert.equal(copies.length, 1);
  const received = await stand.journal.find({ messageId, kind: 'received' });
  assert.equal(received.filter(({ facts }) => facts?.taken === true).length, 1);
  assert.equal(received.filter(({ facts }) => facts?.result === 'duplicate').length, 99);
});
