import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { RelatedType } from '../../../src/wire/mime/mime-package.ts';
import { MimeScanner, type MimeScannerOptions } from '../../../src/wire/mime/mime-scanner.ts';
import { writeMime } from '../../../src/wire/mime/write-mime.ts';
import { anyParts, anyStyle, PARTS } from './packages.ts';

const TYPE: RelatedType = {
  mediaType: 'multipart/related',
  boundary: '--=_MIME-Boundary',
  type: 'text/xml',
  start: 'ebXMLHeader@spine.nhs.uk',
  charset: undefined,
};

/** Scans in pieces, each of which is spoilt as soon as it was handed over. */
function scan(body: Buffer, cuts: readonly number[], options: MimeScannerOptions = {}) {
  const scanner = new MimeScanner(TYPE, options);
  let from = 0;
  for (const to of [...cuts.toSorted((one, other) => one - other), body.length]) {
    const piece = Buffer.from(body.subarray(from, to));
    scanner.push(piece);
    piece.fill('-');
    from = to;
  }
  return { reading: scanner.end(), first: scanner.firstPart };
}

const single = (length: number): number[] => Array.from({ length }, (_, index) => index);

test('finds the same however the bytes are cut', () => {
  const { body } = writeMime(PARTS, { lineEnding: 'alternating', padding: '  ', epilogue: 'x' });
  const whole = scan(body, [], { keepFirst: 100 });
  assert.deepEqual(scan(body, single(body.length), { keepFirst: 100 }), whole);
  for (let cut = 0; cut <= body.length; cut += 1) {
    assert.deepEqual(scan(body, [cut], { keepFirst: 100 }), whole);
  }
});

test('text after the last delimiter is told where it begins, white space before it or not', () => {
  const body = Buffer.from('----=_MIME-Boundary\n\nx\n----=_MIME-Boundary--\n\r\n late');
  const told = { code: 'mime.epilogue', at: { offset: body.indexOf('late'), line: 6, column: 2 } };
  for (const cuts of [[], single(body.length)]) {
    const { reading } = scan(body, cuts);
    const found = reading.deviations.find(({ code }) => code === 'mime.epilogue');
    assert.deepEqual(found && { code: found.code, at: found.at }, told);
  }
});

/** Real packages, and pieces of packages put together at random. */
const bodies = fc.oneof(
  fc.tuple(anyParts, anyStyle, fc.boolean()).map(([parts, style, blankLine]) => {
    return writeMime(parts, { ...style, blankLine, finalDelimiter: blankLine }).body;
  }),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '----=_MIME-Boundary',
          '--',
          '\r',
          '\n',
          '\r\n',
          ' ',
          '\t',
          '<',
          'a: b',
          'Content-Id: <x>',
        ),
        fc.constantFrom(' '.repeat(70), 'x'.repeat(130), '\n----=_MIME-Boundary\n'),
        fc.string({ maxLength: 4 }),
      ),
      { maxLength: 40 },
    )
    .map((pieces) => Buffer.from(`----=_MIME-Boundary\n${pieces.join('')}`)),
);

test('finds the same in random bytes cut at random', () => {
  fc.assert(
    fc.property(bodies, fc.array(fc.nat(2000)), (body, cuts) => {
      const within = cuts.filter((cut) => cut < body.length);
      const whole = scan(body, [], { keepFirst: 50 });
      assert.deepEqual(scan(body, within, { keepFirst: 50 }), whole);
      assert.deepEqual(scan(body, single(body.length), { keepFirst: 50 }), whole);
    }),
    { numRuns: 1000 },
  );
});

test('names spans that neither overlap nor leave the body', () => {
  fc.assert(
    fc.property(bodies, (body) => {
      const scanner = new MimeScanner(TYPE);
      scanner.push(body);
      const reading = scanner.end();
      let from = 0;
      for (const { body: span } of reading.ok ? reading.value.parts : []) {
        assert.ok(span.offset >= from && span.length >= 0);
        from = span.offset + span.length;
      }
      assert.ok(from <= body.length);
    }),
    { numRuns: 500 },
  );
});

