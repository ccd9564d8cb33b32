import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { MOST_DEVIATIONS } from '../../../src/wire/edifact/edifact-deviation.ts';
import type { EdifactSegment } from '../../../src/wire/edifact/edifact-segment.ts';
import { DEFAULT_SIGNS } from '../../../src/wire/edifact/edifact-signs.ts';
import {
  DEFAULT_EDIFACT_STYLE,
  type EdifactStyle,
} from '../../../src/wire/edifact/edifact-style.ts';
import { readSegments } from '../../../src/wire/edifact/read-segments.ts';
import { writeSegments } from '../../../src/wire/edifact/write-segments.ts';

const read = (text: string) => {
  const reading = readSegments(Buffer.from(text, 'latin1'));
  assert.ok(reading.ok, JSON.stringify(reading));
  const bare = reading.value.segments.map(({ tag, elements }) => ({ tag, elements }));
  return { ...reading.value, bare, codes: reading.deviations.map(({ code }) => code), reading };
};
const failureOf = (bytes: Uint8Array, limits?: Parameters<typeof readSegments>[1]) => {
  const reading = readSegments(bytes, limits);
  assert.ok(!reading.ok);
  return reading.failure;
};

test('a segment is its tag, elements and components, with released signs plain', () => {
  const { bare, codes } = read("FTX+RGI+++O?'TEST ?+ A?:B ??'NAD+PAT++:X::'");
  assert.deepEqual(bare, [
    { tag: 'FTX', elements: [['RGI'], [''], [''], ["O'TEST + A:B ?"]] },
    { tag: 'NAD', elements: [['PAT'], [''], ['', 'X', '', '']] },
  ]);
  assert.deepEqual(codes, []);
});

test('each segment is told with its byte, line and column', () => {
  const { segments } = read("UNB+A'\r\nUNH+B'BGM+C'");
  assert.deepEqual(
    segments.map(({ at }) => at),
    [
      { offset: 0, line: 1, column: 1 },
      { offset: 8, line: 2, column: 1 },
      { offset: 14, line: 2, column: 7 },
    ],
  );
});

test('LF, CR LF and no newline give the same segments, and each its style', () => {
  const forms = { lf: '\n', crlf: '\r\n', none: '' } as const;
  for (const [name, newline] of Object.entries(forms)) {
    const { bare, codes, style } = read(`UNB+A'${newline}UNZ+1'`);
    assert.equal(bare.length, 2);
    assert.deepEqual([style.newline, codes], [name, []]);
  }
  assert.deepEqual(read("A01+1'\nA02+2'A03+3'").codes, ['edifact.newlines']);
});

test('a service string advice changes the signs that follow it', () => {
  const { bare, style, codes } = read("UNA*=.! ;\nFTX=A*B!;C=It'S;".replace('It', 'IT'));
  assert.deepEqual(bare, [{ tag: 'FTX', elements: [['A', 'B;C'], ["IT'S"]] }]);
  assert.equal(style.advice, true);
  assert.deepEqual(codes, []);
  assert.equal(failureOf(Buffer.from("UNA''''''FTX")).code, 'edifact.advice');
  assert.deepEqual(read("UNA:+.?*'FTX+A'").codes, ['edifact.advice']);
});

test('a missing last terminator, one forgotten before a newline, and stray blanks are told, and read', () => {
  assert.deepEqual(read("UNB+A'\nUNZ+1\n").codes, ['edifact.final-terminator']);
  const forgotten = read("BGM+++507\nNAD+FHS+SO:954'");
  assert.deepEqual(forgotten.codes, ['edifact.terminator']);
  assert.deepEqual(forgotten.reading.deviations[0]?.at, { offset: 9, line: 1, column: 10 });
  assert.deepEqual(
    forgotten.bare.map(({ tag }) => tag),
    ['BGM', 'NAD'],
  );
  assert.deepEqual(read("UNB+A'  \tUNZ+1'").codes, ['edifact.white-space']);
  assert.deepEqual(read("UNB+A''UNZ+1'").codes, ['edifact.empty-segment']);
  const wrapped = read("FTX+RGI+++ONE \nTWO'");
  assert.deepEqual(wrapped.codes, ['edifact.newline-inside']);
  assert.deepEqual(wrapped.bare[0]?.elements[3], ['ONE TWO']);
});

