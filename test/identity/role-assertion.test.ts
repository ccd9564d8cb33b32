import assert from 'node:assert/strict';
import { createHash, createVerify } from 'node:crypto';
import { after, test } from 'node:test';
import fc from 'fast-check';
import {
  type AssertionTrust,
  verifyRoleAssertion,
} from '../../simulator/identity/smartcard/verify-role-assertion.ts';
import { createKeyPair } from '../../src/pki/key-pair.ts';
import { readSamlResponse } from '../../src/wire/saml/read-saml-response.ts';
import type { SamlResponse } from '../../src/wire/saml/role-assertion.ts';
import { hostileBytes } from '../specimens/arbitrary-text.ts';
import { openStand, removeCertificates, type Stand } from './stand.ts';

after(removeCertificates);

const USER = '990000001001';

async function ask(stand: Stand, token: string): Promise<SamlResponse & { readonly xml: string }> {
  const { status, text, headers } = await stand.get(`/saml/RoleAssertion?token=${token}`);
  assert.equal(status, 200);
  assert.equal(headers.get('content-type'), 'text/xml; charset=utf-8');
  const reading = readSamlResponse(Buffer.from(text));
  assert.ok(reading.ok, JSON.stringify(reading));
  assert.deepEqual(reading.deviations, []);
  return { ...reading.value, xml: text };
}

function trustOf({ keys }: Stand): AssertionTrust {
  return { keys: [keys.publicKeyPem] };
}

function problemOf(stand: Stand, xml: string, trust = trustOf(stand)): string {
  const verdict = verifyRoleAssertion(xml, trust, stand.clock.now());
  return verdict.ok ? 'none' : verdict.problem;
}

async function signedBy(stand: Stand, user = USER): Promise<string> {
  const { token } = stand.identity.desk.startSession({ user });
  return (await ask(stand, token)).xml;
}

test('I07 a live session is answered with Success and the role block', async () => {
  await using stand = await openStand();
  const { token } = stand.identity.desk.startSession({ user: USER });
  const { status, message, assertion, xml } = await ask(stand, token);
  assert.deepEqual([status, message], [['Success'], undefined]);
  const { assertionId, ...facts } = assertion ?? {};
  assert.match(String(assertionId), /^_[0-9A-F-]{36}$/);
  assert.deepEqual(facts, {
    issuer: `${stand.url}/`,
    issueInstant: '2026-01-05T09:00:00Z',
    // Three minutes before and one after, as documented.
    notBefore: '2026-01-05T08:57:00Z',
    notOnOrAfter: '2026-01-05T09:01:00Z',
    userId: USER,
    commonName: 'Rowan Ashdown',
    practitionerCode: undefined,
    sessionRole: '990000002001',
    training: false,
    roles: [
      {
        organisation: 'Z99001',
        organisationName: 'Riverside Surgery',
        activities: [
          { code: 'B0825', name: 'Amend Patient Demographics' },
          { code: 'B0264', name: 'Access SCR Application' },
          { code: 'B8009', name: 'Register Patient with Primary Care Provider on PDS' },
        ],
        jobRole: 'Clinical Practitioner Access Role',
        jobRoleCode: 'S8000:G8000:R8000',
        roleProfileId: '990000002001',
        areasOfWork: [],
        workgroups: [],
      },
    ],
  });
  const verdict = verifyRoleAssertion(xml, trustOf(stand), stand.clock.now());
  assert.deepEqual(verdict, { ok: true, assertion });
});

test('I07 an expired session is a refusal, and so is every other end', async () => {
  await using stand = await openStand();
  const { desk } = stand.identity;
  const { token: old } = desk.startSession({ user: USER, seconds: 60 });
  await stand.clock.advance(60_000);
  const { status, message, assertion } = await ask(stand, old);
  assert.deepEqual(status, ['Requester', 'RequestDenied']);
  assert.equal(message, 'the session is over: expired');
  assert.equal(assertion, undefined);
  for (const how of ['logged-off', 'card-removed', 'revoked'] as const) {
    const { id, token } = desk.startSession({ user: USER });
    desk.endSession(id, how);
    assert.equal((await ask(stand, token)).message, `the session is over: ${how}`);
  }
});

