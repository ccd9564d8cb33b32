import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, test } from 'node:test';
import { messagePage } from '../../simulator/console/pages/message/message-page.ts';
import type { NewEntry } from '../../src/journal/entry.ts';
import { htmlFragment } from '../../src/wire/html/markup.ts';
import { EXTRACT, type MessageOrder, message } from '../spine/messages.ts';
import { removeCertificates } from '../spine/stand.ts';
import { consoleSimulator } from './console-simulator.ts';
import { checkPage, type HtmlElement } from './html-page.ts';

const stage = await consoleSimulator();
const { journal, world } = stage.simulator;
after(async () => {
  await stage[Symbol.asyncDispose]();
  await removeCertificates();
});

const EVIL = `"><script>alert(1)</script><img src=x onerror=alert(2)>`;
const HOSTILE_NAME = '../../x<script>.exe';

async function page(path: string, status = 200): Promise<readonly HtmlElement[]> {
  const got = await stage.get(path);
  assert.equal(got.status, status, got.text.slice(0, 400));
  return checkPage(got.text);
}

async function sent(order: MessageOrder): Promise<number> {
  return stage.send(message(world.current(), order));
}

async function recorded(fields: Partial<NewEntry>): Promise<number> {
  const entry = await journal.append({
    ...{ kind: 'received', at: '2026-01-05T09:00:00.000Z', service: 'spine', summary: 'made' },
    ...fields,
  });
  return entry.sequence;
}

const withClass = (elements: readonly HtmlElement[], name: string) =>
  elements.filter(({ attributes }) => attributes.get('class')?.split(' ').includes(name));
const byId = (elements: readonly HtmlElement[], id: string) =>
  elements.find(({ attributes }) => attributes.get('id') === id);

test('a refused message says what was expected, what came, and shows the place in the bytes', async () => {
  const sequence = await sent({ envelope: { cpaId: 'S20001A999999' } });
  const elements = await page(`/messages/${sequence}`);
  const problem = byId(elements, 'problem-1');
  assert.match(problem?.text ?? '', /DIRECTORY-04/);
  for (const word of ['Expected', 'Came', 'Where', 'Nearest acceptable', 'Rule'])
    assert.match(problem?.text ?? '', new RegExp(word));
  assert.match(problem?.text ?? '', /S20001A999999/);
  const link = elements.find(({ name, text }) => name === 'a' && text === 'show CPAId');
  const line = byId(elements, link?.attributes.get('href')?.slice(1) ?? '');
  assert.match(line?.text ?? '', /<eb:CPAId>S20001A999999<\/eb:CPAId>/);
  assert.match(line?.attributes.get('class') ?? '', /bad/);
  const mark = elements.find(({ name, within }) => name === 'mark' && within.includes('code'));
  assert.equal(mark?.text, '<eb:CPAId>S20001A999999</eb:CPAId>');
  const flag = withClass(elements, 'flag')[0];
  assert.match(flag?.text ?? '', /DIRECTORY-04.*S20001A999999/);
  // The answer, and why it was given.
  assert.match(byId(elements, 'main')?.text ?? '', /ebXML MessageError: ValueNotRecognized/);
  assert.match(withClass(elements, 'trace')[0]?.text ?? '', /decide.*CPA_ID_UNKNOWN/s);
});

test('what belongs to a message is named: copies, deliveries, acknowledgements', async () => {
  const posting = message(world.current(), {});
  const first = await stage.send(posting);
  const second = await stage.send(posting);
  const { messageId, conversationId } = posting.envelope;
  const acknowledgement = await recorded({
    ...{ conversationId, refToMessageId: messageId, interaction: 'Acknowledgment' },
    messageId: 'ACK-1',
  });
  const elements = await page(`/messages/${first}`);
  const rows = elements
    .filter(({ name, within }) => name === 'tr' && within.at(-1) === 'tbody')
    .map(({ text }) => text);
  assert.ok(
    rows.some((row) => row.startsWith(`#${second}came again`)),
    rows.join('\n'),
  );
  assert.ok(rows.some((row) => row.startsWith(`#${acknowledgement}acknowledges this`)));
  const back = await page(`/messages/${acknowledgement}`);
  assert.ok(
    back.some(
      ({ name, attributes }) =>
        name === 'a' && attributes.get('href') === `/console/messages/${first}`,
    ),
  );
  assert.ok(
    elements.some(
      ({ attributes }) => attributes.get('href') === `/console/transfers/${conversationId}`,
    ),
  );
});

