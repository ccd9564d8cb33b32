import assert from 'node:assert/strict';
import { test } from 'node:test';
import { consoleRoutes } from '../../simulator/console/routes.ts';
import { edifactLines } from '../../simulator/console/view/edifact-lines.ts';
import { segmentMeaning } from '../../simulator/console/view/segment-meaning.ts';
import type { Finding } from '../../src/domain/finding.ts';
import {
  fakeAdaptors,
  fakeMailboxes,
  fakeNhais,
  fakeOrganisations,
  PRACTICE,
} from '../control/fake-desks.ts';
import { checkPage, type HtmlElement } from './html-page.ts';
import { consoleStand, type Got } from './stand.ts';

const EVIL = `"><script>alert(1)</script>`;
const AT = '2026-01-05T09:00:00.000Z';

async function neighbours() {
  const interchange = {
    ...{ link: 'riverside', direction: 'in' as const, kind: 'FHSREG' as const, sequence: 41 },
    ...{ meshMessageId: 'M1', entry: 7, at: AT, codes: ['G1', EVIL], deviations: 2 },
  };
  const desks = {
    mailboxes: fakeMailboxes(),
    nhais: fakeNhais([interchange]),
    organisations: fakeOrganisations(),
    adaptors: fakeAdaptors(),
  };
  return Object.assign(await consoleStand({ parts: desks, routes: consoleRoutes }), desks);
}

const shown = (got: Got, status = 200): readonly HtmlElement[] => {
  assert.equal(got.status, status, got.text.slice(0, 500));
  return checkPage(got.text);
};
const said = (elements: readonly HtmlElement[]) =>
  elements.find(({ name }) => name === 'main')?.text ?? '';
const linksOf = (elements: readonly HtmlElement[]) =>
  elements.flatMap(({ name, attributes }) => (name === 'a' ? [attributes.get('href') ?? ''] : []));

test('the section of the neighbours leads to all four, and tells what waits', async () => {
  await using stage = await neighbours();
  const elements = shown(await stage.ask('/mailboxes'));
  for (const path of ['/mailboxes', '/gp-links', '/organisations', '/adaptors'])
    assert.ok(linksOf(elements).includes(`/console${path}`), path);
  assert.match(said(elements), /GP Links 1 not receipted/);
  assert.match(said(elements), /Adaptors 2 in queues/);
});

test('where there is none of them, each page says how one comes to be', async () => {
  await using stage = await consoleStand({ routes: consoleRoutes });
  for (const [path, how] of [
    ['/mailboxes', /mesh\.enabled/],
    ['/gp-links', /nhais\.links/],
    ['/organisations', /organisations/],
    ['/adaptors', /organisations\.NAME\.adaptor/],
  ] as const)
    assert.match(said(shown(await stage.ask(path))), how);
});

test('a message is sent by the form, seen in its mailbox, acknowledged and forgotten', async () => {
  await using stage = await neighbours();
  const sent = await stage.ask(
    '/mailboxes/send',
    {},
    {
      ...{ from: 'X26ABC1', to: 'X26ABC2', workflowId: 'W', subject: EVIL, content: 'a\r\nb' },
    },
  );
  assert.equal(sent.status, 303);
  assert.equal(sent.headers.location, '/console/mesh/M1');
  assert.equal(Buffer.from(stage.mailboxes.drafts[0]?.body ?? []).toString(), 'a\nb');
  const box = shown(await stage.ask('/mailboxes/x26abc2'));
  assert.ok(linksOf(box).includes('/console/mesh/M1'));
  assert.ok(said(box).includes(EVIL), 'what a peer wrote is text');
  const message = said(shown(await stage.ask('/mesh/M1')));
  assert.match(message, /Acknowledge as X26ABC2/);
  assert.match(message, /2 lines/);
  assert.equal((await stage.ask('/mesh/M1/acknowledge', {}, {})).status, 303);
  assert.equal(stage.mailboxes.message('M1')?.status, 'acknowledged');
  assert.equal((await stage.ask('/mailboxes/X26ABC2/empty', {}, {})).status, 303);
  assert.deepEqual(stage.mailboxes.inbox('X26ABC2'), []);
  shown(await stage.ask('/mesh/M1'), 404);
});

