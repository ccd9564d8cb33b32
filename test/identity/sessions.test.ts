import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openStand, removeCertificates, type Stand } from './stand.ts';

after(removeCertificates);

const USER = {
  userId: '990000001001',
  roleProfileId: '990000002001',
  jobRoleCode: 'R8000',
} as const;

function why(
  { identity }: Stand,
  changes: Partial<
    Record<'userId' | 'roleProfileId' | 'jobRoleCode' | 'organisation', string>
  > = {},
  what: 'gp-update' | 'demographics' | 'query' = 'gp-update',
): string {
  const verdict = identity.sessions.judge({ ...USER, ...changes }, what);
  return verdict.ok ? 'yes' : verdict.why;
}

test('a user at work in the role that a message names may do what it asks', async () => {
  await using stand = await openStand();
  stand.identity.desk.startSession({ user: USER.userId });
  assert.equal(why(stand), 'yes');
  assert.equal(why(stand, { jobRoleCode: 'S8000:G8000:R8000', organisation: 'Z99001' }), 'yes');
});

test('ids of different people, of nobody and of another organisation are told apart', async () => {
  await using stand = await openStand();
  stand.identity.desk.startSession({ user: USER.userId });
  assert.equal(
    why(stand, { roleProfileId: '990000002002' }),
    'role profile 990000002002 belongs to another user than 990000001001',
  );
  assert.equal(why(stand, { userId: '123456789012' }), 'no user 123456789012 is registered');
  assert.equal(
    why(stand, { roleProfileId: '123456789012' }),
    'user 990000001001 has no role profile 123456789012',
  );
  assert.equal(
    why(stand, { organisation: 'Z99002' }),
    'role profile 990000002001 is one of Z99001, and Z99002 sent the message',
  );
});

test('a job role code that is known to be another is wrong, one that nobody knows is not', async () => {
  await using stand = await openStand();
  stand.identity.desk.startSession({ user: USER.userId });
  assert.equal(
    why(stand, { jobRoleCode: 'R8001' }),
    'role profile 990000002001 is job role R8000, not R8001',
  );
  for (const code of ['ABCD', 'R0260']) assert.equal(why(stand, { jobRoleCode: code }), 'yes');
});

test('without a session, after its end and in another role there is no doing anything', async () => {
  await using stand = await openStand();
  const { desk } = stand.identity;
  assert.equal(why(stand), 'user 990000001001 has no session');
  for (const how of ['logged-off', 'card-removed', 'revoked', 'expired'] as const) {
    const { id } = desk.startSession({ user: USER.userId });
    assert.equal(why(stand), 'yes');
    assert.equal(desk.endSession(id, how)?.state, how);
    assert.equal(why(stand), `the session of user 990000001001 is over: ${how}`);
  }
  desk.startSession({ user: USER.userId, role: null });
  assert.equal(why(stand), 'user 990000001001 has chosen no role');
  desk.startSession({ user: '990000001005', role: '990000002006' });
  assert.equal(
    why(stand, { userId: '990000001005', roleProfileId: '990000002005' }),
    'user 990000001005 works in role profile 990000002006',
  );
});

test('a session runs out by the clock', async () => {
  await using stand = await openStand({ identity: { sessionSeconds: 60 } });
  stand.identity.desk.startSession({ user: USER.userId });
  await stand.clock.advance(59_999);
  assert.equal(why(stand), 'yes');
  await stand.clock.advance(1);
  assert.equal(why(stand), 'the session of user 990000001001 is over: expired');
});

test('a short session does not shorten the long one before it', async () => {
  await using stand = await openStand();
  const { desk } = stand.identity;
  desk.startSession({ user: USER.userId, seconds: 30 * 86_400 });
  desk.startSession({ user: USER.userId, role: null, seconds: 60 });
  await stand.clock.advance(29 * 86_400_000);
  assert.equal(why(stand), 'yes');
});

test('a session that is live counts, however often its user signed in without a role since', async () => {
  await using stand = await openStand();
  const { desk } = stand.identity;
  const card = desk.startSession({ user: USER.userId });
  for (let count = 0; count < 50; count++) desk.startSession({ user: USER.userId, role: null });
  assert.equal(why(stand), 'yes');
  for (let count = 0; count < 50; count++) {
    const { id } = desk.startSession({ user: USER.userId, role: null });
    desk.endSession(id, 'logged-off');
  }
  assert.equal(why(stand), 'yes');
  desk.endSession(card.id, 'card-removed');
  assert.equal(why(stand), 'user 990000001001 has chosen no role');
});

test('I09 a role without B8009 may trace and amend, not register', async () => {
  await using stand = await openStand();
  const named = { userId: '990000001004', roleProfileId: '990000002004', jobRoleCode: 'R8010' };
  stand.identity.desk.startSession({ user: named.userId });
  assert.equal(why(stand, named), 'role profile 990000002004 lacks activity B8009');
  assert.equal(why(stand, named, 'demographics'), 'yes');
  assert.equal(why(stand, named, 'query'), 'yes');
  await stand.settings.patch({ identity: { gpUpdateActivity: 'none' } });
  assert.equal(why(stand, named), 'yes');
});

test('an operator who names nobody is told what there is', async () => {
  await using stand = await openStand();
  const { desk } = stand.identity;
  const code = 'SIM_IDENTITY_ORDER';
  assert.throws(() => desk.startSession({ user: '123456789012' }), { code });
  assert.throws(() => desk.startSession({ user: USER.userId, role: '990000002002' }), { code });
  await assert.rejects(desk.issueToken({ client: 'nobody', kind: 'access' }), { code });
  const order = { client: 'sut-api-key', kind: 'access', patient: 'nobody' } as const;
  await assert.rejects(desk.issueToken(order), { code });
  assert.equal(desk.endSession('none', 'revoked'), undefined);
});

test('memory stays bounded however many sessions are started', async () => {
  await using stand = await openStand();
  const { desk } = stand.identity;
  const { id } = desk.startSession({ user: USER.userId });
  for (let count = 0; count < 10_000; count++) desk.startSession({ user: '990000001002' });
  assert.equal(desk.sessions().length, 10_000);
  assert.equal(desk.endSession(id, 'revoked'), undefined);
});
