import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readXml } from '../../../src/wire/xml/read-xml.ts';
import { readXmlFacts, type XmlFact } from '../../../src/wire/xml/read-xml-facts.ts';
import { attributeOf, isElement, type XmlElement } from '../../../src/wire/xml/xml-element.ts';

const WRAPPER = '<M xmlns="urn:hl7-org:v3">\n<id root="A1"/><c><d value="1"/></c>';

test('tells paths, depths and attributes of elements in order', () => {
  const facts: XmlFact[] = [];
  const reading = readXmlFacts(Buffer.from(`${WRAPPER}</M>`), (fact) => {
    facts.push(fact);
    return undefined;
  });
  assert.deepEqual(reading, { ok: true, value: { complete: true }, deviations: [] });
  assert.deepEqual(
    facts.map(({ path, depth }) => [path, depth]),
    [
      ['M', 1],
      ['M/id', 2],
      ['M/c', 2],
      ['M/c/d', 3],
    ],
  );
  const id = facts[1];
  assert.equal(id?.attributes[0]?.value, 'A1');
  assert.deepEqual(id?.at, { offset: 27, line: 2, column: 1 });
});

test('does not look at what follows the stretch where it was stopped', () => {
  const payload = Buffer.concat([
    Buffer.from(WRAPPER),
    Buffer.from(' '.repeat(70_000)),
    Buffer.from([0xff, 0x00]),
    Buffer.from('this is <<not XML'),
  ]);
  const seen: string[] = [];
  const reading = readXmlFacts(payload, ({ name }) => {
    seen.push(name);
    return name === 'id' ? 'stop' : undefined;
  });
  assert.deepEqual(reading, { ok: true, value: { complete: false }, deviations: [] });
  assert.deepEqual(seen, ['M', 'id']);
  assert.ok(!readXmlFacts(payload, () => undefined).ok);
});

test('finds the same elements at the same places as the tree, however large the text is', () => {
  const flat = (element: XmlElement): object[] => [
    { name: element.name, at: element.at, v: attributeOf(element, '', 'v') },
    ...element.children.filter(isElement).flatMap(flat),
  ];
  const item = fc.tuple(fc.stringMatching(/^[\n\r a\u00e9\u20ac\u{1f600}]*$/u), fc.nat(9));
  fc.assert(
    fc.property(fc.array(item, { minLength: 1, maxLength: 40 }), fc.nat(9000), (items, padding) => {
      const inner = items.map(([text, v]) => `${text}<\u00e9l\r\n v="${v}"/>`).join('\r');
      const bytes = Buffer.from(`<r>${'\u20ac\r\n'.repeat(padding)}${inner}</r>`);
      const tree = readXml(bytes);
      assert.ok(tree.ok);
      const facts: object[] = [];
      const reading = readXmlFacts(bytes, (fact) => {
        facts.push({
          name: fact.name,
          at: fact.at,
          v: attributeOf({ ...fact, children: [] }, '', 'v'),
        });
        return undefined;
      });
      assert.ok(reading.ok);
      assert.deepEqual(facts, flat(tree.value));
    }),
    { numRuns: 60 },
  );
});

test('refuses a document type that a long comment pushes out of the first stretch', () => {
  const text = `<!--${'x'.repeat(9_000)}--><!DOCTYPE a><a/>`;
  const reading = readXmlFacts(Buffer.from(text), () => undefined);
  assert.equal(!reading.ok && reading.failure.code, 'xml.doctype');
});
