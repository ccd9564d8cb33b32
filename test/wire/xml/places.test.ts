import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Place, START } from '../../../src/wire/reading.ts';
import { readXmlFacts } from '../../../src/wire/xml/read-xml-facts.ts';

/** Where something stands after a text, counted one character at a time (XML 1.0 section 2.11). */
function placeAfter(text: string): Place {
  const lines = text.split(/\r\n|\r|\n/);
  return {
    offset: Buffer.byteLength(text),
    line: lines.length,
    column: [...(lines.at(-1) ?? '')].length + 1,
  };
}

function placesIn(document: string): readonly Place[] {
  const places: Place[] = [];
  const reading = readXmlFacts(Buffer.from(document), ({ at }) => {
    places.push(at);
    return undefined;
  });
  assert.equal(reading.ok, true);
  return places;
}

const ascii = fc.constantFrom('<e/>', '\n', 'x', '<e a="1"\n/>', ' ', '\n\n', '<e\n/>');
const any = fc.oneof(ascii, fc.constantFrom('\r', '\r\n', 'é', '€', '\u{1f600}', '\ufffd'));

for (const [what, pieces] of [
  ['ASCII with line feeds', ascii],
  ['characters of every width with line breaks of every kind', any],
] as const) {
  test(`tells the place of every element among ${what}`, () => {
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 40 }),
        fc.constantFrom('', 'x', '\n', 'é', '\r'),
        fc.constantFrom(0, 4_000, 5_000, 9_000),
        (texts, filler, fillers) => {
          // The filler makes the text longer than the stretch that is read at once.
          const whole = [...texts, filler.repeat(fillers), ...texts];
          let document = '<r>';
          const expected = [START];
          for (const text of whole) {
            if (text.startsWith('<e')) expected.push(placeAfter(document));
            document += text;
          }
          assert.deepEqual(placesIn(`${document}</r>`), expected);
        },
      ),
      { numRuns: 150 },
    );
  });
}

test('places the elements of a line that is longer than any stretch', () => {
  const count = 40_000;
  const places = placesIn(`<r>${'<e/>'.repeat(count)}</r>`);
  assert.deepEqual(places.at(-1), { offset: 4 * count - 1, line: 1, column: 4 * count });
});
