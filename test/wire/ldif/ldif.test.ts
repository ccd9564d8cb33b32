import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import type { LdifRecord } from '../../../src/wire/ldif/ldif-record.ts';
import { readLdif } from '../../../src/wire/ldif/read-ldif.ts';
import { writeLdif } from '../../../src/wire/ldif/write-ldif.ts';

const SAMPLES = join(import.meta.dirname, '../../../../shared/samples/sds/ldap');
const skip = existsSync(SAMPLES) ? false : 'the shared samples are not here';

const bare = ({ dn, attributes }: LdifRecord): LdifRecord => ({ dn, attributes });
const only = (text: string) => {
  const { records, problems } = readLdif(text);
  assert.deepEqual(problems, []);
  assert.equal(records.length, 1);
  const [record] = records;
  assert.ok(record);
  return bare(record);
};

test('an entry is read with its values together, whatever the spelling of their names', () => {
  const text = [
    'version: 1',
    '',
    '# a comment that is',
    '  folded',
    'dn: uniqueIdentifier=1,ou=Services,o=nhs',
    'objectClass: top',
    'nhsAsSvcIA: urn:a',
    'OBJECTCLASS: nhsAs',
    'nhsProductName:',
    '',
  ].join('\n');
  assert.deepEqual(only(text), {
    dn: 'uniqueIdentifier=1,ou=Services,o=nhs',
    attributes: [
      { name: 'objectClass', values: ['top', 'nhsAs'] },
      { name: 'nhsAsSvcIA', values: ['urn:a'] },
      { name: 'nhsProductName', values: [''] },
    ],
  });
});

test('folded lines are joined, with CR LF as with LF, and a byte order mark is no part of them', () => {
  const text =
    '\uFEFFversion: 1\r\n\r\ndn: ou=Serv\r\n ices,o=nhs\r\ndescription: one \r\n  two\r\n';
  assert.deepEqual(only(text), {
    dn: 'ou=Services,o=nhs',
    attributes: [{ name: 'description', values: ['one  two'] }],
  });
});

test('base64 is decoded, also of names', () => {
  const dn = Buffer.from('ou=Köln,o=nhs').toString('base64');
  assert.equal(only(`dn:: ${dn}\ncn:: IGZvbw==\n`).dn, 'ou=Köln,o=nhs');
  assert.deepEqual(only(`dn: o=nhs\ncn:: IGZvbw==\n`).attributes[0]?.values, [' foo']);
});

test('what ldapsearch prints round the entries does no harm', () => {
  const text =
    '# extended LDIF\n#\n# LDAPv3\n\n# nhs\ndn: o=nhs\no: nhs\n\n# search result\nsearch: 2\nresult: 0 Success\n\n# numResponses: 2\n';
  assert.equal(only(text).dn, 'o=nhs');
});

test('an added entry is an entry; other changes are refused with their line', () => {
  assert.equal(only('dn: o=nhs\nchangetype: add\no: nhs\n').attributes.length, 1);
  const { records, problems } = readLdif(
    'dn: o=a\no: a\n\ndn: o=b\nchangetype: delete\n\ndn: o=c\no: c\n',
  );
  assert.deepEqual(
    records.map(({ dn, line }) => [dn, line]),
    [
      ['o=a', 1],
      ['o=c', 7],
    ],
  );
  assert.deepEqual(problems, [
    { line: 5, text: 'changetype delete is not taken; entries and changetype add are' },
  ]);
});

test('each problem is told with its line', () => {
  const cases: readonly (readonly [string, number, RegExp])[] = [
    ['version: 2\n\ndn: o=a\n', 1, /version 2/],
    ['o: a\n', 1, /begins with its dn/],
    ['dn: o=a\nno colon\n', 2, /"name: value"/],
    ['dn: o=a\n:novalue\n', 2, /no attribute name/],
    ['dn: o=a\njpeg:< file:///etc/passwd\n', 2, /other files/],
    ['dn: o=a\nx:: ***\n', 2, /not base64/],
    ['dn: o=a\nx:: /w==\n', 2, /UTF-8/],
    ['dn: o=a\ncontrol: 1.2.3 true\nx: y\n', 2, /controls/],
  ];
  for (const [text, line, words] of cases) {
    const { problems } = readLdif(text);
    assert.equal(problems.length, 1, text);
    assert.equal(problems[0]?.line, line, text);
    assert.match(problems[0]?.text ?? '', words);
  }
});

