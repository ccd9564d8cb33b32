import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentOf, readPdsMessage } from '../../../src/demographics/hl7v3/pds-message.ts';
import { readQuery } from '../../../src/demographics/hl7v3/read-query.ts';
import { readUpdate } from '../../../src/demographics/hl7v3/read-update.ts';
import { headerOf } from '../../../src/wire/http-capture/http-capture.ts';
import { readHttpCapture } from '../../../src/wire/http-capture/read-http-capture.ts';
import { decodePart } from '../../../src/wire/mime/decode-part.ts';
import { readMime } from '../../../src/wire/mime/read-mime.ts';
import { readXml } from '../../../src/wire/xml/read-xml.ts';
import { isElement, type XmlElement } from '../../../src/wire/xml/xml-element.ts';
import { sample, withoutSamples } from '../../demographics/hl7v3/pds-schema.ts';
import { openDirect } from './direct.ts';

const skip = withoutSamples;
const composed = (name: string) => sample('composed', 'hl7v3', name);

/** What a document says, apart from white space and prefixes, ids that are made anew, and times. */
type Said = readonly unknown[];

function said({ name, attributes, children }: XmlElement): Said {
  const told = attributes
    .filter(({ prefix, name: each }) => prefix !== 'xmlns' && each !== 'xmlns')
    .map(
      ({ name: each, value }) => [each, name === 'creationTime' ? 'TIME' : masked(value)] as const,
    )
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const inner: unknown[] = children.flatMap((child): unknown[] =>
    isElement(child) ? [said(child)] : child.trim() === '' ? [] : [masked(child.trim())],
  );
  return [name, Object.fromEntries(told), ...inner];
}

/** The ids of the examples' requests stay: the answers refer to them. */
function masked(value: string): string {
  return value.replace(/[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}/g, (id) =>
    /^5E9A000[01]-0000-4000-8000-0000000000(01|04|06|10|17|19)$/.test(id) ? id : 'UUID',
  );
}

function read(bytes: Uint8Array): XmlElement {
  const xml = readXml(bytes);
  assert.ok(xml.ok, Buffer.from(bytes).toString().slice(0, 200));
  return xml.value;
}

const SYNCHRONOUS = [
  [
    'QUPA_IN000008UK02.retrieval.request.soap.xml',
    '9991001018',
    'QUPA_IN000009UK03.retrieval.success.soap.xml',
  ],
  [
    'QUPA_IN000008UK02.retrieval.request.soap.xml',
    '9991001085',
    'QUPA_IN000009UK03.retrieval.sensitive.soap.xml',
  ],
  [
    'QUPA_IN000008UK02.retrieval.request.soap.xml',
    '9991001409',
    'QUQI_IN010000UK14.retrieval.no-match.soap.xml',
  ],
  [
    'QUPA_IN000005UK01.simple-trace.request.soap.xml',
    '9991001018',
    'QUPA_IN000007UK01.simple-trace.match.soap.xml',
  ],
  [
    'QUPA_IN000014UK01.cross-check.request.soap.xml',
    '9991001409',
    'QUQI_IN010000UK14.cross-check.no-match.soap.xml',
  ],
] as const;

for (const [request, number, answer] of SYNCHRONOUS)
  test(`the answer to ${request} about ${number} is ${answer}`, { skip }, async () => {
    const bytes = composed(request).toString().replace('9991001018', number);
    const told = await openDirect().ask(request.split('.')[0] ?? '', Buffer.from(bytes));
    assert.equal(told.status, 200, told.body.toString());
    assert.deepEqual(said(read(told.body)), said(read(composed(answer))));
  });

test('the answer to a simple trace that fits nobody is the published one', { skip }, async () => {
  const request = composed('QUPA_IN000005UK01.simple-trace.request.soap.xml').toString();
  const told = await openDirect().ask(
    'QUPA_IN000005UK01',
    Buffer.from(request.replace('19800229', '19800228')),
  );
  const published = composed('QUQI_IN010000UK14.simple-trace.no-match.soap.xml');
  assert.deepEqual(said(read(told.body)), said(read(published)));
});

const LATER = [
  [
    'PRPA_IN000203UK03.general-update.gp-altered.xml',
    /nothing/,
    'PRPA_IN000202UK01.update.success.xml',
  ],
  [
    'PRPA_IN000203UK03.general-update.gp-altered.xml',
    /Z99002/,
    'MCCI_IN010000UK13.update.invalid-gp.xml',
  ],
] as const;

for (const [request, wrong, answer] of LATER)
  test(`the answer to ${request} without ${wrong.source} is ${answer}`, { skip }, async () => {
    const payload = composed(request).toString().replace(wrong, 'Z99009');
    const [told] = await openDirect().send(request.split('.')[0] ?? '', Buffer.from(payload));
    assert.equal(told?.kind, 'message');
    assert.deepEqual(said(read(Buffer.from(told.xml))), said(read(composed(answer))));
  });