test('I07 an unknown token, none, no role and a role that is gone are refusals', async () => {
  await using stand = await openStand();
  const { desk } = stand.identity;
  assert.equal((await ask(stand, 'nonsense')).message, 'the token is not known');
  assert.equal((await ask(stand, '')).message, 'no token was sent');
  const { token: idle } = desk.startSession({ user: USER, role: null });
  assert.equal((await ask(stand, idle)).message, 'no role is selected');
  const { token } = desk.startSession({ user: USER });
  await stand.settings.patch({ identity: { users: { riversideClinician: { roles: [] } } } });
  assert.equal((await ask(stand, token)).message, 'the user does not have the role any more');
  await stand.settings.patch({ identity: { users: { riversideClinician: null } } });
  assert.equal((await ask(stand, token)).message, 'the user is not registered any more');
});

test('I07 a user in training has ssbMode 1', async () => {
  await using stand = await openStand();
  const { token } = stand.identity.desk.startSession({ user: '990000001006' });
  const { assertion, xml } = await ask(stand, token);
  assert.equal(assertion?.training, true);
  assert.match(xml, /AttributeName="ssbMode"[^>]*><saml:AttributeValue>1</);
});

test('the role of the session comes first, the others after it', async () => {
  await using stand = await openStand();
  const order = { user: '990000001005', role: '990000002006' };
  const { token } = stand.identity.desk.startSession(order);
  const { assertion } = await ask(stand, token);
  assert.equal(assertion?.sessionRole, '990000002006');
  assert.deepEqual(
    assertion.roles.map(({ roleProfileId }) => roleProfileId),
    ['990000002006', '990000002005', '990000002007'],
  );
});

test('an assertion is refused before its time, at its end, and after it', async () => {
  await using stand = await openStand();
  const xml = await signedBy(stand);
  const at = (time: string) => {
    const verdict = verifyRoleAssertion(xml, trustOf(stand), new Date(time));
    return verdict.ok ? 'none' : verdict.problem;
  };
  assert.equal(at('2026-01-05T08:56:59.999Z'), 'not-yet-valid');
  assert.equal(at('2026-01-05T08:57:00Z'), 'none');
  assert.equal(at('2026-01-05T09:00:59.999Z'), 'none');
  assert.equal(at('2026-01-05T09:01:00Z'), 'expired');
});

test('an assertion that was changed anywhere, or is signed by another, is refused', async () => {
  await using stand = await openStand();
  const xml = await signedBy(stand);
  assert.equal(problemOf(stand, xml), 'none');
  const changes = [
    ['990000002001', '990000002002'],
    ['Rowan', 'Rohan'],
    ['09:01:00Z', '19:01:00Z'],
    ['B8009', 'B0001'],
    ['>0</saml:AttributeValue>', '>1</saml:AttributeValue>'],
  ] as const;
  for (const [from, to] of changes)
    assert.equal(problemOf(stand, xml.replace(from, to)), 'signature', from);
  const { publicKey } = await createKeyPair('rsa-2048');
  const other = publicKey.export({ format: 'pem', type: 'spki' }).toString();
  assert.equal(problemOf(stand, xml, { keys: [other] }), 'signature');
  assert.equal(problemOf(stand, xml, { keys: [] }), 'signature');
  const issuer = 'https://elsewhere.example/';
  assert.equal(problemOf(stand, xml, { ...trustOf(stand), issuer }), 'issuer');
});

