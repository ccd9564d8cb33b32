import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { readSource } from '../../src/capture/read-source.ts';
import { storyOf } from '../../src/story/story-of.ts';
import { edited, swap } from '../specimens/captured.ts';
import { CONVERSATION, GOOD, TRANSFER } from '../specimens/transfer.ts';
import { openCaptureStage, requestOf } from './stage.ts';

const ACCEPTED = 'HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n';

test('a folder of requests and answers becomes the entries of a conversation, in order', async () => {
  await using stage = await openCaptureStage();
  for (const [index, message] of TRANSFER.entries())
    await stage.keep({
      [`${index + 1}-request.http`]: requestOf(message),
      [`${index + 1}-response.http`]: ACCEPTED,
    });
  const { entries, read, unread } = await stage.import({ order: 'name', complete: true });
  assert.deepEqual([read, unread], [TRANSFER.length, []]);
  assert.deepEqual(
    entries.map(({ facts }) => facts?.source),
    TRANSFER.map((_, index) => `${index + 1}-request.http`),
    '10 comes after 9',
  );
  for (const [index, entry] of entries.entries()) {
    assert.deepEqual([entry.kind, entry.service], ['received', 'capture']);
    assert.equal(entry.conversationId, CONVERSATION);
    assert.equal(entry.response?.status, 202);
    const body = await stage.bodyOf(entry, 'request');
    assert.ok(body.equals(TRANSFER[index]?.body as Buffer), 'byte for byte');
    const broken = entry.findings?.filter(({ severity }) => severity === 'must');
    assert.deepEqual(broken, [], String(entry.facts?.source));
  }
  assert.ok(await storyOf(stage.journal, CONVERSATION), 'it can be told as any conversation');
});

test('what messages say together is found, too, and what is missing where nothing else will come', async () => {
  const { request, requestAck, extract, continueMessage } = GOOD;
  const found = async (complete: boolean) => {
    await using stage = await openCaptureStage();
    for (const [index, message] of [request, requestAck, extract, continueMessage].entries())
      await stage.keep({ [`${index}.http`]: requestOf(message) });
    const { entries } = await stage.import({ order: 'name', complete });
    return entries.flatMap(({ facts, findings = [] }) =>
      findings
        .filter(({ check, severity }) => check.startsWith('CONVERSATION-') && severity === 'must')
        .map(() => facts?.source),
    );
  };
  assert.deepEqual(await found(false), []);
  const missing = await found(true);
  assert.ok(missing.length > 0);
  assert.deepEqual([...new Set(missing)], ['2.http'], 'held against the extract that announced it');
});

test('a broken message is read all the same, with its findings', async () => {
  await using stage = await openCaptureStage();
  const wrong = edited(GOOD.extract, {
    body: swap('<processingModeCode code="T"', '<processingModeCode code="X"'),
  });
  await stage.keep({ 'one.http': requestOf(wrong) });
  const { entries, unread } = await stage.import();
  assert.deepEqual(unread, []);
  assert.ok(entries[0]?.findings?.some(({ check }) => check.startsWith('HL7-WRAPPER')));
});

test('captures that all tell their time are put in order by it, whatever their names', async () => {
  await using stage = await openCaptureStage();
  const at = (message: typeof GOOD.request, time: string) =>
    requestOf(edited(message, { body: swap(/<eb:Timestamp>[^<]*/, `<eb:Timestamp>${time}`) }));
  await stage.keep({
    'a.http': at(GOOD.extract, '2026-03-01T10:00:00Z'),
    'b.http': at(GOOD.request, '2026-03-01T08:30:00Z'),
  });
  const byTime = await stage.import();
  assert.deepEqual(
    byTime.entries.map(({ facts, at: when }) => [facts?.source, when]),
    [
      ['b.http', '2026-03-01T08:30:00.000Z'],
      ['a.http', '2026-03-01T10:00:00.000Z'],
    ],
  );
  const byName = await stage.import({ order: 'name' });
  assert.deepEqual(
    byName.entries.map(({ facts }) => facts?.source),
    ['a.http', 'b.http'],
  );
});

