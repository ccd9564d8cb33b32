import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type EbxmlDefect,
  type EbxmlPath,
  MANDATORY_PATHS,
} from '../../../src/wire/ebxml/ebxml-style.ts';
import { EB_NS, HL7_EBXML_NS_LOWER } from '../../../src/wire/ebxml/names.ts';
import { readEbxml } from '../../../src/wire/ebxml/read-ebxml.ts';
import { writeEbxml } from '../../../src/wire/ebxml/write-ebxml.ts';
import { EXTRACT } from '../../specimens/ebxml-specimens.ts';

function told(defects: readonly EbxmlDefect[]): string[] {
  const reading = readEbxml(writeEbxml(EXTRACT, { defects }));
  assert.ok(reading.ok, JSON.stringify(reading));
  return reading.deviations.map(({ code, message }) => `${code}: ${message}`);
}

test('writes a business message as the MHS adaptor does, byte for byte', () => {
  const lines = writeEbxml({ ...EXTRACT, manifest: undefined })
    .toString()
    .split('\n');
  assert.deepEqual(lines.slice(0, 8), [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<SOAP:Envelope xmlns:SOAP="http://schemas.xmlsoap.org/soap/envelope/" xmlns:eb="http://www.oasis-open.org/committees/ebxml-msg/schema/msg-header-2_0.xsd">',
    ' <SOAP:Header>',
    '  <eb:MessageHeader SOAP:mustUnderstand="1" eb:version="2.0">',
    '   <eb:From>',
    '    <eb:PartyId eb:type="urn:nhs:names:partyType:ocs+serviceInstance">Z99002-900002</eb:PartyId>',
    '   </eb:From>',
    '   <eb:To>',
  ]);
  assert.deepEqual(lines.slice(-6), [
    '   <eb:DuplicateElimination/>',
    '  </eb:MessageHeader>',
    '  <eb:AckRequested SOAP:mustUnderstand="1" eb:version="2.0" eb:signed="false" SOAP:actor="urn:oasis:names:tc:ebxml-msg:actor:nextMSH"/>',
    ' </SOAP:Header>',
    ' <SOAP:Body/>',
    '</SOAP:Envelope>',
  ]);
});

test('says the same in every style', () => {
  const bytes = writeEbxml(EXTRACT, {
    soapPrefix: 'soap-env',
    ebPrefix: 'e',
    hl7Prefix: 'hl7ebXML',
    xlinkPrefix: 'd4p1',
    hl7Namespace: HL7_EBXML_NS_LOWER,
    xsiNamespace: 'http://www.w3c.org/2001/XML-Schema-Instance',
    xmlDeclaration: false,
    lineEnding: '\r\n',
    indent: '\t',
    duplicateElimination: 'always',
    manifestMustUnderstand: false,
    versionFirst: true,
  });
  assert.match(bytes.toString(), /^<soap-env:Envelope xmlns:xsi="http:\/\/www.w3c.org/);
  assert.match(bytes.toString(), /\r\n\t\t<e:MessageHeader e:version="2.0" soap-env:mustUnderst/);
  assert.deepEqual(readEbxml(bytes), { ok: true, value: EXTRACT, deviations: [] });
});

test('declares a prefix once that a style gives to two namespaces', () => {
  const text = writeEbxml(EXTRACT, { soapPrefix: 'x', ebPrefix: 'x' }).toString();
  assert.deepEqual(text.match(/xmlns:x="[^"]*"/g), [`xmlns:x="${EB_NS}"`]);
});

test('writes everything on one line when asked to', () => {
  const bytes = writeEbxml(EXTRACT, { lineEnding: '' });
  assert.equal(bytes.includes('\n'), false);
  assert.deepEqual(readEbxml(bytes), { ok: true, value: EXTRACT, deviations: [] });
});

test('can give every pair of a Description a line of its own', () => {
  const text = writeEbxml(EXTRACT, { descriptionLayout: 'block' }).toString();
  assert.match(
    text,
    /\n\t\tFilename="x-ray &amp; &lt;notes&gt;\.tif"\n\t\tContentType=image\/tiff\n/,
  );
});

for (const path of MANDATORY_PATHS) {
  test(`can omit, repeat and empty ${path}, and the reader names it`, () => {
    for (const [kind, code] of [
      ['omit', 'ebxml.missing'],
      ['repeat', 'ebxml.repeated'],
    ] as const) {
      const found = told([{ kind, element: path }]);
      assert.ok(
        found.some((line) => line.startsWith(`${code}: ${path} `)),
        `${kind}: ${found.join('; ')}`,
      );
    }
    if (path === 'MessageHeader/MessageData') return;
    assert.deepEqual(told([{ kind: 'empty', element: path }]), [`ebxml.empty: ${path} is empty`]);
  });
}

const REPEATABLE: readonly EbxmlPath[] = ['Envelope/Header', 'Envelope/Body', 'MessageHeader'];
for (const path of REPEATABLE) {
  test(`can repeat ${path}, and the reader names it`, () => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const found = told([{ kind: 'repeat', element: path }]);
    assert.ok(
      found.some((line) => line.startsWith('ebxml.repeated') && line.includes(name)),
      found.join('; '),
    );
  });
}

test('can leave a placeholder, drop and change attributes, and lose prefixes', () => {
  assert.deepEqual(told([{ kind: 'placeholder', element: 'MessageHeader/CPAId' }]), [
    'ebxml.placeholder: MessageHeader/CPAId is the unfilled placeholder __CPAID__',
  ]);
  assert.deepEqual(
    told([
      { kind: 'omit-attribute', element: 'MessageHeader', attribute: 'version' },
      { kind: 'omit-attribute', element: 'AckRequested', attribute: 'mustUnderstand' },
      { kind: 'set-attribute', element: 'AckRequested', attribute: 'actor', value: 'urn:nobody' },
    ]),
    [
      'ebxml.version: MessageHeader/@version is missing',
      'ebxml.must-understand: AckRequested/@mustUnderstand is missing',
      'ebxml.actor: AckRequested/@actor is "urn:nobody"',
    ],
  );
  const unprefixed = told([{ kind: 'unprefixed-attributes' }]);
  assert.equal(unprefixed.length, 15);
  assert.ok(unprefixed.every((line) => line.startsWith('ebxml.unprefixed-attribute')));
  assert.match(told([{ kind: 'undeclared-prefix', prefix: 'eb' }]).join(), /xml.unbound-prefix/);
});
