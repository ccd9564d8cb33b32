import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import {
  type JoinOptions,
  joinParts,
  type PartStream,
} from '../../../src/gp2gp/large/join-parts.ts';

const PLAIN: JoinOptions = { compressed: false, atMost: 1_000_000 };
const GZIP: JoinOptions = { compressed: true, atMost: 1_000_000 };

/** The text cut at the given places, each piece a part, each part in stretches of `step` characters. */
function cut(text: string, at: readonly number[], step = 7): PartStream[] {
  const edges = [0, ...at.map((n) => n % (text.length + 1)).sort((a, b) => a - b), text.length];
  return edges.slice(1).map((to, n) => {
    const piece = Buffer.from(text.slice(edges[n], to), 'latin1');
    const bytes: Uint8Array[] = [];
    for (let from = 0; from < piece.length; from += step) {
      bytes.push(piece.subarray(from, from + step));
    }
    return { encoding: 'base64', bytes };
  });
}

async function join(parts: readonly PartStream[], options: JoinOptions) {
  const out: Uint8Array[] = [];
  const joined = await joinParts(parts, options, (bytes) => void out.push(bytes));
  return { joined, bytes: Buffer.concat(out) };
}

test('whatever is cut, and wherever, comes out as it went in', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 400 }),
      fc.array(fc.nat(800), { maxLength: 6 }),
      fc.boolean(),
      fc.integer({ min: 1, max: 9 }),
      async (content, at, compressed, step) => {
        const travels = compressed ? gzipSync(content) : Buffer.from(content);
        const parts = cut(travels.toString('base64'), at, step);
        const { joined, bytes } = await join(parts, compressed ? GZIP : PLAIN);
        assert.deepEqual(joined, { ok: true, bytes: content.length });
        assert.ok(bytes.equals(content));
      },
    ),
    { numRuns: 150 },
  );
});

test('line breaks in the text do not count', async () => {
  const text = Buffer.from('a document of some length').toString('base64');
  const broken = text.replace(/.{5}/g, '$&\r\n');
  const { bytes } = await join(cut(broken, [9, 20]), PLAIN);
  assert.equal(bytes.toString(), 'a document of some length');
});

test('what is no base64 is told, wherever it stands in however long a text', async () => {
  const signs = fc.constantFrom('-', '_', '=', '.', '\0', '\xff', ' ', '\r\n', 'A');
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(0, 4, 61, 70_000, 131_072),
      fc.array(fc.tuple(fc.nat(140_000), signs), { maxLength: 3 }),
      fc.constantFrom(64, 65_536, 200_000),
      async (length, put, step) => {
        let text = 'Zm9v'.repeat(40_000).slice(0, length);
        for (const [at, sign] of put) {
          const place = at % (text.length + 1);
          text = text.slice(0, place) + sign + text.slice(place);
        }
        const digits = text.replace(/[ \r\n]/g, '');
        const isRight = digits.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(digits);
        const { joined, bytes } = await join(cut(text, [], step), PLAIN);
        assert.equal(joined.ok, isRight);
        if (isRight) assert.ok(bytes.equals(Buffer.from(digits, 'base64')));
      },
    ),
    { numRuns: 150 },
  );
});

test('pieces that travelled as bytes are joined as bytes', async () => {
  const parts: PartStream[] = ['one ', 'two'].map((text) => ({
    encoding: 'decoded',
    bytes: [Buffer.from(text)],
  }));
  assert.equal((await join(parts, PLAIN)).bytes.toString(), 'one two');
  const gz = gzipSync('one two');
  const halves: PartStream[] = [gz.subarray(0, 9), gz.subarray(9)].map((bytes) => ({
    encoding: 'decoded',
    bytes: [bytes],
  }));
  assert.equal((await join(halves, GZIP)).bytes.toString(), 'one two');
});

test('what cannot be joined says why', async () => {
  const cases: readonly (readonly [PartStream[], JoinOptions, string, RegExp])[] = [
    [
      [...cut('QUJD', []), { encoding: 'decoded', bytes: [Buffer.from('ABC')] }],
      PLAIN,
      'mixed',
      /some are bytes/,
    ],
    [cut('QU*D', []), PLAIN, 'encoding', /byte 0x2a is no digit/],
    [cut('QUI=QUJD', []), PLAIN, 'encoding', /after its padding/],
    [cut('QUJDQ', []), PLAIN, 'encoding', /whole group of four/],
    [cut('QUJDQ===', []), PLAIN, 'encoding', /whole group of four/],
    [cut('QUJDQUJD', []), { compressed: false, atMost: 5 }, 'too-large', /more than 5 bytes/],
    [cut('QUJDQUJD', []), GZIP, 'compression', /incorrect header/],
    [
      cut(gzipSync('abc'.repeat(900)).subarray(0, 25).toString('base64'), []),
      GZIP,
      'compression',
      /unexpected end/,
    ],
    [cut(`${gzipSync('abc').toString('base64').slice(0, 12)}!`, []), GZIP, 'encoding', /0x21/],
  ];
  for (const [parts, options, why, because] of cases) {
    const { joined } = await join(parts, options);
    assert.ok(!joined.ok, why);
    assert.equal(joined.failure.why, why);
    assert.match(joined.failure.because, because);
  }
});

test('a little that expands to a lot is stopped on the way', async () => {
  const bomb = gzipSync(Buffer.alloc(60_000_000)).toString('base64');
  let most = 0;
  const joined = await joinParts(cut(bomb, [], 4_096), GZIP, (bytes) => {
    most += bytes.length;
  });
  assert.ok(!joined.ok && joined.failure.why === 'too-large');
  assert.ok(most <= 1_000_000, `${most} bytes were handed on`);
});

test('what the taker throws is not taken for a fault of the document', async () => {
  const fault = new Error('the disk is full');
  for (const [text, options] of [
    ['QUJD', PLAIN],
    [gzipSync('abc').toString('base64'), GZIP],
  ] as const) {
    const run = joinParts(cut(text, []), options, () => {
      throw fault;
    });
    await assert.rejects(run, fault);
  }
});

test('a source that breaks is not taken for a fault of the document', async () => {
  const fault = new Error('the file is gone');
  // biome-ignore lint/correctness/useYield: it breaks before it gives anything
  async function* gone(): AsyncGenerator<Uint8Array> {
    throw fault;
  }
  for (const options of [PLAIN, GZIP]) {
    const run = joinParts([{ encoding: 'base64', bytes: gone() }], options, () => undefined);
    await assert.rejects(run, fault);
  }
});

test('no more is asked of the pieces than is being taken', async () => {
  let asked = 0;
  let taken = 0;
  let furthest = 0;
  function* stretches(): Generator<Uint8Array> {
    for (let n = 0; n < 200; n++) {
      asked += 1;
      furthest = Math.max(furthest, asked - taken);
      yield Buffer.alloc(4_000, 'QUJD');
    }
  }
  const joined = await joinParts([{ encoding: 'base64', bytes: stretches() }], PLAIN, async () => {
    await Promise.resolve();
    taken += 1;
  });
  assert.ok(joined.ok && joined.bytes === 600_000);
  assert.ok(furthest <= 2, `${furthest} pieces were ahead`);
});