test('hands over the envelope as soon as the first part has ended', () => {
  const { body } = writeMime(PARTS);
  const scanner = new MimeScanner(TYPE, { keepFirst: 1_000 });
  const second = body.indexOf('Content-Id', 60);
  scanner.push(body.subarray(0, second - 30));
  assert.equal(typeof scanner.firstPart, 'undefined');
  scanner.push(body.subarray(second - 30, second));
  const { firstPart: first } = scanner;
  assert.equal(String(first?.bytes), '<soap:Envelope/>');
  assert.equal(first?.whole, true);
});

test('says when the first part was longer than what was to be kept', () => {
  const { body } = writeMime(PARTS);
  const scanner = new MimeScanner(TYPE, { keepFirst: 6 });
  scanner.push(body);
  assert.equal(scanner.firstPart?.bytes.toString(), '<soap:');
  assert.equal(scanner.firstPart?.whole, false);
});

test('tells a failure while bytes still arrive', () => {
  const scanner = new MimeScanner(TYPE, { limits: { partBytes: 1_000 } });
  scanner.push(Buffer.from('----=_MIME-Boundary\r\nContent-Id: <a>\r\n\r\n'));
  for (let count = 0; count < 10; count += 1) scanner.push(Buffer.alloc(200, 'x'));
  assert.equal(scanner.failure?.code, 'mime.part-too-large');
  const reading = scanner.end();
  assert.equal(!reading.ok && reading.failure.code, 'mime.part-too-large');
});

/**
 * Bytes that go through the searches, comparisons, copies and decodings of Buffer while a scanner
 * works: its work in a measure that does not depend on how fast the machine is.
 */
function workOf(body: Buffer, piece: number): number {
  let work = 0;
  const measures = {
    indexOf: (length: number, [, from]: unknown[], found: unknown) =>
      (typeof found === 'number' && found >= 0 ? found : length) - Number(from ?? 0),
    set: (_: number, [bytes]: unknown[]) => (bytes as Uint8Array).length,
    compare: (_: number, [, from, to]: unknown[]) => Number(to) - Number(from),
    toString: (length: number, [, from, to]: unknown[]) => Number(to ?? length) - Number(from ?? 0),
    copy: (length: number) => length,
  };
  const prototype = Buffer.prototype as unknown as Record<string, (...input: unknown[]) => unknown>;
  const own = Object.getOwnPropertyDescriptors(prototype);
  for (const [name, measure] of Object.entries(measures)) {
    const native = prototype[name];
    prototype[name] = function (this: Buffer, ...input: unknown[]): unknown {
      const result = native?.apply(this, input);
      work += measure(this.length, input, result);
      return result;
    };
  }
  try {
    const scanner = new MimeScanner(TYPE);
    for (let at = 0; at < body.length; at += piece) scanner.push(body.subarray(at, at + piece));
    scanner.end();
  } finally {
    for (const name of Object.keys(measures)) {
      const before = own[name];
      if (before === undefined) delete prototype[name];
      else Object.defineProperty(prototype, name, before);
    }
  }
  return work;
}

test('does no more than twice the work for twice the bytes, whatever they are', () => {
  const HEAD = '----=_MIME-Boundary\nContent-Id: <a>\n';
  const hostile = {
    'almost delimiters': (n: number) => `${HEAD}\n${'\n----=_MIME-Boundar'.repeat(n)}`,
    'delimiters with a tail': (n: number) => `${HEAD}\n${'\n----=_MIME-Boundaryx'.repeat(n)}`,
    'delimiters with long padding': (n: number) =>
      `${HEAD}\n${`\n----=_MIME-Boundary${' '.repeat(80)}`.repeat(n)}`,
    'a header that never ends': (n: number) => `${HEAD}a: ${'b'.repeat(n * 20)}`,
    'folded lines': (n: number) => `${HEAD}${' c\n'.repeat(n)}`,
    'empty parts': (n: number) => '----=_MIME-Boundary\n'.repeat(n),
    hyphens: (n: number) => `${HEAD}\n${'-'.repeat(n * 20)}`,
  };
  for (const [name, make] of Object.entries(hostile)) {
    for (const piece of [1, 7, 4_096]) {
      const [one, two] = [
        workOf(Buffer.from(make(400)), piece),
        workOf(Buffer.from(make(800)), piece),
      ];
      assert.ok(one > 0, name);
      assert.ok(two < one * 2.3 + 20_000, `${name} in pieces of ${piece}: ${one} then ${two}`);
    }
  }
});
