import assert from 'node:assert/strict';
import type { LdapOutcome } from '../../src/platform/ldap-client.ts';
import { PRACTICES, type PracticeName } from '../support/cast.ts';
import { After, Given, Then, When } from '../support/cucumber.ts';
import {
  type DirectoryClerk,
  type FhirAnswer,
  OAKFIELD,
  openDirectoryClerk,
} from '../support/directory-clerk.ts';
import {
  INTERACTIONS,
  type Learnt,
  lookUpOverFhir,
  lookUpOverLdap,
  organization,
  service,
} from '../support/look-up.ts';
import { practiceLdif } from '../support/practice-ldif.ts';
import type { Scene } from '../support/scene.ts';

/** What the steps of one scenario know. */
interface Desk {
  readonly clerk: DirectoryClerk;
  learnt?: Learnt | undefined;
  found?: LdapOutcome;
  answer?: FhirAnswer;
}

const desks = new WeakMap<Scene, Desk>();

function at(scene: Scene): Desk {
  const desk = desks.get(scene) ?? { clerk: openDirectoryClerk() };
  desks.set(scene, desk);
  return desk;
}

After(async function (this: Scene) {
  await desks.get(this)?.clerk[Symbol.asyncDispose]();
});

/** Practices of the scenarios go by their names, others by their codes. */
function codeOf(who: string): string {
  return PRACTICES[who as PracticeName]?.ods ?? who;
}

function interactionOf(words: string): string {
  const found = INTERACTIONS[words];
  assert.ok(found, `there is no interaction called ${words}`);
  return found;
}

Given(
  'the directory of a world with Riverside, Hillside and Oakfield',
  async function (this: Scene) {
    await at(this).clerk.simulator();
  },
);

Given('the directory compares anything, without case', async function (this: Scene) {
  await at(this).clerk.configure({ sds: { strictMatching: false } });
});

When(
  /^a system looks up (\w+) for an (EHR extract|EHR extract with redactions) over (LDAP|FHIR)$/,
  async function (this: Scene, who: string, words: string, face: string) {
    const desk = at(this);
    const lookUp = face === 'LDAP' ? lookUpOverLdap : lookUpOverFhir;
    desk.learnt = await lookUp(desk.clerk, codeOf(who), interactionOf(words));
  },
);

Then(
  'it learns the ASID {word} and the party key {word}',
  function (this: Scene, asid: string, partyKey: string) {
    const { learnt } = at(this);
    assert.deepEqual([learnt?.asid, learnt?.partyKey], [asid, partyKey]);
  },
);

Then('it learns the address {string}', function (this: Scene, address: string) {
  assert.equal(at(this).learnt?.address, address);
});

Then("it learns the address of Spine's intermediary", async function (this: Scene) {
  const { clerk, learnt } = at(this);
  const { spine } = await clerk.simulator();
  const { port } = new URL(spine.url);
  assert.equal(learnt?.address, `https://127.0.0.1:${port}/reliablemessaging/intermediary`);
});

Then(
  'it learns to re-send {int} times, {word} apart, for {word}',
  function (this: Scene, retries: number, interval: string, persist: string) {
    const { learnt } = at(this);
    assert.deepEqual(
      [learnt?.retries, learnt?.retryInterval, learnt?.persistDuration],
      [String(retries), interval, persist],
    );
  },
);

Then('it learns nothing', function (this: Scene) {
  assert.equal(at(this).learnt, undefined);
});

When('a tool searches the directory for {string}', async function (this: Scene, filter: string) {
  const desk = at(this);
  desk.found = await desk.clerk.ldap(filter);
});

Then('it finds {int} entries', function (this: Scene, count: number) {
  const { found } = at(this);
  assert.ok(found && 'entries' in found, JSON.stringify(found));
  assert.equal(found.entries.length, count);
});

Then('the directory refuses with result {int}', function (this: Scene, code: number) {
  const { found } = at(this);
  assert.ok(found && 'failed' in found, 'it did not refuse');
  assert.equal(found.resultCode, code);
});

When('a tool asks FHIR for {string}', async function (this: Scene, path: string) {
  const desk = at(this);
  desk.answer = await desk.clerk.fhir(path);
});

When(
  'a tool asks FHIR for the Endpoint of {practice} for an EHR extract',
  async function (this: Scene, practice: PracticeName) {
    const desk = at(this);
    const query = `${organization(codeOf(practice))}&${service(interactionOf('EHR extract'))}`;
    desk.answer = await desk.clerk.fhir(`/Endpoint?${query.replaceAll('|', '%7C')}`);
  },
);

Then('FHIR refuses with {int} {string}', function (this: Scene, status: number, why: string) {
  const { answer } = at(this);
  assert.equal(answer?.status, status);
  assert.equal(answer.body.issue?.[0]?.diagnostics, why);
});

When('Oakfield moves to {string}', async function (this: Scene, endpoint: string) {
  await at(this).clerk.configure({ organisations: { [OAKFIELD]: { endpoint } } });
});

When(
  "Oakfield's contract for an EHR extract allows {int} re-sends",
  async function (this: Scene, retries: number) {
    const contracts = { [interactionOf('EHR extract')]: { retries } };
    await at(this).clerk.configure({ organisations: { [OAKFIELD]: { contracts } } });
  },
);

When('time runs {int} times as fast', async function (this: Scene, factor: number) {
  await at(this).clerk.configure({ timeScale: 1 / factor });
});

When(
  'the operator takes in LDIF of the practice {word} with the ASID {word}',
  async function (this: Scene, ods: string, asid: string) {
    const { services } = await at(this).clerk.simulator();
    await services.directory.importLdif(practiceLdif(ods, asid, interactionOf('EHR extract')));
  },
);

When('the operator takes the entry {string} out', async function (this: Scene, dn: string) {
  const { services } = await at(this).clerk.simulator();
  assert.equal(await services.directory.remove(dn), true);
});

When('the simulator is reset', async function (this: Scene) {
  const { parts } = await at(this).clerk.simulator();
  await parts.reset();
});

Then('the directory is remarked on: {string}', async function (this: Scene, text: string) {
  const { services } = await at(this).clerk.simulator();
  const remarks = services.directory.lint().map((each) => each.text);
  assert.ok(remarks.includes(text), remarks.join('\n'));
});

When(
  'the directory is busy for whoever asks for {word}',
  async function (this: Scene, ods: string) {
    const busy = {
      faces: ['ldap'],
      when: { ods: [ods] },
      actions: [{ kind: 'result', code: '51' }],
    };
    await at(this).clerk.configure({ faults: { busy } });
  },
);
