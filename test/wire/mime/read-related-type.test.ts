import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readRelatedType } from '../../../src/wire/mime/read-related-type.ts';

function read(header: string): { value: object; codes: string[] } {
  const reading = readRelatedType(header);
  assert.ok(reading.ok, reading.ok ? '' : reading.failure.message);
  return { value: reading.value, codes: reading.deviations.map(({ code }) => code) };
}

const PLAIN = {
  mediaType: 'multipart/related',
  boundary: '--=_MIME-Boundary',
  type: 'text/xml',
  start: 'ebXMLHeader@spine.nhs.uk',
  charset: undefined,
};

test('reads the form of the Spine without a deviation', () => {
  const header =
    'multipart/related; boundary="--=_MIME-Boundary"; charset="UTF-8"; type="text/xml"; start="<ebXMLHeader@spine.nhs.uk>"';
  assert.deepEqual(read(header), { value: { ...PLAIN, charset: 'UTF-8' }, codes: [] });
});

test('reads values without quotes though they hold a slash or an at sign', () => {
  const header =
    'multipart/related; boundary="--=_MIME-Boundary"; type=text/xml; start=ebXMLHeader@spine.nhs.uk';
  const { value, codes } = read(header);
  assert.deepEqual(value, PLAIN);
  assert.deepEqual(codes, [
    'mime.parameter-unquoted',
    'mime.parameter-unquoted',
    'mime.start-without-brackets',
  ]);
});

test('reads any case, any order, any spacing and brackets without quotes', () => {
  const header =
    'Multipart/RELATED;START=<ebXMLHeader@spine.nhs.uk> ;Type="text\\/xml"; BOUNDARY = "--=_MIME-Boundary";';
  assert.deepEqual(read(header), { value: PLAIN, codes: ['mime.parameter-unquoted'] });
});

test('tells a missing type and start, and that the type is not related', () => {
  const { value, codes } = read('multipart/mixed; boundary=b');
  assert.deepEqual(codes, ['mime.not-related', 'mime.type-missing', 'mime.start-missing']);
  assert.deepEqual(value, {
    mediaType: 'multipart/mixed',
    boundary: 'b',
    type: undefined,
    start: undefined,
    charset: undefined,
  });
});

test('takes the first of repeated parameters and tells what is no parameter', () => {
  const header = 'multipart/related; boundary=b; rubbish; boundary=c; type="text/xml"; start="<a>"';
  const reading = readRelatedType(header);
  assert.ok(reading.ok);
  assert.equal(reading.value.boundary, 'b');
  assert.deepEqual(
    reading.deviations.map(({ code, at }) => [code, at.offset]),
    [
      ['mime.parameter-malformed', header.indexOf('rubbish')],
      ['mime.parameter-repeated', header.indexOf('boundary=c')],
    ],
  );
});

test('reads a quoted value that is never closed up to the end', () => {
  const { codes } = read('multipart/related; type="text/xml"; start="<a>"; boundary="b');
  assert.deepEqual(codes, ['mime.parameter-malformed']);
});

test('refuses what is not multipart or has no boundary', () => {
  const refused = {
    'text/xml': 'mime.not-multipart',
    '': 'mime.not-multipart',
    'multipart/related; type="text/xml"': 'mime.no-boundary',
    'multipart/related; boundary=""': 'mime.no-boundary',
    [`multipart/related; boundary=${'b'.repeat(201)}`]: 'mime.boundary-too-long',
  };
  for (const [header, code] of Object.entries(refused)) {
    const reading = readRelatedType(header);
    assert.equal(!reading.ok && reading.failure.code, code, header);
  }
});

test('answers any header without throwing', () => {
  const pieces = fc.constantFrom(
    ';',
    '=',
    '"',
    '\\',
    ' ',
    'boundary',
    'multipart/related',
    'start',
    '<',
    'x',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), (found) => {
      const reading = readRelatedType(`multipart/related;${found.join('')}`);
      if (reading.ok) assert.notEqual(reading.value.boundary, '');
    }),
    { numRuns: 1000 },
  );
});
