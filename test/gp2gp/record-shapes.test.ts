import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wholeOf } from '../../src/gp2gp/content.ts';
import { readEhrExtract } from '../../src/gp2gp/ehr-extract.ts';
import {
  type DocumentKind,
  type DocumentOptions,
  isPlaceholderName,
} from '../../src/gp2gp/synthetic/documents.ts';
import {
  type SyntheticOptions,
  synthesizeRecord,
  synthesizeSkeleton,
} from '../../src/gp2gp/synthetic-record.ts';
import { FACTS } from './extract-facts.ts';
import { sharedSchema, withoutSchemas } from './shared-schema.ts';

const UK07 = { ...FACTS, interaction: 'RCMR_IN030000UK07' };
const AUTHOR = { roleProfile: '999000000067', user: '999000000065', jobRole: 'R8000' };
const DOCUMENT = 'AAAAAAAA-1111-4111-8111-000000000001';
const LETTER: DocumentOptions = {
  name: 'a=b & c.txt',
  contentType: 'text/plain',
  bytes: Buffer.from('Dear colleague'),
};
const ABSENT = { title: 'scan.exe', odsCode: 'Z99002', conversationId: DOCUMENT };

function frameOf(payload: Uint8Array) {
  const read = readEhrExtract(payload);
  assert.ok(read.ok, read.ok ? '' : read.failure.message);
  return read.value;
}

const SHAPES: Readonly<Record<string, SyntheticOptions>> = {
  folders: { seed: 1, earlierPractices: ['Z99005', 'Z99006'] },
  empty: { seed: 2, empty: true },
  'empty but for a document': { seed: 2, empty: true, documents: [LETTER] },
  nested: { seed: 3, nesting: 40 },
  narrative: { seed: 5, narrative: '<script> & "quotes" \u00e9\u{1f600}' },
  documents: {
    seed: 6,
    documents: [LETTER, { ...LETTER, absent: ABSENT }, { ...LETTER, anchored: false }],
  },
  'filled up with all of it': {
    seed: 7,
    payloadBytes: 200_000,
    nesting: 3,
    earlierPractices: ['Z99005'],
    documents: [LETTER],
  },
};

test('records of every shape are valid against both published schema sets', {
  skip: withoutSchemas,
}, () => {
  using adaptor = sharedSchema('adaptor', 'RCMR_IN030000UK06');
  using spine = sharedSchema('spine', 'RCMR_IN030000UK06');
  for (const [name, options] of Object.entries(SHAPES)) {
    const { payload } = synthesizeRecord(options, { ...FACTS, author: AUTHOR });
    assert.deepEqual(adaptor.violations(payload), [], name);
    assert.deepEqual(spine.violations(payload), [], name);
  }
});

test('records in Read codes, with redactions and with skeletons are valid', {
  skip: withoutSchemas,
}, () => {
  using uk06 = sharedSchema('adaptor', 'RCMR_IN030000UK06');
  using uk07 = sharedSchema('adaptor', 'RCMR_IN030000UK07');
  const read = synthesizeRecord({ seed: 4, entries: 20, readCodes: true }, FACTS);
  assert.deepEqual(uk06.violations(read.payload), []);
  for (const redacted of [1, 2, 12, 30]) {
    const { payload } = synthesizeRecord({ seed: redacted, entries: 12, redacted }, UK07);
    assert.deepEqual(uk07.violations(payload), [], `${redacted} redactions`);
  }
  for (const form of ['whole', 'subtree'] as const) {
    const { core } = synthesizeSkeleton({ seed: 9, payloadBytes: 90_000 }, FACTS, DOCUMENT, form);
    assert.deepEqual(uk06.violations(core), [], form);
  }
});

test('exactly as many entries are redacted as asked, and in UK07 alone', () => {
  for (const redacted of [0, 1, 7, 12, 15]) {
    const options = { seed: 3, entries: 12, redacted };
    assert.equal(frameOf(synthesizeRecord(options, UK07).payload).redactions, redacted);
    assert.equal(frameOf(synthesizeRecord(options, FACTS).payload).redactions, 0);
  }
});

test('the record of earlier practices follows in folders of its own', () => {
  const { payload } = synthesizeRecord({ seed: 1, earlierPractices: ['Z99005', 'Z99006'] }, FACTS);
  assert.equal(frameOf(payload).folders, 3);
  const authors = [
    ...payload.toString().matchAll(/<id root="1\.2\.826\.0\.1285\.0\.1\.10" extension="(\w+)"/g),
  ];
  assert.deepEqual(authors.map(([, odsCode]) => odsCode).slice(2), [
    FACTS.authorOds,
    'Z99005',
    'Z99006',
  ]);
});