test('a signed assertion gains nothing by being moved about in a forged document', async () => {
  await using stand = await openStand();
  const xml = await signedBy(stand);
  const [original = ''] = /<saml:Assertion.*<\/saml:Assertion>/s.exec(xml) ?? [];
  const [signature = ''] = /<ds:Signature.*<\/ds:Signature>/s.exec(original) ?? [];
  const evil = original
    .replace(signature, '')
    .replaceAll('990000001001', '990000001002')
    .replace(/AssertionID="[^"]+"/, 'AssertionID="_evil"');
  const evilSame = original.replace(signature, '').replaceAll('990000001001', '990000001002');
  const around = (inside: string) => xml.replace(original, inside);
  const wrapped = [
    // Beside it, before and after.
    around(evil + original),
    around(original + evil),
    // Inside the forged one: as a child, in the signature, in an object of the signature.
    around(evil.replace('</saml:Assertion>', `${original}</saml:Assertion>`)),
    around(
      evil.replace(
        '</saml:Assertion>',
        `${signature.replace('</ds:Signature>', `<ds:Object>${original}</ds:Object></ds:Signature>`)}</saml:Assertion>`,
      ),
    ),
    // In some other element of the response.
    around(`${evil}<x xmlns="urn:x">${original}</x>`),
    // The signature alone moved to the forged one, with its id or another's.
    around(evil.replace('</saml:Assertion>', `${signature}</saml:Assertion>`)),
    around(evilSame.replace('</saml:Assertion>', `${signature}</saml:Assertion>`)),
    // Two of one id.
    around(evilSame + original),
  ];
  for (const [at, forged] of wrapped.entries()) {
    const verdict = verifyRoleAssertion(forged, trustOf(stand), stand.clock.now());
    assert.equal(verdict.ok, false, `variant ${at}`);
  }
});

test('a response without signature, without success or with entities is refused', async () => {
  await using stand = await openStand();
  const xml = await signedBy(stand);
  const bare = xml.replace(/<ds:Signature.*<\/ds:Signature>/s, '');
  assert.equal(problemOf(stand, bare), 'unsigned');
  assert.equal(problemOf(stand, xml.replace('samlp:Success', 'samlp:Responder')), 'status');
  const withEntity = xml.replace('?>', '?><!DOCTYPE x [<!ENTITY e "x">]>');
  assert.equal(problemOf(stand, withEntity), 'unreadable');
  assert.equal(problemOf(stand, '<Response/>'), 'structure');
  assert.equal(problemOf(stand, 'nonsense'), 'unreadable');
});

test('the signature holds for whoever checks it by the letter of the standard', async () => {
  await using stand = await openStand();
  const xml = await signedBy(stand);
  const [original = ''] = /<saml:Assertion.*<\/saml:Assertion>/s.exec(xml) ?? [];
  const [signature = ''] = /<ds:Signature .*<\/ds:Signature>/s.exec(original) ?? [];
  const [info = ''] = /<ds:SignedInfo>.*<\/ds:SignedInfo>/s.exec(signature) ?? [];
  // Empty tags are the one thing in which what is written differs from canonical XML.
  const canonical = (text: string) => text.replaceAll(/<([\w:]+)([^<>]*)\/>/g, '<$1$2></$1>');
  const ordered = canonical(original.replace(signature, '')).replace(
    /(<saml:Assertion )(xmlns:saml="[^"]+") (.*?)>/,
    (_, tag, namespace, rest) =>
      `${tag}${namespace} ${rest
        .match(/\w+="[^"]*"/g)
        .sort()
        .join(' ')}>`,
  );
  const [, digest] = /<ds:DigestValue>(.*?)</.exec(info) ?? [];
  assert.equal(createHash('sha256').update(ordered).digest('base64'), digest);
  const [, value = ''] = /<ds:SignatureValue>(.*?)</s.exec(signature) ?? [];
  const ds = 'xmlns:ds="http://www.w3.org/2000/09/xmldsig#"';
  const signed = canonical(info).replace('<ds:SignedInfo>', `<ds:SignedInfo ${ds}>`);
  const right = createVerify('RSA-SHA256')
    .update(signed)
    .verify(stand.keys.publicKeyPem, value, 'base64');
  assert.ok(right);
});

