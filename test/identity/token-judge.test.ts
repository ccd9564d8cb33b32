import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { readAuthorization } from '../../simulator/identity/token-judge.ts';
import { openStand, removeCertificates, type Stand } from './stand.ts';

after(removeCertificates);

function judge({ identity, clock }: Stand, authorization: string | undefined, urid?: string) {
  return identity.tokens.judge({ authorization, urid, at: clock.now() });
}

function principal(stand: Stand, token: string, urid?: string) {
  const verdict = judge(stand, `Bearer ${token}`, urid);
  assert.ok(verdict.ok);
  return verdict.principal;
}

test('each way to get the Authorization header wrong has its own kind', () => {
  const kinds: readonly (readonly [string | undefined, unknown])[] = [
    [undefined, { kind: 'missing-header' }],
    ['', { kind: 'empty-header' }],
    ['   ', { kind: 'empty-header' }],
    ['Bearer', { kind: 'missing-token' }],
    ['Bearer  ', { kind: 'missing-token' }],
    ['abc', { kind: 'invalid-header' }],
    ['Bearer a b', { kind: 'invalid-header' }],
    ['Basic abc', { kind: 'wrong-type', type: 'Basic' }],
    ['Bearer abc', 'abc'],
    ['bearer abc', 'abc'],
  ];
  for (const [header, expected] of kinds) assert.deepEqual(readAuthorization(header), expected);
});

test('no header makes the judge throw', async () => {
  await using stand = await openStand();
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (header) => {
      assert.equal(judge(stand, header).ok, false);
      assert.equal(judge(stand, `Bearer ${header}`).ok, false);
    }),
  );
});

test('a token is good until its time is over', async () => {
  await using stand = await openStand();
  const { token } = await stand.identity.desk.issueToken({ client: 'sut-api-key', kind: 'access' });
  await stand.clock.advance(598_999);
  assert.ok(judge(stand, `Bearer ${token}`).ok);
  await stand.clock.advance(1);
  assert.deepEqual(judge(stand, `Bearer ${token}`), {
    ok: false,
    outcome: { kind: 'invalid-token' },
  });
});

test('an operator can make a token that is not valid any more, and withdraw those that are', async () => {
  await using stand = await openStand();
  const { desk } = stand.identity;
  const order = { client: 'sut-api-key', kind: 'access', user: '656005750105' } as const;
  const { token: expired } = await desk.issueToken({ ...order, flaw: 'expired' });
  assert.ok(!judge(stand, `Bearer ${expired}`).ok);
  const { token } = await desk.issueToken(order);
  const { token: other } = await desk.issueToken({ ...order, user: '656005750109' });
  assert.equal(desk.withdrawTokens({ user: '656005750105' }), 1);
  assert.ok(!judge(stand, `Bearer ${token}`).ok);
  assert.ok(judge(stand, `Bearer ${other}`).ok);
  assert.equal(desk.withdrawTokens({}), 1);
  assert.ok(!judge(stand, `Bearer ${other}`).ok);
});

test('who is taken out of the settings is let in no more', async () => {
  await using stand = await openStand();
  const { desk } = stand.identity;
  const order = { client: 'sut-api-key', kind: 'access', user: '656005750105' } as const;
  const { token } = await desk.issueToken(order);
  const { token: bare } = await desk.issueToken({ client: 'sut-api-key', kind: 'access' });
  await stand.settings.patch({ identity: { users: { mockOneRole: null } } });
  assert.ok(!judge(stand, `Bearer ${token}`).ok);
  assert.ok(judge(stand, `Bearer ${bare}`).ok);
  await stand.settings.patch({ identity: { clients: { sut: null } } });
  assert.ok(!judge(stand, `Bearer ${bare}`).ok);
});

test('I09 a user whose role lacks B8009 may not set a GP, unless the settings say otherwise', async () => {
  await using stand = await openStand();
  const order = { client: 'sut-api-key', kind: 'access', user: '990000001004' } as const;
  const { token } = await stand.identity.desk.issueToken(order);
  const { mayUpdateGp, mayUpdateDemographics } = principal(stand, token);
  assert.deepEqual(
    { mayUpdateGp, mayUpdateDemographics },
    {
      mayUpdateGp: false,
      mayUpdateDemographics: true,
    },
  );
  await stand.settings.patch({ identity: { gpUpdateActivity: 'B0825' } });
  assert.equal(principal(stand, token).mayUpdateGp, true);
  await stand.settings.patch({ identity: { gpUpdateActivity: 'none' } });
  assert.equal(principal(stand, token).mayUpdateGp, true);
  await stand.settings.patch({ identity: { clients: { sut: { mayUpdateGp: false } } } });
  assert.equal(principal(stand, token).mayUpdateGp, false);
});

test('the role that a user acts in is the one of the header, if it is one of the own', async () => {
  await using stand = await openStand();
  const order = { client: 'sut-api-key', kind: 'access', user: '990000001005' } as const;
  const { token } = await stand.identity.desk.issueToken(order);
  assert.equal(principal(stand, token).mayUpdateGp, false);
  assert.equal(principal(stand, token, '990000002005').mayUpdateGp, true);
  // The nurse's role has no B8009; that of another user is none at all.
  assert.equal(principal(stand, token, '990000002007').mayUpdateGp, false);
  assert.equal(principal(stand, token, '656014452103').mayUpdateGp, false);
  const chosen = await stand.identity.desk.issueToken({ ...order, role: '990000002006' });
  assert.equal(principal(stand, chosen.token).selectedRole, '990000002006');
  assert.equal(principal(stand, chosen.token).mayUpdateGp, true);
});

test('an application without an ASID, and one that sees confidential reasons, are told apart', async () => {
  await using stand = await openStand();
  const { desk } = stand.identity;
  const bare = await desk.issueToken({ client: 'no-asid-api-key', kind: 'access' });
  assert.equal(principal(stand, bare.token).asid, undefined);
  const { token } = await desk.issueToken({ client: 'privileged-api-key', kind: 'access' });
  const { mode, seesConfidentialRemovals } = principal(stand, token);
  assert.deepEqual([mode, seesConfidentialRemovals], ['privileged-application', true]);
});

test('I10 a JWT made for GP Connect is no access token', async () => {
  await using stand = await openStand();
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = stand.clock.now().getTime() / 1000;
  const claims = {
    iss: 'https://consumer.example',
    sub: '1',
    aud: 'https://authorize.fhir.nhs.net/token',
    iat: now,
    exp: now + 300,
    reason_for_request: 'directcare',
    requested_scope: 'patient/*.read',
  };
  const token = `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`;
  assert.deepEqual(judge(stand, `Bearer ${token}`), {
    ok: false,
    outcome: { kind: 'invalid-token' },
  });
});

test('a reset leaves no token valid', async () => {
  await using stand = await openStand();
  const { token } = await stand.identity.desk.issueToken({ client: 'sut-api-key', kind: 'access' });
  stand.identity.reset();
  assert.ok(!judge(stand, `Bearer ${token}`).ok);
});
