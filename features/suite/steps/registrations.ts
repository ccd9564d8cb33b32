import { SystemDeviation } from '../../../conformance/engine/departures.ts';
import { decideFiling } from '../../../conformance/engine/filing.ts';
import {
  expectRequest,
  expectRequests,
  type Registration,
  refuseRequests,
  registerPatient,
} from '../../../conformance/engine/initiation.ts';
import { makeSure } from '../../../conformance/engine/silence.ts';
import type { FilingDecision } from '../../../conformance/sut/hook-calls.ts';
import { defineParameterType, Given, Then, When } from '../../support/cucumber.ts';
import type { SuiteScene } from '../support/suite-scene.ts';

const WAYS: Readonly<Record<string, Registration>> = {
  '': {},
  again: {},
  permanently: {},
  temporarily: { kind: 'temporary' },
  privately: { kind: 'private' },
  'as a returning patient': { returning: true },
  'with a user at the desk': { byUser: true },
};

const DECISIONS: Readonly<Record<string, FilingDecision>> = {
  accept: 'accept',
  reject: 'reject',
  suppress: 'suppress',
  'file as attachment': 'file-as-attachment',
  'file as an attachment': 'file-as-attachment',
  'leave undecided': 'undecided',
};

async function register(scene: SuiteScene, way: string, name?: string): Promise<void> {
  const registration = { ...WAYS[way], ...(name !== undefined && { in: name }) };
  scene.registration = await registerPatient(scene.trial, registration);
}

When('the patient registers', async function (this: SuiteScene) {
  await register(this, '');
});

When(
  /^the patient registers (again|permanently|temporarily|privately|as a returning patient|with a user at the desk)$/,
  async function (this: SuiteScene, way: string) {
    await register(this, way);
  },
);

When('the patient registers in {string}', async function (this: SuiteScene, name: string) {
  await register(this, '', name);
});

When('the patient {string} registers', async function (this: SuiteScene, patient: string) {
  this.registration = await registerPatient(this.trial, { patient });
});

When('every patient registers at once', async function (this: SuiteScene) {
  const names = [...this.trial.situations().keys()];
  await Promise.all(names.map((name) => registerPatient(this.trial, { in: name })));
});

Then(/^the registration is (accepted|refused)$/, function (this: SuiteScene, wanted: string) {
  const said = this.registration;
  if (!said) throw new Error('nobody was registered in this scenario');
  if (said.accepted === (wanted === 'accepted')) return;
  throw new SystemDeviation({
    expected: `the registration is ${wanted}`,
    observed: said.accepted ? 'it was accepted' : `it was refused: ${said.because ?? 'no reason'}`,
  });
});

Then('the system asks for the record', async function (this: SuiteScene) {
  await expectRequest(this.trial);
});

Then('the system asks for the record in {string}', async function (this: SuiteScene, name: string) {
  await expectRequest(this.trial, { in: name });
});

Then(
  'the system asks for the record of {string}',
  async function (this: SuiteScene, patient: string) {
    await expectRequest(this.trial, { patient });
  },
);

Then(
  'the system asks for the record {int} times',
  async function (this: SuiteScene, count: number) {
    await expectRequests(this.trial, count);
  },
);

Then('the system does not ask for the record', async function (this: SuiteScene) {
  await makeSure(this.trial);
  refuseRequests(this.trial);
});

defineParameterType({
  name: 'decision',
  regexp: /accept|reject|suppress|file as (?:an )?attachment|leave undecided/,
  transformer: (text) => DECISIONS[text] ?? 'accept',
});

Given(
  'the user will {decision} the record',
  async function (this: SuiteScene, decision: FilingDecision) {
    await decideFiling(this.trial, decision);
  },
);

Given('the user will call it another patient’s', async function (this: SuiteScene) {
  await decideFiling(this.trial, 'wrong-patient');
});

Given("the user will call it another patient's", async function (this: SuiteScene) {
  await decideFiling(this.trial, 'wrong-patient');
});

Given("the system's store will fail", async function (this: SuiteScene) {
  await decideFiling(this.trial, 'storage-fails');
});

const NOW: Readonly<Record<string, FilingDecision>> = {
  accepts: 'accept',
  rejects: 'reject',
  suppresses: 'suppress',
};

When(
  /^the user (accepts|rejects|suppresses) the record$/,
  async function (this: SuiteScene, does: string) {
    await decideFiling(this.trial, NOW[does] ?? 'accept');
  },
);