test('the answer to a message that came before is the published rejection', { skip }, async () => {
  const { send } = openDirect();
  const payload = composed('PRPA_IN000203UK03.general-update.gp-altered.xml');
  await send('PRPA_IN000203UK03', payload);
  const [told] = await send('PRPA_IN000203UK03', payload);
  assert.equal(told?.kind, 'message');
  const published = composed('MCCI_IN010000UK13.tms-reject.duplicate-id.xml');
  assert.deepEqual(said(read(Buffer.from(told.xml))), said(read(published)));
});

test('the published update of a death is taken and the allocation answered as published', {
  skip,
}, async () => {
  const { send, register } = openDirect();
  const [death] = await send(
    'PRPA_IN000203UK03',
    composed('PRPA_IN000203UK03.general-update.death-informal.xml'),
  );
  assert.equal(death?.kind === 'message' && death.interaction, 'PRPA_IN000202UK01');
  assert.equal(register.get('9991001018')?.deceased?.time, '20260101');
  const [made] = await send(
    'PRPA_IN000200UK03',
    composed('PRPA_IN000200UK03.allocation.request.xml'),
  );
  assert.equal(made?.kind, 'message');
  const published = composed('PRPA_IN000201UK01.allocation.accepted.xml').toString();
  // The example stands somewhere in the pool.
  const number = /999\d{7}/.exec(made.xml)?.[0] ?? '';
  assert.deepEqual(
    said(read(Buffer.from(made.xml))),
    said(read(Buffer.from(published.replace('9991001654', number)))),
  );
});

test('an advanced trace answers as published, and says telephone and title besides', {
  skip,
}, async () => {
  const [told] = await openDirect().send(
    'QUPA_IN000006UK02',
    composed('QUPA_IN000006UK02.advanced-trace.request.xml'),
  );
  assert.equal(told?.kind, 'message');
  const ours = told.xml
    .replace(/<COCT_MT000202UK02.PartOfWhole[\s\S]*?<\/COCT_MT000202UK02.PartOfWhole>/, '')
    .replace('<prefix>MS</prefix>', '');
  const published = composed('QUPA_IN000011UK02.advanced-trace.single-match.xml');
  assert.deepEqual(said(read(Buffer.from(ours))), said(read(published)));
});

test('an advanced trace that fits nobody answers as published', { skip }, async () => {
  const request = composed('QUPA_IN000006UK02.advanced-trace.request.xml').toString();
  const [told] = await openDirect().send(
    'QUPA_IN000006UK02',
    Buffer.from(request.replace('AL*', 'ZZ*')),
  );
  assert.equal(told?.kind, 'message');
  const published = composed('QUQI_IN010000UK14.advanced-trace.no-match.xml');
  assert.deepEqual(said(read(Buffer.from(told.xml))), said(read(published)));
});

test('a captured retrieval is read, with its departures from the schema', { skip }, () => {
  const captured = read(
    sample('hl7v3-captures', 'messenger', 'tpp-gp2gp_process', '02-pds-retr-query.xml'),
  );
  const told: string[] = [];
  const content = contentOf(readPdsMessage(captured), 'query');
  assert.ok(content);
  const query = readQuery(content, 'retrieval', (code) => void told.push(code));
  assert.equal(query.historicData, '1');
  assert.match(query.id?.extension ?? '', /^\d{10}$/);
  assert.deepEqual(query.retrievalItems, ['person.allData']);
  assert.deepEqual(told, ['order', 'semantics-text', 'order', 'semantics-text']);
});

test('a captured update is read, with its departures from the schema', { skip }, () => {
  const captured = read(
    sample('hl7v3-captures', 'messenger', 'tpp-gp2gp_process', '04-pds-update.xml'),
  );
  const told: string[] = [];
  const content = contentOf(readPdsMessage(captured), 'PdsUpdateRequest');
  assert.ok(content);
  const update = readUpdate(content, (code) => void told.push(code));
  assert.equal(update.serialNumber, '137');
  assert.deepEqual(
    update.provisions.map(({ mode, item: { code, id } }) => [mode, code, id]),
    [['altered', '1', 'cppz']],
  );
  assert.deepEqual(told, ['order']);
});

test('a captured advanced trace is read out of its package', { skip }, () => {
  const bytes = sample(
    'hl7v3-captures',
    'tkwx',
    'QUPA_IN000006UK02_1433768910_7589C768-0DDF-11E5-82C2-4F9AE80A24B4_ebxml.msg',
  );
  const capture = readHttpCapture(bytes);
  assert.ok(capture.ok);
  const { headers, body: span } = capture.value;
  const body = bytes.subarray(span.offset, span.offset + span.length);
  const mime = readMime(body, headerOf(headers, 'content-type'));
  const second = mime.ok ? mime.value.parts[1] : undefined;
  assert.ok(second);
  const payload = decodePart(body, second);
  assert.ok(payload.ok);
  const message = readPdsMessage(read(payload.value));
  assert.equal(message.interaction, 'QUPA_IN000006UK02');
  assert.equal(message.user?.jobRoleCode, 'ABCD');
  const content = contentOf(message, 'query');
  assert.ok(content);
  const query = readQuery(content, 'advanced-trace', () => {});
  assert.equal(query.searchTypes.length, 1);
  assert.ok(query.name?.families[0]);
});