test('parts are listed and saved, decoded and as sent, under names that do no harm', async () => {
  const content = randomBytes(3000);
  const id = 'attachment-1@spinebox.test';
  const reference = (href: string, description: string) => ({
    ...{ href, id: undefined, schema: undefined, payload: undefined },
    ...{ description, descriptionLanguage: 'en' },
  });
  const sequence = await sent({
    attachments: [
      {
        headers: [
          { name: 'Content-Id', value: `<${id}>` },
          { name: 'Content-Type', value: 'application/octet-stream' },
          { name: 'Content-Transfer-Encoding', value: 'base64' },
        ],
        contentId: id,
        contentType: 'application/octet-stream',
        transferEncoding: 'base64',
        content,
      } as never,
    ],
    envelope: {
      manifest: {
        version: '2.0',
        references: [
          reference('cid:payload@spine.nhs.uk', 'HL7 payload'),
          reference(`cid:${id}`, `Filename="${HOSTILE_NAME}" ContentType=application/octet-stream`),
        ],
      },
    },
  });
  const elements = await page(`/messages/${sequence}`);
  assert.match(byId(elements, 'request-part-3')?.text ?? '', /x<script>\.exe.*base64/);
  const address = `/messages/${sequence}/part/3?side=request`;
  const decoded = await stage.get(`${address}&as=decoded`);
  assert.deepEqual(decoded.bytes, content);
  assert.equal(decoded.headers.get('content-type'), 'application/octet-stream');
  assert.equal(decoded.headers.get('x-content-type-options'), 'nosniff');
  assert.equal(
    decoded.headers.get('content-disposition'),
    `attachment; filename="x_script_.exe"; filename*=UTF-8''x_script_.exe`,
  );
  const raw = await stage.get(`${address}&as=sent`);
  assert.deepEqual(Buffer.from(raw.text.replace(/\s/g, ''), 'base64'), content);
  await page(`/messages/${sequence}/part/9?side=request`, 404);
  await page(`/messages/${sequence}?show=request-3`);
});

test('a body is saved and dumped byte for byte, from any offset', async () => {
  const posting = message(world.current(), {});
  const sequence = await stage.send(posting);
  const saved = await stage.get(`/messages/${sequence}/body/request`);
  assert.deepEqual(saved.bytes, posting.body);
  assert.match(saved.headers.get('content-disposition') ?? '', /^attachment; /);
  const elements = await page(`/messages/${sequence}?side=request&raw=160`);
  const dump = withClass(elements, 'hex')[0]?.text ?? '';
  const [first = ''] = dump.split('\n');
  assert.match(first, /^0000a0 {2}/);
  const bytes = first
    .slice(8, 56)
    .match(/[0-9a-f]{2}/g)
    ?.map((digits) => parseInt(digits, 16));
  assert.deepEqual(Buffer.from(bytes ?? []), posting.body.subarray(160, 176));
  await page(`/messages/${sequence}?side=request&raw=99999999`);
  await page(`/messages/${sequence}?side=nothing&raw=-1`);
  await page(`/messages/${sequence}/body/neither`, 404);
});

