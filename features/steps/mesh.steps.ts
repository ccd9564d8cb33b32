import assert from 'node:assert/strict';
import { After, Given, Then, When } from '../support/cucumber.ts';
import { type Mailboxes, openMailboxes } from '../support/mailboxes.ts';
import type { MeshReply } from '../support/mesh-client.ts';
import type { Scene } from '../support/scene.ts';

const open = new WeakMap<Scene, Mailboxes>();
const replies = new WeakMap<Scene, MeshReply>();
const held = new WeakMap<Scene, string>();

function boxes(scene: Scene): Mailboxes {
  const found = open.get(scene);
  assert.ok(found, 'the scenario begins with mailboxes');
  return found;
}

After(async function (this: Scene) {
  await open.get(this)?.[Symbol.asyncDispose]();
});

Given('the mailboxes of the MESH sandbox', function (this: Scene) {
  open.set(this, openMailboxes());
});

Given(
  'a rule answers the first message of {word} with {string}',
  function (this: Scene, mailbox: string, code: string) {
    boxes(this).fault('of-the-scenario', {
      faces: ['mesh'],
      when: { mailbox: [mailbox], operation: ['send'] },
      attempts: { from: 1, to: 1 },
      actions: [{ kind: 'result', code }],
    });
  },
);

When(
  '{word} sends {string} to {word} on {word}',
  async function (this: Scene, from: string, text: string, to: string, workflow: string) {
    await boxes(this).send(from, to, workflow, text);
  },
);

When(
  '{word} sends the pieces {string} and {string} to {word}, the last one held back',
  async function (this: Scene, from: string, first: string, last: string, to: string) {
    held.set(this, last);
    await boxes(this).begin(from, to, first);
  },
);

When('{word} sends the last piece', async function (this: Scene, from: string) {
  await boxes(this).end(from, held.get(this) ?? '');
});

When('{word} acknowledges it', async function (this: Scene, mailbox: string) {
  await boxes(this).acknowledge(mailbox);
});

When('{int} days pass', async function (this: Scene, days: number) {
  await boxes(this).days(days);
});

When('the simulator is started anew over the same journal', async function (this: Scene) {
  await boxes(this).restart();
});

When(
  '{word} asks for its list twice with the same token',
  async function (this: Scene, mailbox: string) {
    replies.set(this, await boxes(this).twice(mailbox));
  },
);

When('{word} tries to send to {word}', async function (this: Scene, from: string, to: string) {
  replies.set(this, await boxes(this).attempt(from, to));
});

Then('{word} finds {int} message(s)', async function (this: Scene, mailbox: string, count) {
  assert.equal((await boxes(this).list(mailbox)).length, count);
});

Then(
  '{word} finds {int} message(s) and reads {string}',
  async function (this: Scene, mailbox: string, count: number, text: string) {
    assert.equal((await boxes(this).list(mailbox)).length, count);
    assert.equal(await boxes(this).read(mailbox), text);
  },
);

Then('{word} is told that it is {string}', async function (this: Scene, sender: string, status) {
  assert.equal(await boxes(this).status(sender), status);
});

Then(
  '{word} finds a report with code {word} about it',
  async function (this: Scene, mailbox: string, code: string) {
    const headers = await boxes(this).headers(mailbox);
    assert.equal(headers['mex-messagetype'], 'REPORT');
    assert.equal(headers['mex-statuscode'], code);
    assert.equal(headers['mex-linkedmsgid'], boxes(this).id);
  },
);

Then('{word} cannot read it', async function (this: Scene, mailbox: string) {
  const reply = await boxes(this).tryToRead(mailbox);
  assert.equal(reply.status, 403);
  assert.doesNotMatch(reply.body.toString(), /hello/);
});

Then('the second answer is 403 with nothing in it', function (this: Scene) {
  const reply = replies.get(this);
  assert.equal(reply?.status, 403);
  assert.equal(reply.body.length, 0);
});

Then('it is answered {int}', function (this: Scene, status: number) {
  assert.equal(replies.get(this)?.status, status);
});

Then('the record says {string}', async function (this: Scene, text: string) {
  const record = await boxes(this).record();
  assert.ok(record.includes(text), record);
});
