import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { junitXml } from '../../src/report/junit.ts';
import { readXml } from '../../src/wire/xml/read-xml.ts';
import {
  attributeOf,
  childElements,
  firstChild,
  textOf,
  type XmlElement,
} from '../../src/wire/xml/xml-element.ts';
import { finding, fullResults, results, scenario } from './specimen-results.ts';

function read(xml: string): XmlElement {
  const reading = readXml(Buffer.from(xml), { bytes: 50_000_000 });
  assert.ok(reading.ok, reading.ok ? '' : reading.failure.message);
  assert.deepEqual(reading.deviations, []);
  return reading.value;
}

const attribute = (element: XmlElement, name: string) => attributeOf(element, '', name);

function caseOf(xml: string, id: string): XmlElement {
  const found = childElements(read(xml))
    .flatMap((suite) => childElements(suite, '', 'testcase'))
    .find((each) => attribute(each, 'name')?.startsWith(id));
  assert.ok(found, `${id} is no case`);
  return found;
}

test('features are suites, and the counts of each add up to those of the whole', () => {
  const root = read(junitXml(fullResults()));
  const suites = childElements(root);
  assert.deepEqual(
    suites.map((each) => attribute(each, 'name')),
    ['Large messages arrive', 'Transport'],
  );
  for (const name of ['tests', 'failures', 'errors', 'skipped']) {
    const sum = suites.reduce((all, each) => all + Number(attribute(each, name)), 0);
    assert.equal(Number(attribute(root, name)), sum, name);
  }
  assert.deepEqual(
    ['tests', 'failures', 'errors', 'skipped', 'time'].map((name) => attribute(root, name)),
    ['6', '1', '1', '2', '61.500'],
  );
  assert.equal(attribute(suites[0] as XmlElement, 'timestamp'), '2026-01-05T09:00:00');
});

test('each verdict has its own place', () => {
  const xml = junitXml(fullResults());
  const inside = (id: string) => childElements(caseOf(xml, id)).map(({ name }) => name);
  assert.deepEqual(inside('GP2GP-REQ-001'), ['properties']);
  assert.deepEqual(inside('GP2GP-REQ-083'), ['properties', 'failure']);
  assert.deepEqual(inside('MHS-B-03'), ['properties', 'error']);
  assert.deepEqual(inside('GP2GP-SND-004'), ['properties', 'skipped']);
  assert.deepEqual(inside('GP2GP-SND-005'), ['properties', 'skipped']);
  assert.deepEqual(inside('GP2GP-REQ-012'), ['properties', 'system-out']);
  const skipped = firstChild(caseOf(xml, 'GP2GP-SND-004'), '', 'skipped') as XmlElement;
  assert.equal(attribute(skipped, 'message'), 'the hook seedRecord is missing');
});

test('a failure says why, what was seen, what is wrong in which message, and how to run it again', () => {
  const failure = firstChild(
    caseOf(junitXml(fullResults()), 'GP2GP-REQ-083'),
    '',
    'failure',
  ) as XmlElement;
  assert.equal(attribute(failure, 'message'), 'fragment 2 was never acknowledged (#14)');
  const text = textOf(failure);
  for (const told of [
    'FAILED  Then the system accepts every fragment\n          the system sent request (#1)',
    'finding must LM-DESCRIPTION-02 in #2 at Manifest/Reference[2]/Description: Length=x is no number (gp2gp 3.3)',
    'instead: write the bytes in decimal digits',
    'tolerated D2: ids differ (#2)',
    'replay: spinebox conform --sut sut.yaml --only GP2GP-REQ-083 --seed 7',
  ]) {
    assert.ok(text.includes(told), told);
  }
});

test('id, basis, seed and replay are properties that other tools can read', () => {
  const properties = firstChild(
    caseOf(junitXml(fullResults()), 'GP2GP-REQ-083'),
    '',
    'properties',
  ) as XmlElement;
  const pairs = childElements(properties).map((each) => [
    attribute(each, 'name'),
    attribute(each, 'value'),
  ]);
  assert.deepEqual(pairs, [
    ['id', 'GP2GP-REQ-083'],
    ['verdict', 'fail'],
    ['basis', 'P'],
    ['role', 'requester'],
    ['requirement', 'LM-01'],
    ['requirement', 'LM-02'],
    ['seed', '7'],
    ['replay', 'spinebox conform --sut sut.yaml --only GP2GP-REQ-083 --seed 7'],
    [
      'baseline',
      'counts as new, for another rule is broken: LM-DESCRIPTION-02 (known since 2026-01-02: ticket 12)',
    ],
  ]);
});

test('many findings are counted where they would drown the rest', () => {
  const findings = Array.from({ length: 55 }, (_, at) => finding(at + 1));
  const xml = junitXml(results([scenario('A', 'fail', { findings })]));
  assert.match(xml, /in #20 [^\n]*\n[^\n]*\nand 35 more findings/);
});

test('the same results give the same characters', () => {
  assert.equal(junitXml(fullResults()), junitXml(fullResults()));
});

test('whatever texts a peer puts into a result, the document can be read', () => {
  const hostile = fc.string({ unit: 'binary', maxLength: 40 });
  fc.assert(
    fc.property(hostile, hostile, hostile, fc.boolean(), (title, reason, seen, fails) => {
      const xml = junitXml(
        results([
          scenario('A', fails ? 'fail' : 'report', {
            title,
            reason,
            feature: seen,
            steps: [{ text: title, status: 'failed', observed: [seen, ']]>', '\u0000'] }],
          }),
        ]),
      );
      read(xml);
    }),
  );
});