test('an empty record says so and holds nothing else', () => {
  const { payload } = synthesizeRecord({ seed: 2, empty: true }, FACTS);
  assert.equal(frameOf(payload).compositions, 1);
  assert.match(payload.toString(), /<EhrEmpty classCode="OBS" moodCode="EVN">/);
  assert.doesNotMatch(payload.toString(), /Statement/);
});

test('headings go as deep as asked, however deep', () => {
  const { payload } = synthesizeRecord({ seed: 3, entries: 0, nesting: 20_000 }, FACTS);
  const count = payload.toString().match(/<CompoundStatement /g)?.length;
  assert.equal(count, 20_000);
  // Nobody reads that deep: it is told, and nothing breaks.
  const read = readEhrExtract(payload);
  assert.equal(!read.ok && read.failure.code, 'xml.too-deep');
});

test('documents that are given are anchored with the code for their kind', () => {
  const kinds: readonly (readonly [DocumentKind, string])[] = [
    ['scan', '24761000000103'],
    ['letter', '25821000000100'],
    ['ocr', '25841000000107'],
    ['image', '25831000000103'],
    ['audio', '24771000000105'],
    ['other-audio', '37261000000101'],
    ['other', '37251000000104'],
    ['edi', '24891000000101'],
  ];
  const documents = kinds.map(([kind]) => ({ ...LETTER, kind }));
  const { payload, attachments } = synthesizeRecord({ seed: 8, documents }, FACTS);
  const codes = payload
    .toString()
    .matchAll(/<referredToExternalDocument [^>]*><id root="([^"]+)"\/><code code="(\d+)"/g);
  assert.deepEqual(
    [...codes].map(([, id, code]) => [id, code]),
    kinds.map(([, code], n) => [attachments[n]?.id, code]),
  );
  assert.equal(attachments[0]?.fileName, `${attachments[0]?.id}_a=b & c.txt`);
});

test('a document that could not be had is a note of four lines', () => {
  const documents = [{ ...LETTER, id: DOCUMENT, absent: ABSENT }];
  const { payload, attachments } = synthesizeRecord({ seed: 8, documents }, FACTS);
  const [note] = attachments;
  assert.ok(note);
  assert.equal(note.fileName, `AbsentAttachment${DOCUMENT}.txt`);
  assert.ok(isPlaceholderName(note.fileName));
  assert.ok(!isPlaceholderName('letter.txt'));
  assert.deepEqual(wholeOf(note.bytes).toString().split('\n'), [
    'The file could not be included with the Electronic Record',
    'scan.exe',
    `Z99002:${DOCUMENT}`,
    'Reason:06:Unable to determine problem',
    '',
  ]);
  assert.match(payload.toString(), /<text>Absent Attachment: scan\.exe <\/text>/);
});

test('a document without an anchor travels and is not mentioned', () => {
  const documents = [{ ...LETTER, anchored: false }];
  const { payload, attachments } = synthesizeRecord({ seed: 8, documents }, FACTS);
  assert.equal(attachments.length, 1);
  assert.deepEqual(frameOf(payload).anchors, []);
});

test('a skeleton of the whole message is small, and what it stands for is the message', () => {
  const options = { seed: 9, payloadBytes: 300_000, earlierPractices: ['Z99005'] };
  const { payload, core, replaced } = synthesizeSkeleton(options, FACTS, DOCUMENT);
  assert.ok(replaced.equals(payload));
  assert.ok(payload.equals(synthesizeRecord(options, FACTS).payload));
  assert.ok(core.length < 8_000, `${core.length} bytes`);
  const frame = frameOf(core);
  assert.equal(frame.nhsNumber, FACTS.nhsNumber);
  assert.deepEqual(frame.anchors, [
    { id: DOCUMENT, mediaType: 'text/xml', reference: `cid:${DOCUMENT}` },
  ]);
});

test('a statement that was cut out fits back into its place', () => {
  const options = { seed: 9, payloadBytes: 300_000 };
  const { payload, core, replaced } = synthesizeSkeleton(options, FACTS, DOCUMENT, 'subtree');
  assert.ok(core.length < payload.length);
  assert.match(replaced.toString(), /^<NarrativeStatement /);
  const text = core.toString();
  const start = text.indexOf(
    `<NarrativeStatement classCode="OBS" moodCode="EVN"><id root="${DOCUMENT}"`,
  );
  const end = text.indexOf('</NarrativeStatement>', start) + '</NarrativeStatement>'.length;
  assert.equal(text.slice(0, start) + replaced.toString() + text.slice(end), payload.toString());
});
