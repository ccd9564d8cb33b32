import assert from 'node:assert/strict';
import { Then, When } from '../support/cucumber.ts';
import { OAKFIELD } from '../support/directory-clerk.ts';
import { deskOf, interactionOf } from '../support/look-up-desk.ts';
import { practiceLdif } from '../support/practice-ldif.ts';
import type { Scene } from '../support/scene.ts';

When('Oakfield moves to {string}', async function (this: Scene, endpoint: string) {
  await deskOf(this).clerk.configure({ organisations: { [OAKFIELD]: { endpoint } } });
});

When(
  "Oakfield's contract for an EHR extract allows {int} re-sends",
  async function (this: Scene, retries: number) {
    const contracts = { [interactionOf('EHR extract')]: { retries } };
    await deskOf(this).clerk.configure({ organisations: { [OAKFIELD]: { contracts } } });
  },
);

When('time runs {int} times as fast', async function (this: Scene, factor: number) {
  await deskOf(this).clerk.configure({ timeScale: 1 / factor });
});

When(
  'the operator takes in LDIF of the practice {word} with the ASID {word}',
  async function (this: Scene, ods: string, asid: string) {
    const { services } = await deskOf(this).clerk.simulator();
    await services.directory.importLdif(practiceLdif(ods, asid, interactionOf('EHR extract')));
  },
);

When('the operator takes the entry {string} out', async function (this: Scene, dn: string) {
  const { services } = await deskOf(this).clerk.simulator();
  assert.equal(await services.directory.remove(dn), true);
});

When('the simulator is reset', async function (this: Scene) {
  const { parts } = await deskOf(this).clerk.simulator();
  await parts.reset();
});

Then('the directory is remarked on: {string}', async function (this: Scene, text: string) {
  const { services } = await deskOf(this).clerk.simulator();
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
    await deskOf(this).clerk.configure({ faults: { busy } });
  },
);