test('a question mark that releases nothing stays in the text', () => {
  const { bare, codes, reading } = read("FTX+RGI+++WHY? BECAUSE'");
  assert.deepEqual(bare[0]?.elements[3], ['WHY? BECAUSE']);
  assert.deepEqual(codes, ['edifact.release']);
  const [deviation] = reading.deviations;
  assert.deepEqual([deviation?.expected, deviation?.found, deviation?.at.column], ['??', '? ', 14]);
});

test('what level A does not have is told once a segment, and kept byte for byte', () => {
  const { bare, codes } = read("FTX+caf\xe9'UNZ+1'");
  assert.deepEqual(codes, ['edifact.character']);
  assert.deepEqual(bare[0]?.elements[0], ['caf\xe9']);
});

test('what is too large is refused before it is taken apart', () => {
  const limits = { bytes: 20, segments: 2, components: 3 };
  assert.equal(failureOf(Buffer.alloc(21), limits).code, 'edifact.too-large');
  const many = failureOf(Buffer.from("A01'A02'A03'"), limits);
  assert.deepEqual([many.code, many.at.offset], ['edifact.too-many-segments', 8]);
  assert.equal(failureOf(Buffer.from("A01+1+2+3'"), limits).code, 'edifact.too-many-components');
  assert.equal(failureOf(Buffer.from(' \n ')).code, 'edifact.empty');
});

test('a character that the file cannot hold is not written', () => {
  assert.throws(() => writeSegments([{ tag: 'FTX', elements: [['\u0416']] }]), /ISO 8859-1/);
});

const OTHER_SIGNS = { component: '*', element: '=', decimal: ',', release: '!', terminator: ';' };
const character = fc.constantFrom(...'ABCXYZ0189 .,-()/=!"%&*;<>\'+:?');
const component = fc.string({ unit: character, maxLength: 12 });
const segment: fc.Arbitrary<EdifactSegment> = fc.record(
  {
    tag: fc.stringMatching(/^[A-Z][A-Z0-9]{2}$/).filter((tag) => tag !== 'UNA'),
    elements: fc.array(fc.array(component, { minLength: 1, maxLength: 5 }), { maxLength: 6 }),
  },
  { noNullPrototype: true },
);
const style: fc.Arbitrary<EdifactStyle> = fc.oneof(
  fc.record(
    {
      newline: fc.constantFrom('lf', 'crlf', 'none'),
      finalNewline: fc.boolean(),
      finalTerminator: fc.boolean(),
      signs: fc.constant(DEFAULT_SIGNS),
      advice: fc.boolean(),
    },
    { noNullPrototype: true },
  ),
  fc.constant({ ...DEFAULT_EDIFACT_STYLE, signs: OTHER_SIGNS, advice: true }),
);

test('whatever is written is read again, and then written equal', () => {
  fc.assert(
    fc.property(fc.array(segment, { minLength: 1, maxLength: 8 }), style, (segments, style) => {
      const bytes = writeSegments(segments, style);
      const { bare, codes, ...file } = read(bytes.toString('latin1'));
      assert.deepEqual(bare, segments);
      assert.deepEqual(codes, style.finalTerminator ? [] : ['edifact.final-terminator']);
      assert.deepEqual(writeSegments(file.segments, file.style), bytes);
    }),
    { numRuns: 300 },
  );
});

test('hostile bytes are read or refused, with places inside of them and a bounded list', () => {
  const hostile = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc
      .string({ unit: fc.constantFrom(..."A0+:'?\r\n \té"), maxLength: 300 })
      .map((text) => new Uint8Array(Buffer.from(text, 'latin1'))),
  );
  fc.assert(
    fc.property(hostile, (bytes) => {
      const reading = readSegments(bytes);
      for (const { at } of reading.deviations)
        assert.ok(at.offset >= 0 && at.offset <= bytes.length);
      if (reading.ok) assert.ok(reading.value.segments.length > 0);
    }),
    { numRuns: 500 },
  );
  const many = readSegments(Buffer.from("a'".repeat(5000)));
  assert.equal(many.deviations.length, MOST_DEVIATIONS);
});