test('a HAR file is read: bodies as base64 and as text, times, and answers that never came', async () => {
  await using stage = await openCaptureStage();
  const { body, http } = GOOD.request;
  const entry = (more: object, response: object) => ({
    startedDateTime: '2026-03-01T09:15:00.250Z',
    time: 12.5,
    request: {
      method: 'POST',
      url: 'https://127.0.0.1/reliablemessaging/forwardreliable?x=1',
      headers: [
        { name: ':authority', value: 'left out' },
        { name: 'Content-Type', value: http?.contentType },
        { name: 'SOAPAction', value: http?.soapAction },
        { name: 'Content-Length', value: String(body.length) },
      ],
      bodySize: body.length,
      ...more,
    },
    response: { status: 202, headers: [], content: { size: 0 }, ...response },
  });
  const entries = [
    entry({ postData: { text: body.toString('base64'), encoding: 'base64' } }, {}),
    entry({ postData: { text: body.toString() } }, { status: 0 }),
    entry(
      { postData: { text: 'shorter' } },
      { content: { size: 2, text: 'b2s=', encoding: 'base64' } },
    ),
    { nothing: true },
  ];
  await stage.keep({ 'session.har': JSON.stringify({ log: { version: '1.2', entries } }) });
  const { entries: found, read, unread } = await stage.import();
  assert.deepEqual(
    [read, unread.map(({ name }) => name)],
    [2, ['session.har [3]', 'session.har [4]']],
  );
  const [whole, text, short] = found;
  assert.equal(whole?.at, '2026-03-01T09:15:00.250Z');
  assert.equal(whole?.timings?.total, 12.5);
  assert.equal(whole?.request?.path, '/reliablemessaging/forwardreliable?x=1');
  assert.doesNotMatch(whole?.summary ?? '', /\?/);
  assert.ok((await stage.bodyOf(whole, 'request')).equals(body));
  assert.equal(text?.response, undefined);
  assert.ok(
    short?.findings?.some(({ check }) => check === 'CAPTURE-03'),
    'bytes were lost',
  );
  assert.equal((await stage.bodyOf(short, 'response')).toString(), 'ok');
});

test('a message of the MHS adaptor is made a package again, and says that it was', async () => {
  await using stage = await openCaptureStage();
  const envelope =
    /<(?:soap|SOAP):Envelope[\s\S]*<\/(?:soap|SOAP):Envelope>/.exec(
      GOOD.extract.body.toString(),
    )?.[0] ?? '';
  const payload =
    /<RCMR_[\s\S]*<\/RCMR_IN030000UK06>/.exec(GOOD.extract.body.toString())?.[0] ?? '';
  const named = [...envelope.matchAll(/href="cid:([^"]+)"/g)].map(([, id]) => id);
  const attachments = named.slice(1).map((_, index) => ({
    payload: Buffer.from(`document ${index}`).toString('base64'),
    ...{ is_base64: true, content_type: 'application/pdf', description: 'x' },
  }));
  assert.ok(attachments.length > 0);
  await stage.keep({ 'queue.json': JSON.stringify({ ebXML: envelope, payload, attachments }) });
  const { entries, unread } = await stage.import();
  assert.deepEqual(unread, []);
  const [entry] = entries;
  assert.equal(entry?.facts?.rebuilt, true);
  assert.ok(
    entry?.findings?.some(({ check, severity }) => check === 'CAPTURE-01' && severity === 'note'),
  );
  assert.ok(
    !entry?.findings?.some(({ check }) => /^(MIME|EBXML-MANIFEST)/.test(check)),
    'parts are as the manifest has them',
  );
  const body = (await stage.bodyOf(entry, 'request')).toString();
  assert.ok(body.includes(envelope) && body.includes(payload));
  for (const id of named) assert.ok(body.includes(`<${id}>`), `part ${id}`);
  for (const { payload: encoded } of attachments) assert.ok(body.includes(encoded));
});

test('what is neither MIME nor JSON nor HTTP is kept as bytes and named, and the others are read', async () => {
  await using stage = await openCaptureStage();
  const noise = Buffer.from([0, 1, 2, 255, 254]);
  await stage.keep({
    'good.http': requestOf(GOOD.request),
    'noise.bin': noise,
    'other.json': '{"a":1}',
    'cut.json': '{"ebXML": "secret',
    'empty.http': '',
  });
  const { entries, read, unread } = await stage.import();
  assert.equal(read, 1);
  assert.deepEqual(unread.map(({ name }) => name).sort(), [
    'cut.json',
    'empty.http',
    'noise.bin',
    'other.json',
  ]);
  assert.ok(
    unread.every(({ because }) => !because.includes('secret')),
    'no content in the reasons',
  );
  const kept = entries.find(({ facts }) => facts?.source === 'noise.bin');
  assert.ok((await stage.bodyOf(kept, 'request')).equals(noise));
  const other = entries.find(({ facts }) => facts?.source === 'other.json');
  assert.deepEqual([other?.kind, other?.findings?.[0]?.check], ['note', 'CAPTURE-04']);
  assert.equal((await stage.bodyOf(other, 'request')).toString(), '{"a":1}');
});

