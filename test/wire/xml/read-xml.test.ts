import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { EB_NS, HL7_EBXML_NS, SOAP_NS } from '../../../src/wire/ebxml/names.ts';
import type { Reading } from '../../../src/wire/reading.ts';
import { readXml } from '../../../src/wire/xml/read-xml.ts';
import {
  attributeOf,
  childElements,
  firstChild,
  textOf,
  type XmlElement,
} from '../../../src/wire/xml/xml-element.ts';

const bytes = (text: string): Buffer => Buffer.from(text, 'utf8');
const codes = (reading: Reading<unknown>): string[] => reading.deviations.map(({ code }) => code);

function read(text: string | Buffer): XmlElement {
  const reading = readXml(typeof text === 'string' ? bytes(text) : text);
  assert.ok(reading.ok, reading.ok ? '' : reading.failure.message);
  return reading.value;
}

function refusal(
  text: string | Buffer,
  limits = {},
): { code: string; at: object; message: string } {
  const reading = readXml(typeof text === 'string' ? bytes(text) : text, limits);
  assert.ok(!reading.ok, 'it should have been refused');
  return reading.failure;
}

test('resolves names by namespace whatever the prefix', () => {
  const root = read(
    `<a:x xmlns:a="${EB_NS}" xmlns="urn:d" a:v="2.0"><b:y xmlns:b="${EB_NS}"/><y/></a:x>`,
  );
  assert.equal(root.namespace, EB_NS);
  assert.equal(attributeOf(root, EB_NS, 'v'), '2.0');
  assert.equal(firstChild(root, EB_NS, 'y')?.prefix, 'b');
  assert.equal(childElements(root, 'urn:d').length, 1);
});

test('joins text, references and CDATA into one run and drops comments', () => {
  const root = read('<a>one &amp; <![CDATA[<two>]]><!-- no --><?no no?> &#x263A;<b/>tail</a>');
  assert.deepEqual(
    root.children.map((child) => (typeof child === 'string' ? child : child.name)),
    ['one & <two> \u263a', 'b', 'tail'],
  );
  assert.equal(textOf(root), 'one & <two> \u263atail');
});

test('places every start tag by byte, line and column among characters of many widths', () => {
  const text = '<a>\r\n\u00e9\u20ac\u{1f600}<b\r\n c="\u00e9"/>\r<d/>\n</a>';
  const [b, d] = childElements(read(text));
  assert.deepEqual(b?.at, { offset: 14, line: 2, column: 4 });
  assert.deepEqual(d?.at, { offset: bytes(text).indexOf('<d/>'), line: 4, column: 1 });
});

test('takes a byte order mark, and counts it among the bytes', () => {
  const reading = readXml(bytes('\ufeff<?xml version="1.0"?><a/>'));
  assert.deepEqual(codes(reading), ['xml.byte-order-mark']);
  assert.equal(reading.ok && reading.value.at.offset, 24);
});

test('takes white space before the declaration', () => {
  const reading = readXml(bytes('\r\n\t<?xml version="1.0" encoding="utf-8"?>\n<a/>'));
  assert.deepEqual(codes(reading), ['xml.space-before-declaration']);
  assert.deepEqual(reading.ok && reading.value.at, { offset: 42, line: 3, column: 1 });
});

test('tells the first byte that is no UTF-8 and keeps later places right', () => {
  const reading = readXml(
    Buffer.concat([bytes('<a>\n\u00e9'), Buffer.from([0xe9, 0xe2, 0x82]), bytes('<b/></a>')]),
  );
  assert.ok(reading.ok);
  assert.deepEqual(codes(reading), ['xml.invalid-utf8']);
  assert.deepEqual(reading.deviations[0]?.at, { offset: 6, line: 2, column: 2 });
  assert.equal(textOf(reading.value), '\n\u00e9\ufffd\ufffd\ufffd');
  assert.equal(childElements(reading.value)[0]?.at.offset, 9);
});

test('decodes ISO-8859-1 as windows-1252 and says so', () => {
  const text = '<?xml version="1.0" encoding="ISO-8859-1"?><a>\x80\xe9<b/></a>';
  const reading = readXml(Buffer.from(text, 'latin1'));
  assert.ok(reading.ok);
  assert.deepEqual(codes(reading), ['xml.encoding']);
  assert.equal(textOf(reading.value), '\u20ac\u00e9');
  assert.equal(childElements(reading.value)[0]?.at.offset, text.indexOf('<b/>'));
});

test('refuses encodings that no sender of the Spine may use', () => {
  for (const name of ['UTF-16', 'EBCDIC-CP-US', 'Shift_JIS']) {
    assert.equal(refusal(`<?xml version="1.0" encoding="${name}"?><a/>`).code, 'xml.encoding');
  }
  assert.equal(refusal(Buffer.from('\ufeff<a/>', 'utf16le')).code, 'xml.encoding');
  assert.equal(refusal(Buffer.from('<a/>', 'utf16le')).code, 'xml.encoding');
});

test('takes well-known prefixes without a declaration, once told each', () => {
  const reading = readXml(
    bytes(
      `<S:Envelope xmlns:S="${SOAP_NS}"><eb:A soap-env:m="1"><eb:B/></eb:A><hl7ebXML:P/></S:Envelope>`,
    ),
  );
  assert.ok(reading.ok);
  assert.deepEqual(codes(reading), Array(3).fill('xml.unbound-prefix'));
  const [a, payload] = childElements(reading.value);
  assert.equal(a?.namespace, EB_NS);
  assert.equal(a && attributeOf(a, SOAP_NS, 'm'), '1');
  assert.equal(payload?.namespace, HL7_EBXML_NS);
  assert.match(reading.deviations[0]?.message ?? '', /"eb" is not declared/);
});