test('an assertion that was shown before is refused', async () => {
  await using stand = await openStand();
  const { desk } = stand.identity;
  const xml = await signedBy(stand);
  assert.deepEqual(desk.judgeAssertion(xml), {
    ok: true,
    problem: null,
    why: null,
    userId: USER,
    roleProfileId: '990000002001',
    training: false,
  });
  assert.equal(desk.judgeAssertion(xml).problem, 'replayed');
  stand.identity.reset();
  assert.equal(desk.judgeAssertion(xml).ok, true);
});

test('each flaw of an assertion can be had on purpose', async () => {
  await using stand = await openStand();
  const { desk } = stand.identity;
  const expected = {
    expired: 'expired',
    'not-yet-valid': 'not-yet-valid',
    tampered: 'signature',
    wrapped: 'structure',
    unsigned: 'unsigned',
  } as const;
  for (const [flaw, problem] of Object.entries(expected)) {
    const order = { user: USER, flaw: flaw as keyof typeof expected };
    const { token } = desk.startSession(order);
    assert.equal(desk.judgeAssertion((await ask(stand, token)).xml).problem, problem, flaw);
  }
  const { token } = desk.startSession({ user: USER, flaw: 'repeated' });
  assert.equal(desk.judgeAssertion((await ask(stand, token)).xml).ok, true);
  assert.equal(desk.judgeAssertion((await ask(stand, token)).xml).problem, 'replayed');
});

test('how assertions are signed and how long they last are settings', async () => {
  const assertion = { signature: 'rsa-sha1', beforeSeconds: 0, afterSeconds: 5 };
  await using stand = await openStand({ identity: { assertion } });
  const xml = await signedBy(stand);
  assert.match(xml, /xmldsig#rsa-sha1"/);
  assert.match(xml, /NotBefore="2026-01-05T09:00:00Z" NotOnOrAfter="2026-01-05T09:00:05Z"/);
  assert.equal(problemOf(stand, xml), 'none');
  await stand.settings.patch({ identity: { assertion: { signature: 'none' } } });
  assert.equal(problemOf(stand, await signedBy(stand)), 'unsigned');
});

test('a reader that pretty-prints or renames prefixes breaks nothing that it should not', async () => {
  await using stand = await openStand();
  const xml = await signedBy(stand);
  // Outside the assertion anything may change.
  const outside = xml.replace('<samlp:Status>', '\n  <samlp:Status>\n').replaceAll('samlp', 'p');
  assert.equal(problemOf(stand, outside), 'none');
});

test('no bytes make the judge throw, and none but the original pass', async () => {
  await using stand = await openStand();
  const xml = await signedBy(stand);
  const now = stand.clock.now();
  fc.assert(
    fc.property(hostileBytes(Buffer.from(xml)), (bytes) => {
      const text = bytes.toString('utf8');
      const verdict = verifyRoleAssertion(text, trustOf(stand), now);
      // Edits outside the assertion, or none at all, may pass: but never with other facts.
      if (verdict.ok) assert.equal(verdict.assertion.userId, USER);
    }),
    { numRuns: 300 },
  );
});

test('neither the token nor the assertion is in the journal', async () => {
  await using stand = await openStand();
  const { token } = stand.identity.desk.startSession({ user: USER });
  const { xml, assertion } = await ask(stand, token);
  const [, value = ''] = /<ds:SignatureValue>([^<]{40})/.exec(xml) ?? [];
  assert.ok(value.length === 40);
  const record = await stand.record();
  for (const secret of [token, value, assertion?.assertionId])
    assert.ok(!record.includes(String(secret)));
  assert.match(record, /saml from 990000001001: HTTP 200, Success/);
});
