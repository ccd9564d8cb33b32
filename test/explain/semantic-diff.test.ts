import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { DiffOptions } from '../../src/explain/diff/difference.ts';
import { renderDiff } from '../../src/explain/diff/render-diff.ts';
import { semanticDiff } from '../../src/explain/diff/semantic-diff.ts';
import { GOOD } from '../specimens/transfer.ts';

const differences = (a: string, b: string, options?: DiffOptions) =>
  semanticDiff(Buffer.from(a), Buffer.from(b), options).differences.map(
    ({ kind, path, was, is }) => ({ kind, path, was, is }),
  );

const ONE = '11111111-0000-4000-8000-000000000001';
const TWO = '22222222-0000-4000-8000-000000000002';
const THREE = '33333333-0000-4000-8000-000000000003';

test('every message of a transfer is the same as itself, ids and times included', () => {
  for (const { body, name } of Object.values(GOOD)) {
    assert.ok(semanticDiff(body, body, { ids: true, times: true }).same, name);
  }
});

test('prefixes, the order of attributes, white space and boundaries mean nothing', () => {
  assert.deepEqual(
    differences(
      '<a:x xmlns:a="urn:n" p="1" q="2">\n  <a:y>text  here</a:y>\n</a:x>',
      '<x q="2" p="1" xmlns="urn:n"><y>text here </y></x>',
    ),
    [],
  );
  const { body } = GOOD.request;
  const other = Buffer.from(body.toString('latin1').replaceAll('--=_MIME', '--=_OTHER'), 'latin1');
  assert.notDeepEqual(other, body);
  assert.deepEqual(semanticDiff(body, other).differences, []);
});

test('another namespace is another element', () => {
  assert.deepEqual(differences('<x xmlns="urn:a"/>', '<x xmlns="urn:b"/>'), [
    { kind: 'changed', path: 'x', was: '<x> of urn:a', is: '<x> of urn:b' },
  ]);
});

test('other ids are no difference while they are used alike; one that is used otherwise is', () => {
  const message = (id: string, ref: string) => `<m><id root="${id}"/><ref root="${ref}"/></m>`;
  assert.deepEqual(differences(message(ONE, ONE), message(TWO, TWO)), []);
  assert.deepEqual(differences(message(ONE, ONE), message(TWO, THREE)), [
    { kind: 'reference', path: 'm/ref/@root', was: `${ONE}, as at m/id/@root`, is: THREE },
  ]);
  assert.equal(differences(message(ONE, TWO), message(THREE, THREE))[0]?.kind, 'reference');
  assert.equal(differences(message(ONE, ONE), message(TWO, TWO), { ids: true }).length, 2);
});

test('the same id that stands for another one now is told, though both messages hold it', () => {
  const message = (id: string, ref: string) => `<m><id root="${id}"/><ref root="${ref}"/></m>`;
  assert.equal(differences(message(ONE, TWO), message(TWO, TWO)).length, 1);
});

test('an id in lower case is written otherwise, and that is a difference', () => {
  const id = 'abcdef00-0000-4000-8000-00000000000a';
  const [found] = differences(`<id root="${id.toUpperCase()}"/>`, `<id root="${id}"/>`);
  assert.deepEqual([found?.kind, found?.was], ['changed', id.toUpperCase()]);
});

test('other times are no difference, another form of a time is', () => {
  const sent = (time: string) => `<m><creationTime value="${time}"/></m>`;
  assert.deepEqual(differences(sent('20260301091500'), sent('20250101000000')), []);
  assert.equal(differences(sent('20260301091500'), sent('202603010915')).length, 1);
  assert.equal(
    differences(sent('20260301091500'), sent('20250101000000'), { times: true }).length,
    1,
  );
  const at = (time: string) => `<Timestamp>${time}</Timestamp>`;
  assert.deepEqual(differences(at('2026-03-01T09:15:00Z'), at('2025-01-01T00:00:00Z')), []);
  assert.equal(differences(at('2026-03-01T09:15:00Z'), at('2025-01-01T00:00:00')).length, 1);
});

test('the birth of a person is no time of the message', () => {
  const born = (time: string) => `<p><birthTime value="${time}"/></p>`;
  assert.equal(differences(born('19800101'), born('19800102')).length, 1);
});

test('what is added, removed or moved is told where it stands', () => {
  assert.deepEqual(differences('<m><a/><b/></m>', '<m><a/><c/><b/></m>'), [
    { kind: 'added', path: 'm/c', was: undefined, is: '<c>' },
  ]);
  assert.deepEqual(differences('<m><a/><c/><b/></m>', '<m><a/><b/></m>'), [
    { kind: 'removed', path: 'm/c', was: '<c>', is: undefined },
  ]);
  assert.deepEqual(differences('<m><a/><b/></m>', '<m><b/><a/></m>'), [
    { kind: 'moved', path: 'm', was: 'a stands 1.', is: 'b stands 1.' },
  ]);
  assert.deepEqual(differences('<m><a n="1"/><a n="2"/></m>', '<m><a n="1"/><a n="3"/></m>'), [
    {
      ...{ kind: 'changed', path: 'm/a[2]/@n' },
      was: '1 characters, differing from character 1 on',
      is: '1 characters, differing from character 1 on',
    },
  ]);
});