test('lines are folded at 78 columns, the blank of a continued one among them', () => {
  const written = writeLdif([
    { dn: 'o=nhs', attributes: [{ name: 'description', values: ['x'.repeat(200)] }] },
  ]);
  const [version, empty, dn, ...folded] = written.trimEnd().split('\n');
  assert.deepEqual([version, empty, dn], ['version: 1', '', 'dn: o=nhs']);
  assert.deepEqual(
    folded.map(({ length }) => length),
    [78, 78, 59],
  );
});

test('text that would not survive is written as base64', () => {
  for (const value of [' a', ':a', '<a', 'a ', 'ä', 'a\nb', 'a\rb', '\0']) {
    const text = writeLdif([{ dn: 'o=nhs', attributes: [{ name: 'cn', values: [value] }] }]);
    assert.match(text, /^cn:: /m);
    assert.deepEqual(only(text).attributes[0]?.values, [value]);
  }
});

const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,12}$/);
const value = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ maxLength: 300 }),
);
const records = fc.array(
  fc.record(
    {
      dn: value,
      attributes: fc.uniqueArray(
        fc.record(
          { name, values: fc.array(value, { minLength: 1, maxLength: 4 }) },
          { noNullPrototype: true },
        ),
        { selector: ({ name }) => name.toLowerCase(), maxLength: 6 },
      ),
    },
    { noNullPrototype: true },
  ),
  { maxLength: 5 },
);

test('property: what is written is read back as it was', () => {
  const reserved = ['changetype', 'control', 'dn'];
  fc.assert(
    fc.property(records, (given) => {
      const sound = given.map(({ dn, attributes }) => ({
        dn,
        attributes: attributes.filter(({ name }) => !reserved.includes(name.toLowerCase())),
      }));
      const text = writeLdif(sound);
      assert.ok(text.split('\n').every(({ length }) => length <= 78));
      const back = readLdif(text);
      assert.deepEqual(back.problems, []);
      assert.deepEqual(back.records.map(bare), sound);
    }),
  );
});

test('property: reading never throws, and every record is an entry or a problem', () => {
  const lines = fc.array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '',
        ' x',
        'dn: o=nhs',
        'version: 1',
        '# c',
        'a:: =',
        'a:<x',
        'changetype: add',
      ),
    ),
  );
  fc.assert(
    fc.property(lines, (given) => {
      const { records, problems } = readLdif(given.join('\n'));
      assert.ok(
        problems.every(({ line }) => line >= 1 && line <= given.length + given.join('').length),
      );
      assert.ok(
        records.every(({ attributes }) => attributes.every(({ values }) => values.length > 0)),
      );
    }),
  );
});

test('the published LDIF is read whole and comes back the same', { skip }, () => {
  const files = readdirSync(SAMPLES).filter((file) => file.endsWith('.ldif'));
  assert.ok(files.length >= 2);
  for (const file of files) {
    const { records, problems } = readLdif(readFileSync(join(SAMPLES, file), 'utf8'));
    assert.deepEqual(problems, [], file);
    assert.ok(records.length > 0, file);
    const again = readLdif(writeLdif(records));
    assert.deepEqual(again.records.map(bare), records.map(bare), file);
  }
});

test('a line of the published answer is folded where the directory folded it', { skip }, () => {
  const published = readFileSync(join(SAMPLES, 'nis1-systmone-M85019.ldif'), 'utf8');
  const { records } = readLdif(published);
  const written = writeLdif(records);
  const folded = published.match(/^nhsRequestorURP: .*\n .*\n/m)?.[0];
  assert.ok(folded);
  assert.ok(written.includes(folded));
});
