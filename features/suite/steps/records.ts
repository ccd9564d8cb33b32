import {
  expectDocuments,
  expectFiled,
  expectNotFiled,
  expectPayload,
} from '../../../conformance/engine/filing.ts';
import { expectShown, parseShown } from '../../../conformance/engine/status.ts';
import { Then } from '../../support/cucumber.ts';
import type { SuiteScene } from '../support/suite-scene.ts';

Then('the record is filed', async function (this: SuiteScene) {
  await expectFiled(this.trial);
});

Then('the record is filed in {string}', async function (this: SuiteScene, name: string) {
  await expectFiled(this.trial, { in: name });
});

Then('every record is filed', async function (this: SuiteScene) {
  for (const name of this.trial.situations().keys()) await expectFiled(this.trial, { in: name });
});

Then('the record is not filed', async function (this: SuiteScene) {
  await expectNotFiled(this.trial);
});

Then('the record is not filed in {string}', async function (this: SuiteScene, name: string) {
  await expectNotFiled(this.trial, { in: name });
});

Then('the documents are held byte for byte', async function (this: SuiteScene) {
  await expectDocuments(this.trial);
});

Then(
  'the documents are held byte for byte in {string}',
  async function (this: SuiteScene, name: string) {
    await expectDocuments(this.trial, { in: name });
  },
);

Then('the payload is held byte for byte', async function (this: SuiteScene) {
  await expectPayload(this.trial);
});

Then(
  /^the transfer(?: in "([^"]+)")? is shown as (.+)$/,
  async function (this: SuiteScene, name: string | null, words: string) {
    const shown = parseShown(words);
    if (!shown) throw new Error(`"is shown as ${words}" does not say how a transfer may stand`);
    // A group that is not there is null to Cucumber.
    await expectShown(this.trial, shown, { in: name ?? undefined });
  },
);
