import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readXml } from '../../../src/wire/xml/read-xml.ts';
import { writableOf } from '../../../src/wire/xml/writable-of.ts';
import { element, type WritableElement, writeXml } from '../../../src/wire/xml/write-xml.ts';
import { attributeOf, textOf } from '../../../src/wire/xml/xml-element.ts';

test('writes attributes in the order given and leaves out what is undefined', () => {
  const node = element('eb:A', { 'xmlns:eb': 'urn:e', z: '1', a: undefined, b: '2' }, [
    undefined,
    element('eb:B'),
    element('eb:C', {}, 'text'),
    element('eb:D', {}, ''),
  ]);
  assert.equal(
    writeXml(node),
    '<eb:A xmlns:eb="urn:e" z="1" b="2"><eb:B/><eb:C>text</eb:C><eb:D/></eb:A>',
  );
});

test('escapes text and attributes as Canonical XML does', () => {
  const node = element('a', { v: '<&>"\'\t\r\n' }, '<&>"\'\t\r\n]]>');
  assert.equal(
    writeXml(node),
    '<a v="&lt;&amp;>&quot;\'&#x9;&#xD;&#xA;">&lt;&amp;&gt;"\'\t&#xD;\n]]&gt;</a>',
  );
});

test('indents elements but never text', () => {
  const node = element('a', {}, [
    element('b', {}, [element('c')]),
    element('d', {}, ['x', element('e')]),
  ]);
  assert.equal(
    writeXml(node, { declaration: true, indent: '  ', lineEnding: '\r\n' }),
    [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<a>',
      '  <b>',
      '    <c/>',
      '  </b>',
      '  <d>x<e/></d>',
      '</a>',
    ].join('\r\n'),
  );
});

test('copies a declaration of the caller and verbatim XML as they are', () => {
  const node = element('a', {}, [{ verbatim: '<b >&#65;</b>' }]);
  assert.equal(
    writeXml(node, { declaration: '<?xml version="1.0"?>\n' }),
    '<?xml version="1.0"?>\n<a><b >&#65;</b></a>',
  );
});

test('refuses characters and names that XML cannot hold, naming them', () => {
  const message = 'U+0001 at index 1 cannot be written in XML 1.0';
  assert.throws(() => writeXml(element('a', {}, 'x\u0001')), { name: 'TypeError', message });
  assert.throws(() => writeXml(element('a', { b: '\ud800' })), TypeError);
  assert.throws(() => writeXml(element('a', {}, '\uffff')), TypeError);
  for (const name of ['', '1a', 'a b', 'a:b:c', 'a>']) {
    assert.throws(() => writeXml(element(name)), /not a name of XML/);
    assert.throws(() => writeXml(element('a', { [name]: '' })), /not a name of XML/);
  }
});

/** Any text that XML 1.0 can hold, rich in what must be escaped. */
const legal = fc
  .array(
    fc.oneof(
      fc.constantFrom('<', '>', '&', '"', "'", '\r', '\n', '\t', ']]>', '\u00e9', '\u{1f600}'),
      fc.string({ unit: 'grapheme' }),
    ),
  )
  .map((pieces) =>
    pieces.join('').replace(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]|\p{Surrogate}/gu, ''),
  );

test('reads back every text and attribute value that it wrote', () => {
  fc.assert(
    fc.property(legal, legal, (text, value) => {
      const reading = readXml(Buffer.from(writeXml(element('a', { v: value }, text))));
      assert.ok(reading.ok);
      assert.equal(textOf(reading.value), text);
      assert.equal(attributeOf(reading.value, '', 'v'), value);
    }),
    { numRuns: 500 },
  );
});

const { tree } = fc.letrec<{ tree: WritableElement }>((tie) => ({
  tree: fc
    .tuple(
      fc.constantFrom('a', 'p:b', 'q:c-\u00e9', 'd.1'),
      fc.dictionary(fc.constantFrom('x', 'p:y', 'q:z'), legal),
      fc.array(fc.oneof({ maxDepth: 4 }, legal, tie('tree')), { maxLength: 4 }),
    )
    .map(([name, attributes, children]) => element(name, attributes, children)),
}));

test('writes what it read from its own writing as the same bytes', () => {
  fc.assert(
    fc.property(tree, (node) => {
      const rooted = element('r', { 'xmlns:p': 'urn:p', 'xmlns:q': 'urn:q', xmlns: 'urn:d' }, [
        node,
      ]);
      const written = writeXml(rooted);
      const reading = readXml(Buffer.from(written));
      assert.ok(reading.ok);
      assert.deepEqual(reading.deviations, []);
      assert.equal(writeXml(writableOf(reading.value)), written);
    }),
    { numRuns: 300 },
  );
});
