import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openStand, removeCertificates } from './stand.ts';

after(removeCertificates);

const JSON_WANTED = { accept: 'application/json' };

test('a person chooses a card on a page and is shown the token', async () => {
  await using stand = await openStand();
  const page = await stand.get('/login/authactivate');
  assert.equal(page.status, 200);
  assert.match(page.text, /name="user" value="990000001001"/);
  const signedIn = await stand.post('/login/authactivate', { user: '990000001001' });
  assert.equal(signedIn.status, 200);
  const [, token = ''] = /<code>([0-9A-F]{64})<\/code>/.exec(signedIn.text) ?? [];
  const valid = await stand.get(`/login/authvalidate?token=${token}`);
  assert.equal(valid.status, 200);
  assert.equal(valid.json.valid, true);
  assert.equal(valid.json.role_profile_id, '990000002001');
  assert.ok(!(await stand.record()).includes(token));
});

test('a person with several roles is asked for one, and may go on without', async () => {
  await using stand = await openStand();
  const user = '990000001005';
  const asked = await stand.post('/login/authactivate', { user });
  assert.match(asked.text, /name="role" value="990000002006"/);
  assert.match(asked.text, /name="role" value="none"/);
  await stand.post('/login/authactivate', { user, role: '990000002006' });
  await stand.post('/login/authactivate', { user, role: 'none' });
  const roles = stand.identity.desk.sessions().map(({ roleProfileId }) => roleProfileId);
  assert.deepEqual(roles, ['990000002006', null]);
  const wrong = await stand.post('/login/authactivate', { user, role: '990000002001' });
  assert.equal(wrong.status, 400);
});

test('a program gets the session as JSON', async () => {
  await using stand = await openStand();
  const path = '/login/authactivate';
  const { status, json } = await stand.post(path, { user: '990000001001' }, JSON_WANTED);
  assert.equal(status, 201);
  const { token, session_id: id, ...rest } = json;
  assert.deepEqual(rest, {
    user_id: '990000001001',
    role_profile_id: '990000002001',
    expires_at: '2026-01-05T21:00:00.000Z',
  });
  assert.equal(stand.identity.desk.sessions()[0]?.id, id);
  const several = await stand.post(path, { user: '990000001005' }, JSON_WANTED);
  assert.deepEqual([several.status, several.json.error], [400, 'role_needed']);
  const nobody = await stand.post(path, { user: 'x' }, JSON_WANTED);
  assert.deepEqual([nobody.status, nobody.json.error], [400, 'no_such_user']);
  assert.ok(!(await stand.record()).includes(String(token)));
});

test('logging off ends the session, once', async () => {
  await using stand = await openStand();
  const path = '/login/authactivate';
  const { json } = await stand.post(path, { user: '990000001001' }, JSON_WANTED);
  const token = String(json.token);
  const off = () => stand.post('/login/authlogout', { token });
  assert.deepEqual((await off()).json, { ended: true });
  assert.deepEqual((await off()).json, { ended: false });
  const after = await stand.get(`/login/authvalidate?token=${token}`);
  assert.equal(after.status, 401);
  assert.deepEqual(after.json, { valid: false, reason: 'logged-off' });
  const unknown = await stand.get('/login/authvalidate?token=x');
  assert.deepEqual(unknown.json, { valid: false, reason: 'unknown' });
});

test('a person who logs off is told so on a page', async () => {
  await using stand = await openStand();
  const { token } = stand.identity.desk.startSession({ user: '990000001001' });
  const off = () => stand.post('/login/authlogout', { token }, { accept: 'text/html,*/*' });
  const first = await off();
  assert.match(String(first.headers.get('content-type')), /^text\/html/);
  assert.match(first.text, /<h1>Logged off<\/h1>/);
  assert.equal(stand.identity.desk.sessions()[0]?.state, 'logged-off');
  assert.match((await off()).text, /There was no live session/);
});
