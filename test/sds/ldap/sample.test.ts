import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readLdif } from '../../../src/wire/ldif/read-ldif.ts';
import { ldapsearch, tlsFiles, withoutLdapsearch } from './commands.ts';
import { REQUEST } from './seed.ts';
import { ldapStand } from './stand.ts';

const SAMPLE = join(
  ...[import.meta.dirname, '..', '..', '..', '..', 'shared', 'samples', 'sds', 'ldap'],
  'nis1-systmone-M85019.ldif',
);
const skip = existsSync(SAMPLE) ? withoutLdapsearch : 'the shared samples are not here';

/** The record without regard to the order of attributes and values, which no server promises. */
function sorted(text: string) {
  return readLdif(text).records.map(({ dn, attributes }) => ({
    dn,
    attributes: attributes.map(({ name, values }) => [name, ...[...values].sort()]).sort(),
  }));
}

test('L3 the public sample, asked for as it was, comes back as it was published', {
  skip,
}, async () => {
  const published = readFileSync(SAMPLE, 'utf8');
  await using stand = await ldapStand({ entries: readLdif(published).records });
  const files = await tlsFiles(stand.folder, stand.supplier);
  const filter = `(&(objectclass=nhsAS) (nhsIDCode=M85019) (nhsASSvcIA=${REQUEST}))`;
  const args = ['-b', 'ou=services,o=nhs', filter, '+', '*'];
  const { code, out, err } = await ldapsearch(stand, files, 'plain', args);
  assert.equal(code, 0, err);
  assert.deepEqual(sorted(out), sorted(published));
});
