import assert from 'node:assert/strict';
import { After, Given, Then, When } from '../support/cucumber.ts';
import type { Scene } from '../support/scene.ts';
import { openSignIns, type SignIns } from '../support/sign-ins.ts';

const open = new WeakMap<Scene, SignIns>();

/** The sign-ins of a scenario; they start when they are first used. */
function of(scene: Scene): SignIns {
  const found = open.get(scene) ?? openSignIns();
  open.set(scene, found);
  return found;
}

After(async function (this: Scene) {
  await open.get(this)?.[Symbol.asyncDispose]();
});

Given('the identity services with the people of the default world', async function (this: Scene) {
  await of(this).office();
});

Given('the activity to set a GP registration is {string}', async function (this: Scene, activity) {
  const { settings } = await of(this).office();
  await settings.patch({ identity: { gpUpdateActivity: activity } });
});

Given(
  "Spine's messages are held to the sessions of their users: {word}",
  async function (this: Scene, enforce: string) {
    this.messaging.askAboutUsers((await of(this).office()).identity.sessions);
    await this.messaging.configure({ identity: { enforce: enforce as 'warn' } });
  },
);

When('user {word} puts a smartcard in', async function (this: Scene, user: string) {
  await of(this).insertCard(user);
});

When('user {word} puts a smartcard in for role {word}', async function (this: Scene, user, role) {
  await of(this).insertCard(user, { role });
});

When('user {word} puts a smartcard in and selects no role', async function (this: Scene, user) {
  await of(this).insertCard(user, { role: null });
});

When(
  'user {word} puts a smartcard in whose assertions are {word}',
  async function (this: Scene, user, flaw) {
    await of(this).insertCard(user, { flaw });
  },
);

When('the card is taken out', async function (this: Scene) {
  await of(this).endSession('card-removed');
});

When('the user logs off', async function (this: Scene) {
  await of(this).endSession('logged-off');
});

When('{int} hours go by at the identity services', async function (this: Scene, hours: number) {
  await (await of(this).office()).clock.advance(hours * 3_600_000);
});

Then(
  'the role assertion is of user {word} in role {word}, in {word} mode',
  async function (this: Scene, user, role, mode) {
    const { assertion } = (await of(this).assertion()).response;
    const seen = assertion?.training ? 'training' : 'live';
    assert.deepEqual([assertion?.userId, assertion?.sessionRole, seen], [user, role, mode]);
  },
);

Then('the role assertion is refused: {string}', async function (this: Scene, message: string) {
  const { response } = await of(this).assertion();
  assert.deepEqual(response.status, ['Requester', 'RequestDenied']);
  assert.equal(response.message, message);
  assert.equal(response.assertion, undefined);
});

Then('a careful receiver takes it', async function (this: Scene) {
  const { xml } = await of(this).assertion();
  const { ok, why } = (await of(this).office()).identity.desk.judgeAssertion(xml);
  assert.ok(ok, why ?? '');
});

Then('a careful receiver refuses it as {string}', async function (this: Scene, problem: string) {
  const { xml } = await of(this).assertion();
  assert.equal((await of(this).office()).identity.desk.judgeAssertion(xml).problem, problem);
});

Then(
  'a message by user {word} in role {word} that sets a GP is {}',
  async function (this: Scene, userId: string, roleProfileId: string, expected: string) {
    const { sessions } = (await of(this).office()).identity;
    const verdict = sessions.judge({ userId, roleProfileId, jobRoleCode: '' }, 'gp-update');
    assert.equal(verdict.ok ? 'allowed' : `refused: ${verdict.why}`, expected);
  },
);

When('user {word} signs in with CIS2', async function (this: Scene, user: string) {
  await of(this).signIn(user);
});

When('user {word} signs in with CIS2 as {word}', async function (this: Scene, user, role) {
  await of(this).signIn(user, role);
});

Then('the id_token names role {word} at {word}', function (this: Scene, role, level) {
  const claims = of(this).claims();
  assert.deepEqual([claims.selected_roleid, claims.acr], [role, `${level}_ANY`]);
});

Then('the id_token names no role', function (this: Scene) {
  const claims = of(this).claims();
  assert.ok('sub' in claims && !('selected_roleid' in claims));
});

Then('userinfo has {int} role(s)', async function (this: Scene, count: number) {
  const { nhsid_nrbac_roles: roles } = await of(this).userInfo();
  assert.equal((roles as readonly unknown[]).length, count);
});

When('the application asks for a token of its own', async function (this: Scene) {
  await of(this).asApplication();
});

When('the application asks with the same assertion again', async function (this: Scene) {
  await of(this).asApplication(true);
});

When('the application exchanges the id_token of user {word}', async function (this: Scene, who) {
  await of(this).exchange('user', who);
});

When('the application exchanges the id_token of patient {word}', async function (this: Scene, who) {
  await of(this).exchange('patient', who);
});

When('the application exchanges the id_token', async function (this: Scene) {
  await of(this).exchangeSignedIn();
});

When('the application uses the refresh token', async function (this: Scene) {
  await of(this).refresh();
});

When('the application uses the same refresh token again', async function (this: Scene) {
  await of(this).refresh();
});

Then('the token is of a/an {word}', async function (this: Scene, mode: string) {
  const { identity, clock } = await of(this).office();
  const { status, body } = of(this).answered;
  assert.equal(status, 200, JSON.stringify(body));
  const authorization = `Bearer ${body.access_token}`;
  const verdict = identity.tokens.judge({ authorization, urid: undefined, at: clock.now() });
  assert.equal(verdict.ok && verdict.principal.mode, mode);
});

Then('refresh_count is {word}', function (this: Scene, count: string) {
  assert.equal(of(this).answered.body.refresh_count, count);
});

Then(
  'the token is refused with {int} {word} {string}',
  function (this: Scene, status: number, error: string, description: string) {
    const { answered } = of(this);
    const { error: code, error_description: text } = answered.body;
    assert.deepEqual([answered.status, code, text], [status, error, description]);
  },
);
