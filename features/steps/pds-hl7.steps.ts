import assert from 'node:assert/strict';
import { After, Given, Then, When } from '../support/cucumber.ts';
import { openPdsDesk, type PdsDesk } from '../support/pds-desk.ts';
import type { Scene } from '../support/scene.ts';

const open = new WeakMap<Scene, PdsDesk>();

function desk(scene: Scene): PdsDesk {
  const found = open.get(scene);
  assert.ok(found, 'the scenario begins with PDS behind Spine');
  return found;
}

After(async function (this: Scene) {
  await open.get(this)?.[Symbol.asyncDispose]();
});

Given('PDS behind Spine with the special patients', async function (this: Scene) {
  open.set(this, await openPdsDesk());
});

When('Riverside retrieves patient {word} from PDS', async function (this: Scene, number: string) {
  await desk(this).retrieve(number);
});

When(
  'Riverside registers the patient at {word} with PDS',
  async function (this: Scene, ods: string) {
    await desk(this).register(ods);
  },
);

When(
  'somebody registers patient {word} at {word} over FHIR',
  function (this: Scene, number: string, ods: string) {
    desk(this).moveOverFhir(number, ods);
  },
);

Then(
  'PDS tells of a patient at {word} under serial number {int}',
  function (this: Scene, ods: string, scn: number) {
    assert.equal(desk(this).status, 200);
    assert.equal(desk(this).practice, ods);
    assert.equal(desk(this).serialNumber, scn);
  },
);

Then(
  'PDS answers the retrieval {word} with {}',
  function (this: Scene, kind: string, codes: string) {
    const { retrieved } = desk(this);
    assert.equal(retrieved.kind, kind);
    assert.equal(retrieved.reasons.map(({ code }) => code).join(' and ') || 'no reason', codes);
  },
);

Then('PDS answers the update with serial number {int}', async function (this: Scene, scn: number) {
  const [answer] = await desk(this).answers(1);
  assert.ok(answer);
  assert.equal(answer.kind === 'updated' ? answer.serialNumber : answer.kind, scn);
});

Then('PDS refuses the update with {}', async function (this: Scene, codes: string) {
  const [answer] = await desk(this).answers(1);
  assert.ok(answer);
  assert.equal(answer.kind, 'refused');
  assert.equal(answer.reasons.map(({ code }) => code).join(' and '), codes);
});

Then('the answer to the update comes twice, as one message', async function (this: Scene) {
  const [first, second] = await desk(this).answers(2);
  assert.ok(first && second);
  assert.equal(first.hl7Id, second.hl7Id);
});

Then('the update is met with a MessageError', function (this: Scene) {
  assert.equal(desk(this).signal, 'MessageError');
});

Then('the update is never answered, by {word}', async function (this: Scene, fault: string) {
  assert.ok((await desk(this).silence()).includes(fault));
});

Then(
  'FHIR tells of patient {word} at {word} in version {int}',
  async function (this: Scene, number: string, ods: string, version: number) {
    assert.deepEqual(await desk(this).overFhir(number), {
      ...{ practice: ods, version: String(version) },
    });
  },
);