test('what cannot be sent is told beside the form, which keeps what was typed', async () => {
  await using stage = await neighbours();
  const form = { from: 'X26ABC1', to: 'X26ABC2', workflowId: 'REFUSED', content: EVIL };
  const elements = shown(await stage.ask('/mailboxes/send', {}, form), 422);
  assert.match(said(elements), /the workflow is not known/);
  assert.equal(elements.find(({ name }) => name === 'textarea')?.text, EVIL);
  const bare = shown(await stage.ask('/mailboxes/send', {}, { from: 'X26ABC1' }), 422);
  assert.match(said(bare), /the mailbox that gets it is missing/);
});

test('a message is put into another state, with its code', async () => {
  await using stage = await neighbours();
  await stage.mailboxes.send(draft('x'));
  const form = { status: 'undeliverable', code: '14', description: 'not collected' };
  assert.equal((await stage.ask('/mesh/M1/state', {}, form)).status, 303);
  assert.match(said(shown(await stage.ask('/mesh/M1'))), /undeliverable14not collected/);
});

const draft = (text: string | Buffer) => ({
  ...{ from: 'X26ABC1', to: 'X26ABC2', workflowId: 'W', body: Buffer.from(text) },
});

test('of a large content only the beginning is read and shown; bytes that are no text as a dump', async () => {
  await using stage = await neighbours();
  await stage.mailboxes.send(draft('line\n'.repeat(100_000)));
  const large = said(shown(await stage.ask('/mesh/M1')));
  assert.match(large, /The first 66 kB \(65,536 bytes\) of 500 kB/);
  assert.ok(large.length < 60_000);
  await stage.mailboxes.send(draft(Buffer.from([0, 1, 2, 255])));
  assert.match(said(shown(await stage.ask('/mesh/M2'))), /00 01 02 ff/);
  const saved = await stage.ask('/mesh/M2/content');
  assert.match(String(saved.headers['content-disposition']), /attachment; filename="message.dat"/);
});

test('a long mailbox is shown in pages, latest first', async () => {
  await using stage = await neighbours();
  for (let at = 0; at < 60; at++) await stage.mailboxes.send(draft('x'));
  const first = linksOf(shown(await stage.ask('/mailboxes/X26ABC2')));
  assert.ok(first.includes('/console/mesh/M60') && !first.includes('/console/mesh/M10'));
  assert.ok(first.includes('?inbox=50&outbox=0#inbox'));
  const second = linksOf(shown(await stage.ask('/mailboxes/X26ABC2?inbox=50')));
  assert.ok(second.includes('/console/mesh/M10') && !second.includes('/console/mesh/M60'));
});

test('links show their numbers; an interchange leads to its entry and its message', async () => {
  await using stage = await neighbours();
  const elements = shown(await stage.ask('/gp-links'));
  assert.match(said(elements), /1 not receipted.*interchange 8, message 8.*interchange 41/s);
  assert.ok(linksOf(elements).includes('/console/messages/7'));
  assert.ok(linksOf(elements).includes('/console/mesh/M1'));
  assert.ok(said(elements).includes(EVIL));
});

test('the authority sends what the form says, or the form says why not', async () => {
  await using stage = await neighbours();
  const form = { link: 'riverside', code: 'F4', transactionNumber: '12', nhsNumber: '' };
  assert.equal((await stage.ask('/gp-links/send', {}, form)).status, 303);
  assert.deepEqual(stage.nhais.sent, [{ link: 'riverside', code: 'F4', transactionNumber: 12 }]);
  for (const [wrong, why] of [
    [{ code: 'F2' }, /a deduction has a reason/],
    [{ nhsNumber: '9990000019' }, /wrong check digit/],
    [{ date: '1.4.2026' }, /is no date/],
    [{ code: 'G1' }, /no code/],
  ] as const)
    assert.match(
      said(shown(await stage.ask('/gp-links/send', {}, { ...form, ...wrong }), 422)),
      why,
    );
});

