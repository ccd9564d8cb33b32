import { expectCopyAnsweredAlike } from '../../../conformance/engine/copies.ts';
import { expectCopiesAcknowledged } from '../../../conformance/engine/deliveries.ts';
import {
  expectContents,
  expectEveryEntry,
  expectFoldersHeld,
  expectHeldAs,
  expectMissingShownOrRefused,
  expectRedactionsHeld,
  expectSafeName,
  expectShownMissing,
} from '../../../conformance/engine/held-records.ts';
import {
  expectEachItsOwn,
  loadMany,
  registerAtOnce,
} from '../../../conformance/engine/many-patients.ts';
import { expectUntouched, openTrap, type Trap } from '../../../conformance/engine/trap.ts';
import {
  expectBothWaited,
  expectNotFiledFor,
  expectOwnRecordOf,
} from '../../../conformance/engine/two-patients.ts';
import { Given, Then, When } from '../../support/cucumber.ts';
import type { SuiteScene } from '../support/suite-scene.ts';

const traps = new WeakMap<SuiteScene, Trap>();

function trapOf(scene: SuiteScene): Trap {
  const trap = traps.get(scene);
  if (!trap) throw new Error('the scenario has no trap');
  return trap;
}

Then('the contents of the documents are held', async function (this: SuiteScene) {
  await expectContents(this.trial);
});

Then(
  'the document {string} is held as {string}',
  async function (this: SuiteScene, name: string, type: string) {
    await expectHeldAs(this.trial, name, type);
  },
);

Then('the document is shown as missing', async function (this: SuiteScene) {
  await expectShownMissing(this.trial);
});

Then('the confidential entries are held as confidential', async function (this: SuiteScene) {
  await expectRedactionsHeld(this.trial);
});

Then('the folders of both practices are held', async function (this: SuiteScene) {
  await expectFoldersHeld(this.trial);
});

Then('the record is held with all its entries', async function (this: SuiteScene) {
  await expectEveryEntry(this.trial);
});

Then('both records are held with all their entries', async function (this: SuiteScene) {
  for (const name of this.trial.situations().keys()) {
    await expectFoldersHeld(this.trial, name);
    await expectContents(this.trial, name);
  }
});

Then(
  /^the record is taken in with the document shown as missing, or refused with (.+)$/,
  async function (this: SuiteScene, codes: string) {
    await expectMissingShownOrRefused(this.trial, codes.match(/\d\d/g) ?? []);
  },
);

Then('the record is taken in under a safe name, or refused', async function (this: SuiteScene) {
  await expectSafeName(this.trial);
});

Then(
  /^both copies of (the extract|a fragment) are acknowledged to Spine$/,
  async function (this: SuiteScene, what: string) {
    const kind = what === 'the extract' ? 'extract' : 'every-fragment';
    await expectCopiesAcknowledged(this.trial, kind);
  },
);

Then(
  'the system answers the second copy as the first or not at all',
  async function (this: SuiteScene) {
    await expectCopyAnsweredAlike(this.trial);
  },
);

Then('the system waits for the documents of both patients', async function (this: SuiteScene) {
  await expectBothWaited(this.trial);
});

Then(
  'the transfer of {string} ends with its own documents and no other',
  async function (this: SuiteScene, patient: string) {
    await expectOwnRecordOf(this.trial, patient);
  },
);

Then(
  'the transfer of {string} ends without the document that went astray',
  async function (this: SuiteScene, patient: string) {
    await expectNotFiledFor(this.trial, patient);
  },
);

Given(
  'the situation {string} {int} times',
  async function (this: SuiteScene, file: string, count: number) {
    await loadMany(this.trial, count, file);
  },
);

When('{int} patients register at once', async function (this: SuiteScene, count: number) {
  await registerAtOnce(this.trial, count);
});

Then(
  'each of the {int} records is filed with its own documents and no other',
  async function (this: SuiteScene, count: number) {
    await expectEachItsOwn(this.trial, count);
  },
);

Given('a trap that notices who fetches from it', async function (this: SuiteScene) {
  traps.set(this, await openTrap(this.trial));
});

Given(
  'the situation {string} that leads to the trap',
  async function (this: SuiteScene, file: string) {
    await this.trial.load(file, { parameters: { trap: trapOf(this).url } });
  },
);

Then('nobody has fetched from the trap', function (this: SuiteScene) {
  expectUntouched(this.trial, trapOf(this));
});
