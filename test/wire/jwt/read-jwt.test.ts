import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readJwt } from '../../../src/wire/jwt/read-jwt.ts';

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

test('a token is taken apart as it was put together, signed or not', () => {
  // JSON has no -0.
  const claims = fc.dictionary(
    fc.string(),
    fc.jsonValue().filter((v) => !Object.is(v, -0)),
    {
      noNullPrototype: true,
    },
  );
  fc.assert(
    fc.property(claims, claims, fc.boolean(), (header, body, signed) => {
      const token = `${part(header)}.${part(body)}.${signed ? 'c2ln' : ''}`;
      const expected = JSON.parse(JSON.stringify({ header, claims: body }));
      assert.deepEqual(readJwt(token), expected);
    }),
  );
});

test('what is no JWT is nothing', () => {
  const object = part({ a: 1 });
  for (const text of [
    '',
    '.',
    '..',
    object,
    `${object}.${object}`,
    `${object}.${object}.x.y`,
    `${part([])}.${object}.x`,
    `${part(null)}.${object}.x`,
    `${part('text')}.${object}.x`,
    `${object}.${object}.x+y`,
    `${object}=.${object}.x`,
    `${Buffer.from('{').toString('base64url')}.${object}.x`,
    `${object}.${object}.${'x'.repeat(70_000)}`,
  ])
    assert.equal(readJwt(text), undefined, text.slice(0, 60));
});

test('no text makes the reader throw', () => {
  const seed = `${part({ alg: 'RS512', kid: 'k' })}.${part({ iss: 'x', exp: 1 })}.c2ln`;
  const mutated = fc.tuple(fc.nat(seed.length), fc.string({ unit: 'binary', maxLength: 6 }));
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), mutated), (input) => {
      const text =
        typeof input === 'string'
          ? input
          : seed.slice(0, input[0]) + input[1] + seed.slice(input[0]);
      readJwt(text);
    }),
    { numRuns: 1000 },
  );
});