test('how an authority answers is changed in the world; what cannot stand is refused', async () => {
  await using stage = await neighbours();
  const { settings } = stage.parts;
  const [name = ''] = Object.keys(settings.config().nhais.links);
  assert.notEqual(name, '', 'the default world has a link');
  const form = {
    ...{ acceptance: 'reject', removal: 'nothing', deduction: 'reject', amendment: 'nothing' },
    ...{ text: 'NO', delay: 'PT0S', reading: 'strict', updatePds: 'true' },
  };
  const elements = shown(await stage.ask(`/gp-links/${name}/replies`, {}, form));
  assert.match(said(elements), /Taken/);
  const link = settings.config().nhais.links[name];
  assert.deepEqual(
    [link?.replies.acceptance, link?.replies.text, link?.reading, link?.updatePds],
    ['reject', 'NO', 'strict', true],
  );
  const wrong = await stage.ask(`/gp-links/${name}/replies`, {}, { ...form, delay: 'soon' });
  assert.match(said(shown(wrong, 422)), /Nothing was changed.*delay/s);
  shown(await stage.ask('/gp-links/constructor/replies'), 404);
});

test('organisations are found, and one is shown with its roles and relationships', async () => {
  await using stage = await neighbours();
  const found = linksOf(shown(await stage.ask('/organisations?name=river')));
  assert.ok(found.includes('/console/organisations/Z99001'));
  assert.ok(!found.includes('/console/organisations/Z99X'));
  const record = shown(await stage.ask('/organisations/z99001'));
  assert.match(said(record), /RO177 .*primary/s);
  assert.match(said(record), /RE4Z99X RO98 TESTSHIRE ICB/);
  assert.ok(linksOf(record).includes('/console/organisations/Z99X'));
});

test('an organisation is changed as JSON; what it cannot be is told with the place', async () => {
  await using stage = await neighbours();
  const put = (value: object | string) =>
    stage.ask(
      '/organisations/Z99X',
      {},
      {
        record: typeof value === 'string' ? value : JSON.stringify(value),
      },
    );
  const known = stage.organisations.find('Z99X') ?? PRACTICE;
  assert.match(said(shown(await put({ ...known, name: 'OTHER ICB' }))), /in force until a reset/);
  assert.equal(stage.organisations.find('Z99X')?.name, 'OTHER ICB');
  assert.match(said(shown(await put({ ...known, roles: [] }), 422)), /roles: one is primary/);
  assert.match(said(shown(await put('{'), 422)), /it is no JSON/);
  assert.match(said(shown(await put(PRACTICE), 422)), /it has the code Z99001/);
  const kept = await stage.ask('/organisations/Z99001/remove', {}, {});
  assert.match(said(shown(kept, 422)), /stands in the world itself/);
  assert.equal((await stage.ask('/organisations/Z99X/remove', {}, {})).status, 303);
  shown(await stage.ask('/organisations/Z99X'), 404);
});

test('organisations are taken in from a text; what is none keeps what was typed', async () => {
  await using stage = await neighbours();
  const took = await stage.ask('/organisations/import', {}, { records: '"Z99300","A"' });
  assert.match(said(shown(took)), /1 organisation is taken in/);
  const elements = shown(await stage.ask('/organisations/import', {}, { records: EVIL }), 422);
  assert.equal(elements.find(({ name }) => name === 'textarea')?.text, EVIL);
});

test('adaptors show their queue and their work, and where a system sends', async () => {
  await using stage = await neighbours();
  const text = said(shown(await stage.ask('/adaptors')));
  assert.match(text, /2 in the queue.*1 consumer/s);
  assert.match(text, /http:\/\/127\.0\.0\.1:8482/);
  assert.match(text, /RCMR_IN010000UK05outbound.*OUTBOUND_MESSAGE_ACKD/);
});

