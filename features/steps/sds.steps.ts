import assert from 'node:assert/strict';
import type { PracticeName } from '../support/cast.ts';
import { After, Given, Then, When } from '../support/cucumber.ts';
import { lookUpOverFhir, lookUpOverLdap, organization, service } from '../support/look-up.ts';
import { closeDesk, codeOf, deskOf, interactionOf } from '../support/look-up-desk.ts';
import type { Scene } from '../support/scene.ts';

After(async function (this: Scene) {
  await closeDesk(this);
});

Given(
  'the directory of a world with Riverside, Hillside and Oakfield',
  async function (this: Scene) {
    await deskOf(this).clerk.simulator();
  },
);

Given('the directory compares anything, without case', async function (this: Scene) {
  await deskOf(this).clerk.configure({ sds: { strictMatching: false } });
});

When(
  /^a system looks up (\w+) for an (EHR extract|EHR extract with redactions) over (LDAP|FHIR)$/,
  async function (this: Scene, who: string, words: string, face: string) {
    const desk = deskOf(this);
    const lookUp = face === 'LDAP' ? lookUpOverLdap : lookUpOverFhir;
    desk.learnt = await lookUp(desk.clerk, codeOf(who), interactionOf(words));
  },
);

Then(
  'it learns the ASID {word} and the party key {word}',
  function (this: Scene, asid: string, partyKey: string) {
    const { learnt } = deskOf(this);
    assert.deepEqual([learnt?.asid, learnt?.partyKey], [asid, partyKey]);
  },
);

Then('it learns the address {string}', function (this: Scene, address: string) {
  assert.equal(deskOf(this).learnt?.address, address);
});

Then("it learns the address of Spine's intermediary", async function (this: Scene) {
  const { clerk, learnt } = deskOf(this);
  const { spine } = await clerk.simulator();
  const { port } = new URL(spine.url);
  assert.equal(learnt?.address, `https://127.0.0.1:${port}/reliablemessaging/intermediary`);
});

Then(
  'it learns to re-send {int} times, {word} apart, for {word}',
  function (this: Scene, retries: number, interval: string, persist: string) {
    const { learnt } = deskOf(this);
    assert.deepEqual(
      [learnt?.retries, learnt?.retryInterval, learnt?.persistDuration],
      [String(retries), interval, persist],
    );
  },
);

Then('it learns nothing', function (this: Scene) {
  assert.equal(deskOf(this).learnt, undefined);
});

When('a tool searches the directory for {string}', async function (this: Scene, filter: string) {
  const desk = deskOf(this);
  desk.found = await desk.clerk.ldap(filter);
});

Then('it finds {int} entries', function (this: Scene, count: number) {
  const { found } = deskOf(this);
  assert.ok(found && 'entries' in found, JSON.stringify(found));
  assert.equal(found.entries.length, count);
});

Then('the directory refuses with result {int}', function (this: Scene, code: number) {
  const { found } = deskOf(this);
  assert.ok(found && 'failed' in found, 'it did not refuse');
  assert.equal(found.resultCode, code);
});

When('a tool asks FHIR for {string}', async function (this: Scene, path: string) {
  const desk = deskOf(this);
  desk.answer = await desk.clerk.fhir(path);
});

When(
  'a tool asks FHIR for the Endpoint of {practice} for an EHR extract',
  async function (this: Scene, practice: PracticeName) {
    const desk = deskOf(this);
    const query = `${organization(codeOf(practice))}&${service(interactionOf('EHR extract'))}`;
    desk.answer = await desk.clerk.fhir(`/Endpoint?${query.replaceAll('|', '%7C')}`);
  },
);

Then('FHIR refuses with {int} {string}', function (this: Scene, status: number, why: string) {
  const { answer } = deskOf(this);
  assert.equal(answer?.status, status);
  assert.equal(answer.body.issue?.[0]?.diagnostics, why);
});
