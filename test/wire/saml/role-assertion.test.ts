import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { readRoleAssertion } from '../../../src/wire/saml/read-role-assertion.ts';
import { readSamlResponse } from '../../../src/wire/saml/read-saml-response.ts';
import type { RoleAssertion } from '../../../src/wire/saml/role-assertion.ts';
import { writeRoleAssertion } from '../../../src/wire/saml/write-role-assertion.ts';
import { writeSamlResponse } from '../../../src/wire/saml/write-saml-response.ts';
import { hostileBytes, maybe, record, xmlText } from '../../specimens/arbitrary-text.ts';

const SAMPLE = join(
  import.meta.dirname,
  ...['..', '..', '..', '..', 'shared', 'samples', 'pds', 'composed', 'identity'],
  'saml-role-assertion.response.xml',
);

const text = xmlText();
const coded = fc.array(record({ code: text, name: text }), { maxLength: 3 });
const digits = fc.stringMatching(/^\d{12}$/);
const role = record({
  organisation: text,
  organisationName: text,
  activities: coded,
  jobRole: text,
  jobRoleCode: text,
  roleProfileId: digits,
  areasOfWork: coded,
  workgroups: coded,
});
const assertion = record({
  assertionId: text,
  issuer: text,
  issueInstant: text,
  notBefore: text,
  notOnOrAfter: text,
  userId: digits,
  commonName: text,
  practitionerCode: maybe(text),
  sessionRole: text,
  training: fc.boolean(),
  roles: fc.array(role, { minLength: 1, maxLength: 3 }),
});

const SPECIMEN: RoleAssertion = {
  assertionId: '_a1',
  issuer: 'https://spine.example/',
  issueInstant: '2026-01-05T09:00:00Z',
  notBefore: '2026-01-05T08:57:00Z',
  notOnOrAfter: '2026-01-05T09:01:00Z',
  userId: '990000001001',
  commonName: 'Rowan Ashdown',
  practitionerCode: undefined,
  sessionRole: '990000002001',
  training: false,
  roles: [
    {
      organisation: 'Z99001',
      organisationName: 'Riverside Surgery',
      activities: [{ code: 'B8009', name: 'Register Patient' }],
      jobRole: 'Clinical Practitioner Access Role',
      jobRoleCode: 'S8000:G8000:R8000',
      roleProfileId: '990000002001',
      areasOfWork: [],
      workgroups: [],
    },
  ],
};

test('any assertion reads as it was written', () => {
  fc.assert(
    fc.property(assertion, (value) => {
      const reading = readRoleAssertion(Buffer.from(writeRoleAssertion(value)));
      assert.deepEqual(reading, { ok: true, value, deviations: [] });
    }),
  );
});

test('any response reads as it was written, with its assertion or without', () => {
  const name = fc.stringMatching(/^[A-Z][A-Za-z]{1,20}$/);
  const response = record({
    responseId: text,
    issueInstant: text,
    status: fc.array(name, { minLength: 1, maxLength: 3 }),
    message: maybe(text),
    assertion: maybe(assertion),
  });
  fc.assert(
    fc.property(response, ({ assertion: inside, ...rest }) => {
      const written = writeSamlResponse(rest, inside ? [writeRoleAssertion(inside)] : []);
      const reading = readSamlResponse(Buffer.from(written));
      assert.deepEqual(reading, {
        ok: true,
        value: { ...rest, assertion: inside },
        deviations: [],
      });
    }),
  );
});

test('the same assertion always gives the same characters', () => {
  assert.equal(writeRoleAssertion(SPECIMEN), writeRoleAssertion(structuredClone(SPECIMEN)));
  assert.match(
    writeRoleAssertion(SPECIMEN),
    /^<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:1\.0:assertion" MajorVersion="1" /,
  );
});

test('what an assertion gets wrong is noted', () => {
  const odd = (change: (xml: string) => string) => {
    const reading = readRoleAssertion(Buffer.from(change(writeRoleAssertion(SPECIMEN))));
    return reading.ok ? reading.deviations.map(({ code }) => code) : [reading.failure.code];
  };
  assert.deepEqual(
    odd((xml) => xml.replace('MinorVersion="1"', 'MinorVersion="0"')),
    ['saml.version'],
  );
  assert.deepEqual(
    odd((xml) => xml.replace('uid=990000001001,', 'uid=x,')),
    ['saml.subject', 'saml.uid'],
  );
  assert.deepEqual(
    odd((xml) => xml.replace('>990000001001</saml:AttributeValue>', '>1</saml:AttributeValue>')),
    ['saml.uid'],
  );
  assert.deepEqual(
    odd(() => writeRoleAssertion({ ...SPECIMEN, roles: [] })),
    ['saml.no-role'],
  );
  assert.deepEqual(
    odd(() => '<x/>'),
    ['saml.not-an-assertion'],
  );
});

test('the published example is read', { skip: !existsSync(SAMPLE) && 'no shared samples' }, () => {
  const reading = readSamlResponse(readFileSync(SAMPLE));
  assert.ok(reading.ok);
  assert.deepEqual(reading.value.status, ['Success']);
  const { userId, sessionRole, roles, notBefore, notOnOrAfter } = reading.value.assertion ?? {};
  assert.deepEqual([userId, sessionRole], ['990000001001', '990000002001']);
  assert.deepEqual([notBefore, notOnOrAfter], ['2026-01-05T09:57:00Z', '2026-01-05T10:01:00Z']);
  assert.equal(roles?.[0]?.organisation, 'Z99002');
  assert.equal(roles?.[0]?.jobRoleCode, 'S8000:G8000:R8000');
});

test('no bytes make a reader throw', () => {
  const response = writeSamlResponse(
    { responseId: 'r', issueInstant: 't', status: ['Success'], message: 'm' },
    [writeRoleAssertion(SPECIMEN)],
  );
  const seeds = [Buffer.from(response), Buffer.from(writeRoleAssertion(SPECIMEN))];
  fc.assert(
    fc.property(hostileBytes(...seeds), (bytes) => {
      readSamlResponse(bytes);
      readRoleAssertion(bytes);
    }),
    { numRuns: 500 },
  );
});