test('pieces that are fetched again are no whole pages', async () => {
  await using stage = await neighbours();
  for (const path of [
    '/mailboxes/list',
    '/mailboxes/X26ABC1/boxes',
    '/gp-links/now',
    '/adaptors/now',
  ]) {
    const { status, text } = await stage.ask(path);
    assert.equal(status, 200, path);
    assert.doesNotMatch(text, /<html|<h1/);
  }
});

test('an interchange is shown a segment a line, however it was written, with what each says', () => {
  const segments = [
    "UNB+UNOA:2+A+B+260105:0900+00000001'",
    "S01+1'",
    "FTX+RGI+++IT?'S SO'",
    'UNZ+1',
  ];
  for (const between of ['', '\n', '\r\n']) {
    const text = segments.join(between);
    const lines = [...edifactLines(text)].map(({ start, end }) => text.slice(start, end));
    assert.deepEqual(lines, segments);
  }
  const advised = "UNA:+.? 'UNB+X'\nUNZ+1'";
  const [una, unb] = [...edifactLines(advised)].map(({ start, end }) => advised.slice(start, end));
  assert.deepEqual([una, unb], ["UNA:+.? '", "UNB+X'"]);
  assert.equal(segmentMeaning("RFF+950:G1'"), 'G1: acceptance');
  assert.equal(segmentMeaning("PNA+PAT+1:OPI'"), 'NHS number and names');
  assert.equal(segmentMeaning("ZZZ+1'"), undefined);
});

test('on the page of a message an interchange has its segments explained and the wrong place marked', async () => {
  await using stage = await neighbours();
  const body = "UNB+UNOA:2+A+B+260105:0900+00000001'UNH+1+FHSREG:0:1:FH:FHS001'UNT+9+1'UNZ+1+1'";
  const finding: Finding = {
    ...{ check: 'NHAIS-ENVELOPE-01', severity: 'should' as const, clause: 'mesh-nhais 2.5.1' },
    ...{
      message: 'UNT counts 9 segments',
      at: '/message[SMS=1]',
      line: 1,
      column: body.indexOf('UNT') + 1,
    },
  };
  const entry = await stage.journal.append({
    ...{ kind: 'received', at: AT, service: 'nhais:riverside', summary: 'interchange 1' },
    request: { headers: [], body: Buffer.from(body) },
    findings: [finding],
  });
  const text = said(shown(await stage.ask(`/messages/${entry.sequence}`)));
  assert.match(text, /4 lines, a segment a line/);
  assert.match(text, /interchange: sender, recipient, time, sequence/);
  assert.match(text, /UNT\+9\+1' {2}end of message: segments, sequence\s*NHAIS-ENVELOPE-01/);
});

test('a message of an MHS adaptor has its envelope and its payload shown as what they are', async () => {
  await using stage = await neighbours();
  const message = {
    ebXML:
      '<SOAP:Envelope xmlns:SOAP="http://schemas.xmlsoap.org/soap/envelope/"><SOAP:Body/></SOAP:Envelope>',
    payload: `<RCMR xmlns="urn:hl7-org:v3"><id extension="${'1'.repeat(20)}"/></RCMR>`,
    attachments: [],
  };
  const entry = await stage.journal.append({
    ...{ kind: 'composed', at: AT, service: 'adaptor:Z99050', summary: 'waits in queue inbound' },
    request: {
      headers: [['Content-Type', 'application/json']],
      body: Buffer.from(JSON.stringify(message)),
    },
  });
  const page = `/messages/${entry.sequence}`;
  const elements = shown(await stage.ask(page));
  assert.match(said(elements), /Envelope in the JSON xml/);
  assert.match(said(elements), /Payload in the JSON xml/);
  const alone = said(shown(await stage.ask(`${page}?show=request-payload`)));
  assert.match(alone, /Payload in the JSON/);
  assert.doesNotMatch(alone, /Envelope in the JSON/);
});
