import assert from 'node:assert/strict';
import { readEbxml } from '../../src/wire/ebxml/read-ebxml.ts';
import { After, Given, Then, When } from '../support/cucumber.ts';
import { type LakesideSystem, lakesideSystem } from '../support/lakeside-system.ts';
import type { Scene } from '../support/scene.ts';

const open = new WeakMap<Scene, LakesideSystem>();

function lakeside(scene: Scene): LakesideSystem {
  const found = open.get(scene);
  assert.ok(found, 'the scenario begins with a system behind an adaptor');
  return found;
}

After(async function (this: Scene) {
  await open.get(this)?.[Symbol.asyncDispose]();
});

Given('Lakeside stands behind an adaptor', function (this: Scene) {
  open.set(this, lakesideSystem());
});

Given(
  "Hillside holds the patient's record with {int} document(s)",
  function (this: Scene, count: number) {
    lakeside(this).holdRecord(count);
  },
);

Given('Spine refuses the next request with fault {int}', function (this: Scene, code: number) {
  lakeside(this).fault('spine', { kind: 'soap-fault', code: String(code), text: 'refused' });
});

Given('the adaptor is away for the first request', function (this: Scene) {
  lakeside(this).fault('adaptor', { kind: 'unavailable' });
});

Given('the first delivery to the queue of Lakeside is cut off', function (this: Scene) {
  lakeside(this).fault('queue', { kind: 'drop' });
});

When('Lakeside asks for the record', async function (this: Scene) {
  await lakeside(this).ask();
});

When(
  'Lakeside asks for the record in conversation {string}',
  async function (this: Scene, id: string) {
    await lakeside(this).ask({ headers: { 'Correlation-Id': id } });
  },
);

When(
  'Lakeside asks for the record with a member {string} too many',
  async function (this: Scene, name: string) {
    await lakeside(this).ask({ members: { [name]: 'x' } });
  },
);

When(
  'Lakeside asks for the record without the header {word}',
  async function (this: Scene, name: string) {
    await lakeside(this).ask({ headers: { [name]: undefined } });
  },
);

When(/^Lakeside asks for the record as (\S+)$/, async function (this: Scene, type: string) {
  await lakeside(this).ask({ headers: { 'Content-Type': type } });
});

When(/^Lakeside asks (Z\d+) for the record$/, async function (this: Scene, ods: string) {
  await lakeside(this).ask({ headers: { 'ods-code': ods } });
});

When('Lakeside asks Spine for a list of events and waits', async function (this: Scene) {
  const headers = {
    ...{ 'Interaction-Id': 'QUPC_IN160101UK05', 'wait-for-response': 'true' },
    'ods-code': undefined,
  };
  await lakeside(this).ask({
    headers,
    payload: '<QUPC_IN160101UK05 xmlns="urn:hl7-org:v3"/>',
  });
});

Then('the adaptor answers {int} with an empty body', function (this: Scene, status: number) {
  const { last } = lakeside(this);
  assert.equal(`${last.status} ${last.text}`, `${status} `);
});

Then(
  'the adaptor answers {int} with {string}',
  function (this: Scene, status: number, text: string) {
    const { last } = lakeside(this);
    assert.equal(`${last.status} ${last.text}`, `${status} ${text}`);
  },
);

Then(
  /^the adaptor answers (\d+) with (Q\w+)$/,
  function (this: Scene, status: number, interaction: string) {
    const { last } = lakeside(this);
    assert.equal(last.status, status);
    assert.match(last.text, new RegExp(`^<${interaction}[ >]`));
  },
);

Then(
  'the adaptor answers {int} with the key {word} and the code {int}',
  function (this: Scene, status: number, key: string, code: number) {
    const { last } = lakeside(this);
    assert.equal(last.status, status);
    const told = JSON.parse(last.text);
    assert.equal(told.process_key, key);
    assert.equal(told.errors[0].errorCode, String(code));
  },
);

Then('Spine has taken the request from the party of Lakeside', async function (this: Scene) {
  const [entry] = await lakeside(this).atSpine();
  assert.equal(entry?.fromParty, 'Z99050-900050');
  assert.equal(entry?.response?.status, 202);
});

Then('Spine has seen nothing of it', async function (this: Scene) {
  assert.deepEqual(await lakeside(this).atSpine(), []);
});

Then(
  'the queue brings {word} in conversation {string}',
  async function (this: Scene, action: string, conversation: string) {
    const { message, properties } = await lakeside(this).next();
    const envelope = readEbxml(Buffer.from(message.ebXml ?? ''));
    assert.ok(envelope.ok);
    assert.equal(envelope.value.action, action);
    assert.equal(properties['correlation-id'], conversation);
  },
);

Then(
  'the queue brings {word} and {word} in conversation {string}, in any order',
  async function (this: Scene, one: string, other: string, conversation: string) {
    const actions: string[] = [];
    for (const _ of [one, other]) {
      const { message, properties } = await lakeside(this).next();
      const envelope = readEbxml(Buffer.from(message.ebXml ?? ''));
      assert.ok(envelope.ok);
      actions.push(envelope.value.action);
      assert.equal(properties['correlation-id'], conversation);
    }
    assert.deepEqual(actions.toSorted(), [one, other].toSorted());
  },
);

Then('it brings {int} documents, still in base64', function (this: Scene, count: number) {
  const { attachments } = lakeside(this).got.message;
  assert.equal(attachments.length, count);
  for (const { isBase64, payload } of attachments) {
    assert.ok(isBase64);
    assert.match(payload, /^[A-Za-z0-9+/=\s]+$/);
  }
});
