import fc from 'fast-check';

/** Texts with markup characters and all of Unicode that XML 1.0 can hold, without outer white space. */
export function xmlText(): fc.Arbitrary<string> {
  const tricky = fc.constantFrom(
    '&',
    '<',
    '>',
    '"',
    "'",
    ']]>',
    '&amp;',
    '\r\n',
    '\t',
    'é',
    '𝒳',
    ' ',
  );
  const unit = fc.oneof(fc.string({ unit: 'binary', maxLength: 6 }), tricky);
  return fc
    .array(unit, { maxLength: 6 })
    .map((pieces) => pieces.join('').replace(ILLEGAL, '').trim());
}

/** Like `xmlText`, but never empty. */
export function filledText(): fc.Arbitrary<string> {
  return xmlText().map((text) => text || 'x');
}

/** Records with the prototype that our readers give theirs, so that strict equality holds. */
export function record<T extends object>(
  model: { [K in keyof T]: fc.Arbitrary<T[K]> },
): fc.Arbitrary<T> {
  return fc.record<T>(model, { noNullPrototype: true });
}

export function maybe<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(arbitrary, { nil: undefined });
}

/** Bytes that are no message, and messages with some bytes changed, left out or doubled. */
export function hostileBytes(...seeds: readonly Uint8Array[]): fc.Arbitrary<Buffer> {
  const edit = fc.record({
    at: fc.nat(100_000),
    drop: fc.nat(8),
    put: fc.uint8Array({ maxLength: 8 }),
  });
  const mutated = fc
    .tuple(fc.constantFrom(...seeds), fc.array(edit, { minLength: 1, maxLength: 6 }))
    .map(([seed, edits]) =>
      edits.reduce((bytes, { at, drop, put }) => {
        const place = at % (bytes.length + 1);
        return Buffer.concat([bytes.subarray(0, place), put, bytes.subarray(place + drop)]);
      }, Buffer.from(seed)),
    );
  const random = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));
  return fc.oneof({ arbitrary: mutated, weight: 4 }, { arbitrary: random, weight: 1 });
}

// Control characters and lone surrogates cannot be written in XML 1.0 at all.
const ILLEGAL = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