test('believes a declaration before its own knowledge of a prefix', () => {
  const reading = readXml(bytes('<eb:a xmlns:eb="urn:other"/>'));
  assert.equal(reading.ok && reading.value.namespace, 'urn:other');
  assert.deepEqual(codes(reading), []);
});

test('refuses what is not well-formed and says where', () => {
  const refused = {
    '': 'document must contain a root element',
    '<a>': 'unclosed tag: a',
    '<a></b>': 'unexpected close tag',
    '<a/><b/>': 'documents may contain only one root',
    '<q:a/>': 'unbound namespace prefix: "q"',
    '<a b="1" b="2"/>': 'duplicate attribute: b',
    '<a xmlns:p="u" xmlns:q="u" p:b="" q:b=""/>': 'duplicate attribute: {u}b',
    '<a b=1/>': 'unquoted attribute value',
    '<a>&nbsp;</a>': 'undefined entity',
    '<a>&constructor;</a>': 'undefined entity',
    '<a>\u0001</a>': 'disallowed character',
    '<a>&#0;</a>': 'malformed character entity',
    text: 'text data outside of root node',
  };
  for (const [text, message] of Object.entries(refused)) {
    const failure = refusal(text);
    assert.equal(failure.code, 'xml.not-well-formed', text);
    assert.equal(failure.message, message);
  }
  assert.deepEqual(refusal('<a>\n\u00e9</b></a>').at, { offset: 9, line: 2, column: 5 });
});

test('refuses a document type declaration wherever it stands', () => {
  const entity = '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>';
  for (const before of ['', '<?xml version="1.0"?>\n', '<!-- <!DOCTYPE b> -->', '<?p i?> \n']) {
    const failure = refusal(before + entity);
    assert.equal(failure.code, 'xml.doctype');
    assert.deepEqual(failure.at, { ...failure.at, offset: before.length });
  }
  assert.ok(!readXml(bytes('<a/><!DOCTYPE a>')).ok);
  assert.ok(readXml(bytes('<a><!-- <!DOCTYPE a> --><![CDATA[<!DOCTYPE a>]]></a>')).ok);
});

test('reads up to each limit and refuses beyond it', () => {
  const nested = (depth: number): string => '<a>'.repeat(depth) + '</a>'.repeat(depth);
  assert.ok(readXml(bytes(nested(5)), { depth: 5 }).ok);
  assert.equal(refusal(nested(6), { depth: 5 }).code, 'xml.too-deep');
  const wide = (count: number): string =>
    `<a ${Array.from({ length: count }, (_, index) => `b${index}=""`).join(' ')}/>`;
  assert.ok(readXml(bytes(wide(5)), { attributes: 5 }).ok);
  assert.equal(refusal(wide(6), { attributes: 5 }).code, 'xml.too-many-attributes');
  assert.ok(readXml(bytes('<a>x<b/>y<c/></a>'), { nodes: 5 }).ok);
  assert.equal(refusal('<a>x<b/>y<c/></a>', { nodes: 4 }).code, 'xml.too-many-nodes');
  assert.ok(readXml(bytes('<a/>'), { bytes: 4 }).ok);
  assert.equal(refusal('<a/>', { bytes: 3 }).code, 'xml.too-large');
});

test('reads XML 1.1 by the rules of 1.0 and says so', () => {
  assert.deepEqual(codes(readXml(bytes('<?xml version="1.1"?><a/>'))), ['xml.version']);
  assert.ok(!readXml(bytes('<?xml version="1.1"?><a>\u0001</a>')).ok);
});

const SPECIMEN = bytes(
  `\n<?xml version="1.0"?><S:E xmlns:S="${SOAP_NS}"><eb:h S:m="1">t\u00e9&lt;</eb:h><!--c--><![CDATA[x]]></S:E>`,
);

test('answers any bytes and any mutation of a message without throwing', () => {
  const mutation = fc.tuple(fc.nat(SPECIMEN.length - 1), fc.integer({ min: 0, max: 255 }));
  const offsets = (reading: Reading<unknown>, length: number): void => {
    const found = reading.ok ? reading.deviations : [...reading.deviations, reading.failure];
    for (const { at } of found) assert.ok(at.offset >= 0 && at.offset <= length);
  };
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 6 }), (changes) => {
      const changed = Buffer.from(SPECIMEN);
      for (const [at, byte] of changes) changed[at] = byte;
      offsets(readXml(changed), changed.length);
    }),
    { numRuns: 1500 },
  );
  fc.assert(fc.property(fc.uint8Array(), (noise) => offsets(readXml(noise), noise.length)));
});

const SAMPLES = join(import.meta.dirname, '../../../../shared/samples/gp2gp');
const skip = existsSync(SAMPLES) ? false : 'the samples are not here';

test('reads the payloads and envelopes of real systems', { skip }, () => {
  const files = globSync('{conversations/tpp,acks,ebxml,ehr-transfer-service,copc}/**/*.xml', {
    cwd: SAMPLES,
  });
  assert.ok(files.length > 10);
  for (const file of files) {
    const reading = readXml(readFileSync(join(SAMPLES, file)), { depth: 200 });
    assert.ok(reading.ok, `${file}: ${reading.ok ? '' : reading.failure.message}`);
  }
});
