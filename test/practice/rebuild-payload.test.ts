import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { elementEnd, leadingElement } from '../../simulator/practice/large/element-span.ts';
import { rebuildPayload } from '../../simulator/practice/large/rebuild-payload.ts';
import { safeName } from '../../simulator/practice/large/safe-name.ts';
import { synthesizeSkeleton } from '../../src/gp2gp/synthetic-record.ts';
import { FACTS } from '../gp2gp/extract-facts.ts';

const ID = 'BBBBBBBB-EEEE-4EEE-8EEE-000000000001';
const FOR_PATIENT = { ...FACTS, nhsNumber: '9990000018' };
const UK07 = { ...FOR_PATIENT, interaction: 'RCMR_IN030000UK07' };
const RECORD = { seed: 3, entries: 4, payloadBytes: 60_000 };
const ENOUGH = 1_000_000;

function rebuild(core: Buffer, content: Buffer, documentId: string | undefined = ID) {
  return rebuildPayload({ core, replacements: [{ documentId, content }], atMost: ENOUGH });
}

test('a whole message takes the place of the payload, whichever of the two it is', () => {
  for (const facts of [FOR_PATIENT, UK07]) {
    const { payload, core, replaced } = synthesizeSkeleton(RECORD, facts, ID, 'whole');
    const rebuilt = rebuild(core, replaced);
    assert.ok(rebuilt.ok);
    assert.ok(rebuilt.payload.equals(payload));
    assert.equal(rebuilt.extract.nhsNumber, '9990000018');
  }
});

test('what may stand before a whole message does not hide it', () => {
  const { core, replaced } = synthesizeSkeleton(RECORD, FOR_PATIENT, ID, 'whole');
  const before = Buffer.from('\ufeff<?xml version="1.0"?>\n<!-- RCMR_IN02 -->\n  ');
  const rebuilt = rebuild(core, Buffer.concat([before, replaced]));
  assert.ok(rebuilt.ok);
  assert.ok(rebuilt.payload.equals(replaced));
});

test('a subtree takes the place of the statement that carries the id of its document', () => {
  const { payload, core, replaced } = synthesizeSkeleton(RECORD, FOR_PATIENT, ID, 'subtree');
  for (const documentId of [ID, ID.toLowerCase()]) {
    const rebuilt = rebuild(core, replaced, documentId);
    assert.ok(rebuilt.ok);
    assert.ok(rebuilt.payload.equals(payload));
  }
});

test('a subtree with its component takes the place of both', () => {
  const { payload, core, replaced } = synthesizeSkeleton(RECORD, FOR_PATIENT, ID, 'subtree');
  const component = Buffer.concat([
    Buffer.from('<component typeCode="COMP">'),
    replaced,
    Buffer.from('</component>'),
  ]);
  const rebuilt = rebuild(core, component);
  assert.ok(rebuilt.ok);
  assert.ok(rebuilt.payload.equals(payload));
});

test('what has no place, is no XML or makes no extract is told and takes no place', () => {
  const { core, replaced } = synthesizeSkeleton(RECORD, FOR_PATIENT, ID, 'subtree');
  const cases: readonly (readonly [Buffer, string | undefined, RegExp])[] = [
    [replaced, 'CCCCCCCC-EEEE-4EEE-8EEE-000000000001', /no statement .* carries the id/],
    [replaced, '', /no document id/],
    [Buffer.from('no XML'), ID, /no XML element/],
    [Buffer.from('<!DOCTYPE x []><NarrativeStatement/>'), ID, /no XML element/],
    [replaced.subarray(0, replaced.length - 20), ID, /./],
    [Buffer.from('<RCMR_IN030000UK06 xmlns="urn:hl7-org:v3"/>'), ID, /no recordTarget|has no/],
  ];
  for (const [content, documentId, because] of cases) {
    const rebuilt = rebuildPayload({
      core,
      replacements: [{ documentId, content }],
      atMost: ENOUGH,
    });
    assert.ok(!rebuilt.ok && rebuilt.why === 'content');
    assert.match(rebuilt.because, because);
  }
});

test('a payload that grows beyond the limit is refused for it', () => {
  const { core, replaced } = synthesizeSkeleton(RECORD, FOR_PATIENT, ID, 'whole');
  const replacements = [{ documentId: ID, content: replaced }];
  const rebuilt = rebuildPayload({ core, replacements, atMost: 50_000 });
  assert.ok(!rebuilt.ok && rebuilt.why === 'too-large');
});

test('no bytes whatever break it', () => {
  const { core } = synthesizeSkeleton({ seed: 1, entries: 1 }, FOR_PATIENT, ID, 'whole');
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.string(), (bytes, name) => {
      rebuild(core, Buffer.from(bytes));
      rebuild(core, Buffer.from(`<${name}>`));
    }),
    { numRuns: 200 },
  );
});

test('the end of an element is found past comments, sections and signs in attributes', () => {
  const inner = '<b x=">"/><!-- </a> --><![CDATA[</a>]]><?p </a>?><a><a y=\'</a>\'>t</a></a>';
  const text = Buffer.from(`<r><a>${inner}</a><c/></r>`);
  const start = 3;
  assert.equal(elementEnd(text, start), start + `<a>${inner}</a>`.length);
  assert.equal(elementEnd(Buffer.from('<a><b>'), 0), undefined);
  assert.deepEqual(leadingElement(Buffer.from(' <hl7:x/>')), { name: 'x', start: 1 });
});

test('a stored name never leads anywhere, is never empty, and is what came where that is harmless', () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      const safe = safeName(name);
      assert.ok(safe.length > 0);
      assert.doesNotMatch(safe, /[\\/]|^\.{1,2}$/);
    }),
  );
  for (const name of ['letter.tif', 'a=b & c.txt', 'Übung ½.pdf', '..hidden', 'x'.repeat(255)]) {
    assert.equal(safeName(name), name);
  }
});