test('where nothing can be read nothing is written', async () => {
  await using stage = await openCaptureStage();
  await stage.keep({ 'noise.bin': '\u0000' });
  const { read, unread } = await stage.import();
  assert.deepEqual([read, unread.length, await stage.journal.count({})], [0, 1, 0]);
});

test('a file that is too large is kept and not read', async () => {
  await using stage = await openCaptureStage();
  await stage.keep({ 'a.http': requestOf(GOOD.request), 'b.http': Buffer.alloc(200_000, 'x') });
  const { entries, unread } = await stage.import({ mostBytes: 100_000 });
  assert.match(unread[0]?.because ?? '', /^200000 bytes/);
  assert.equal(entries.find(({ kind }) => kind === 'note')?.request?.body?.length, 200_000);
});

test('a captured body in chunks is put together', async () => {
  await using stage = await openCaptureStage();
  const text = requestOf(GOOD.request)
    .toString('latin1')
    .replace(/Content-Length: \d+/, 'Transfer-Encoding: chunked');
  const end = text.indexOf('\r\n\r\n') + 4;
  const body = text.slice(end);
  const chunked = `${text.slice(0, end)}${(100).toString(16)}\r\n${body.slice(0, 100)}\r\n${(body.length - 100).toString(16)}\r\n${body.slice(100)}\r\n0\r\n\r\n`;
  await stage.keep({ 'a.http': Buffer.from(chunked, 'latin1') });
  const { entries } = await stage.import();
  assert.ok((await stage.bodyOf(entries[0], 'request')).equals(GOOD.request.body));
});

test('a path that is not there is the error of the operator', async () => {
  await using stage = await openCaptureStage();
  await assert.rejects(stage.import({}, [join(stage.folder, 'absent')]), {
    code: 'SIM_CAPTURE_PATH',
  });
});

test('property: no bytes make reading a capture throw', () => {
  const pieces = fc.constantFrom(
    '{',
    '"ebXML":',
    '"payload"',
    '"x"',
    ':',
    ',',
    '}',
    '[',
    ']',
    'POST / HTTP/1.1\r\n',
    'A: b\r\n',
    '\r\n',
    '--x\r\n',
    '<a>',
    '{"log":{"entries":[{}]}}',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 300 }),
        fc.array(pieces, { maxLength: 12 }).map((all) => Buffer.from(all.join(''))),
      ),
      (bytes) => {
        const read = readSource(bytes);
        if (!read.ok) assert.ok(read.because.length > 0);
      },
    ),
    { numRuns: 400 },
  );
});

test('property: adaptor messages of any content keep every part byte for byte', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, maxLength: 200 }),
      fc.array(fc.record({ payload: fc.string({ maxLength: 80 }), is_base64: fc.boolean() }), {
        maxLength: 4,
      }),
      (payload, attachments) => {
        const read = readSource(
          Buffer.from(JSON.stringify({ ebXML: '--=_MIME-Boundary', payload, attachments })),
        );
        assert.ok(read.ok);
        const body = Buffer.from(read.exchanges[0]?.request?.body ?? []).toString();
        for (const text of [payload, ...attachments.map((each) => each.payload)])
          assert.ok(body.includes(`\r\n\r\n${Buffer.from(text).toString()}\r\n--`));
      },
    ),
    { numRuns: 100 },
  );
});

const SAMPLES = join(import.meta.dirname, '../../../shared/samples/gp2gp');
const missing = existsSync(SAMPLES) ? false : 'the samples are not on this machine';

test('public samples of the adaptor and of captured requests are read, every one', {
  skip: missing,
}, async () => {
  await using stage = await openCaptureStage();
  const paths = ['mhs-json', 'conversations'].map((name) => join(SAMPLES, name));
  const { entries, unread } = await stage.import({}, paths);
  assert.deepEqual(unread, []);
  assert.ok(entries.length > 35);
  const rebuilt = entries.filter(({ facts }) => facts?.rebuilt);
  assert.ok(rebuilt.length > 15);
  assert.ok(rebuilt.every(({ conversationId, messageId }) => conversationId && messageId));
});