test('text and values of a payload are told by their length, unless they are asked for', () => {
  const named = (name: string) => `<p><family>${name}</family></p>`;
  const hidden = JSON.stringify(differences(named('Adamson'), named('Adams')));
  assert.doesNotMatch(hidden, /Adams/);
  assert.match(hidden, /7 characters, differing from character 6 on/);
  assert.match(
    JSON.stringify(differences(named('Adamson'), named('Adams'), { values: true })),
    /Adamson/,
  );
});

test('a reference that names another part than before is a difference of the envelope, with its place', () => {
  const { body } = GOOD.request;
  const text = body.toString('latin1');
  const reference = /xlink:href="cid:([^"]+)"/.exec(text)?.[1] ?? '';
  assert.ok(reference);
  const other = Buffer.from(text.replace(`cid:${reference}`, 'cid:nobody'), 'latin1');
  const [found, ...more] = semanticDiff(body, other).differences;
  assert.deepEqual(more, []);
  assert.match(found?.path ?? '', /^part\[1\]\/Envelope\/Body\/Manifest\/Reference\/@\w+:href$/);
  assert.equal(found?.is, 'cid:nobody');
  assert.ok((found?.where?.line ?? 0) > 1);
});

test('SOAPAction and media types are compared where both messages have a head', () => {
  const body = Buffer.from('<a/>');
  const posted = (action: string, type: string) => ({
    ...{ body, method: 'POST', path: '/x' },
    headers: [
      ['SOAPAction', action],
      ['Content-Type', type],
    ] as const,
  });
  const one = posted('"s/A"', 'multipart/related; type="text/xml"; boundary=x');
  assert.deepEqual(
    semanticDiff(one, posted('s/A', 'multipart/related; boundary=y; type="text/xml"')).differences,
    [],
  );
  const [found] = semanticDiff(one, posted('s/B', 'text/xml')).differences;
  assert.deepEqual([found?.path, found?.was, found?.is], ['HTTP/SOAPAction', 's/A', 's/B']);
});

const packed = (type: string, content: Buffer, encoding = 'base64') =>
  Buffer.from(
    [
      '--b',
      'Content-Type: text/xml',
      'Content-Id: <root>',
      '',
      '<e/>',
      '--b',
      'Content-Type: text/xml',
      'Content-Id: <two>',
      '',
      '<p/>',
      '--b',
      `Content-Type: ${type}`,
      'Content-Id: <att>',
      `Content-Transfer-Encoding: ${encoding}`,
      '',
      content.toString(encoding === 'base64' ? 'base64' : 'latin1'),
      '--b--',
      '',
    ].join('\r\n'),
    'latin1',
  );

test('attachments are compared by type, length, digest and first byte that differs', () => {
  const one = packed('text/plain', Buffer.from('the same beginning, one end'));
  const other = packed('text/plain', Buffer.from('the same beginning, two ends'));
  const [found, ...more] = semanticDiff(one, other).differences;
  assert.deepEqual(more, []);
  assert.equal(found?.path, 'part[3]/content');
  assert.match(found?.was ?? '', /^27 bytes, sha256 [0-9a-f]{12}, byte 20 is 6f$/);
  assert.match(found?.is ?? '', /^28 bytes, sha256 [0-9a-f]{12}, byte 20 is 74$/);
  assert.doesNotMatch(JSON.stringify(found), /beginning/);
});

test('how a document is encoded or compressed does not make it another', () => {
  const text = Buffer.from('a document of some length, which is the same');
  assert.deepEqual(
    semanticDiff(packed('text/plain', text), packed('text/plain', text, '8bit')).differences,
    [],
  );
  const [one, other] = [gzipSync(text, { level: 1 }), gzipSync(text, { level: 9 })];
  other[9] = 3;
  one[9] = 255;
  assert.deepEqual(
    semanticDiff(packed('text/plain', one), packed('text/plain', other)).differences,
    [],
  );
  const [found] = semanticDiff(packed('text/plain', text), packed('text/plain', one)).differences;
  assert.deepEqual([found?.path, found?.is], ['part[3]/compression', 'compressed with gzip']);
});

test('no more differences are listed than were asked for, and the rest is counted', () => {
  const many = (value: string) =>
    `<m>${Array.from({ length: 50 }, (_, at) => `<a${at} code="${value}"/>`).join('')}</m>`;
  const found = semanticDiff(Buffer.from(many('x')), Buffer.from(many('y')), { most: 10 });
  assert.deepEqual([found.same, found.differences.length, found.more], [false, 10, 40]);
  assert.match(renderDiff(found), /50 differences, 40 of them not listed\.$/);
});

test('whatever bytes come, a comparison ends; the same bytes are the same', () => {
  const markup = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.string({ maxLength: 200 }).map((text) => Buffer.from(`<a>${text}</a>`)),
    fc.string({ maxLength: 200 }).map((text) => Buffer.from(`--b\r\n\r\n${text}\r\n--b--\r\n`)),
  );
  fc.assert(
    fc.property(markup, markup, (a, b) => {
      assert.ok(semanticDiff(a, a).same);
      const found = semanticDiff(a, b);
      assert.equal(found.same, found.differences.length + found.more === 0);
    }),
    { numRuns: 300 },
  );
});

test('a message of a hundred thousand elements is compared in no more than seconds', {
  timeout: 60_000,
}, () => {
  const big = (shift: number) =>
    `<m>${Array.from({ length: 100_000 }, (_, at) => `<a code="${at + shift}"/>`).join('')}</m>`;
  const found = semanticDiff(Buffer.from(big(0)), Buffer.from(big(1)));
  assert.ok(!found.same);
});