test('a long payload on one line is shown in parts, with the place in it that is wrong', async () => {
  const entries = Array.from(
    { length: 20_000 },
    (_, index) => `<entry><id root="${index}"/></entry>`,
  );
  const wrong = '<wrong>here</wrong>';
  const payload = `<${EXTRACT} xmlns="urn:hl7-org:v3">${entries.join('')}${wrong}</${EXTRACT}>`;
  const posting = message(world.current(), { payload });
  const sequence = await recorded({
    request: { headers: posting.headers, body: posting.body },
    findings: [
      {
        ...{ check: 'SCHEMA-01', severity: 'must', clause: 'c', message: 'is not expected here' },
        ...{ at: EXTRACT, part: 2, line: 1, column: payload.indexOf(wrong) + 1 },
      },
    ],
  });
  const got = await stage.get(`/messages/${sequence}`);
  assert.ok(got.bytes.length < 300_000, `${got.bytes.length} bytes`);
  const elements = checkPage(got.text);
  const flagged = withClass(elements, 'line').find(({ attributes }) =>
    attributes.get('class')?.includes('bad'),
  );
  assert.match(flagged?.text ?? '', /<wrong>here<\/wrong>$/);
  const gap = withClass(elements, 'gap')[0];
  assert.match(gap?.text ?? '', /[\d,]+ lines not shown/);
  const later = await page(`/messages/${sequence}?show=request-2&from=60000`);
  assert.ok(byId(later, 'request-2-L60000'));
  assert.equal(byId(later, 'request-1'), undefined);
});

test('a body that is longer than memory should hold is read in stretches', async () => {
  const keeper = await journal.keepBody();
  const boundary = 'edge';
  const content = randomBytes(1_500_000);
  const head = `--${boundary}\r\nContent-Type: text/xml\r\n\r\n<a>first</a>\r\n--${boundary}\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n`;
  await keeper.write(Buffer.from(head));
  const line = `${content.toString('base64').replace(/(.{76})/g, '$1\r\n')}\r\n`;
  // 1,500,000 is a multiple of 3: what is written again and again is one run of base64.
  for (let time = 0; time < 6; time++) await keeper.write(Buffer.from(line));
  await keeper.write(Buffer.from(`--${boundary}--\r\n`));
  const body = await keeper.keep();
  assert.ok(body.length > 8 * 1024 * 1024);
  const sequence = await recorded({
    request: { headers: [['Content-Type', `multipart/related; boundary=${boundary}`]], body },
  });
  const elements = await page(`/messages/${sequence}`);
  assert.match(byId(elements, 'request-part-2')?.text ?? '', /application\/octet-stream/);
  assert.match(byId(elements, 'request-1-L1')?.text ?? '', /<a>first<\/a>/);
  const saved = await stage.get(`/messages/${sequence}/part/2?side=request&as=decoded`);
  assert.equal(saved.bytes.length, 6 * content.length);
  assert.deepEqual(saved.bytes.subarray(-content.length), content);
  const end = await page(`/messages/${sequence}?side=request&raw=${body.length - 4}`);
  assert.match(withClass(end, 'hex')[0]?.text ?? '', /--\.\.\n$/);
});

test('what is no message is shown as what it is', async () => {
  const bodies: readonly (readonly [string, string | Buffer, RegExp])[] = [
    ['multipart/related; boundary="x"', '--y\r\n\r\nbroken', /Declared as a multipart body/],
    ['multipart/related', '--cut\r\nContent-Type: text/xml\r\n\r\n<a><b>', /<b>/],
    ['text/xml', '<a><b c="1"><![CDATA[', /CDATA/],
    ['application/json', '{"a":[1,{"b":"c"}]}', /"b": "c"/],
    ['application/json', '{"a":', /{"a":/],
    ['application/x-www-form-urlencoded', 'grant_type=x&scope=a+b', /scope = a b/],
    ['image/png', Buffer.from([0x89, 0x50, 0, 1, 2, 3]), /Not a text/],
    ['', 'words', /words/],
  ];
  for (const [type, body, said] of bodies) {
    const sequence = await recorded({
      request: { headers: type ? [['Content-Type', type]] : [], body: Buffer.from(body) },
    });
    const elements = await page(`/messages/${sequence}`);
    assert.match(byId(elements, 'main')?.text ?? '', said, type);
  }
  const without = await recorded({ kind: 'note', facts: { base: 'ou=services', entries: 2 } });
  assert.match(byId(await page(`/messages/${without}`), 'main')?.text ?? '', /ou=services/);
});

test('a body that is no longer on record is said to be gone, and the rest is shown', async () => {
  const gone = {
    where: 'body-00000000-0000-4000-8000-000000000000.bin',
    offset: 0,
    length: 5,
    crc: 1,
  };
  const entry = {
    ...({ sequence: 1, kind: 'received', service: 'spine', summary: 'made' } as const),
    ...{ at: '2026-01-05T09:00:00.000Z', request: { headers: [], body: gone } },
  };
  const view = await messagePage(journal, entry, new URLSearchParams());
  assert.match(htmlFragment(view.body), /alert odd">The journal cannot give back/);
});

test('two messages are compared by meaning', async () => {
  const first = await sent({});
  const second = await sent({
    payload: `<${EXTRACT} xmlns="urn:hl7-org:v3"><other/></${EXTRACT}>`,
  });
  const third = await sent({});
  const differing = await page(`/messages/${second}?diff=${first}`);
  assert.match(
    byId(differing, 'diff') ? (byId(differing, 'main')?.text ?? '') : '',
    /differences? from #/,
  );
  const same = await page(`/messages/${third}?diff=%23${first}`);
  assert.match(byId(same, 'main')?.text ?? '', /means the same as #/);
  const none = await page(`/messages/${third}?diff=999999`);
  assert.match(byId(none, 'main')?.text ?? '', /no entry of that number/);
});

test('markup in any field of an entry is text on its page', async () => {
  const headers = [
    ['Content-Type', `multipart/related; boundary="b"; x=${EVIL}`],
    [EVIL, EVIL],
  ] as const;
  const body = Buffer.from(
    `--b\r\nContent-Id: ${EVIL}\r\nContent-Type: text/${EVIL}\r\nContent-Disposition: x; filename="${HOSTILE_NAME}"\r\n\r\n<a b='${EVIL}'>${EVIL}</a>\r\n--b--`,
  );
  const sequence = await recorded({
    ...{
      service: EVIL,
      summary: EVIL,
      conversationId: EVIL,
      messageId: EVIL,
      refToMessageId: EVIL,
    },
    ...{ fromParty: EVIL, toParty: EVIL, interaction: EVIL, opens: EVIL, settles: EVIL },
    peer: { address: EVIL, fqdn: EVIL, fingerprint: EVIL, protocol: EVIL, cipher: EVIL },
    request: { method: EVIL, path: EVIL, headers, body },
    response: { status: 200, headers, body: Buffer.from(EVIL) },
    timings: { [EVIL]: 1 },
    trace: [{ stage: EVIL, text: EVIL, facts: { [EVIL]: EVIL } }],
    facts: { [EVIL]: EVIL },
    findings: [
      {
        ...{ check: EVIL, severity: 'must', clause: EVIL, message: EVIL, at: EVIL },
        ...{ part: 1, line: 1, suggestion: EVIL },
      },
    ],
  });
  await recorded({ conversationId: EVIL, messageId: EVIL, summary: EVIL, service: EVIL });
  const encoded = encodeURIComponent(EVIL);
  for (const query of [
    '',
    '?raw=0&side=request',
    `?diff=${encoded}`,
    `?show=${encoded}&from=${encoded}`,
    '?diff=1&ids=on',
  ]) {
    const elements = await page(`/messages/${sequence}${query}`);
    assert.match(byId(elements, 'main')?.text ?? '', /<script>alert\(1\)<\/script>/);
  }
  await page(`/messages/${encoded}`, 404);
  await page('/messages/0', 404);
  await page('/messages/99999999999999', 404);
});

test('an exchange of a neighbour stands under Neighbours, any other under Transfers', async () => {
  const current = async (service: string) => {
    const got = await stage.get(`/messages/${await recorded({ service })}`);
    return /aria-current="page">([^<]+)</.exec(got.text)?.[1];
  };
  for (const service of ['nhais:riverside', 'mesh', 'ods-ord'])
    assert.equal(await current(service), 'Neighbours', service);
  assert.equal(await current('spine'), 'Transfers');
});
