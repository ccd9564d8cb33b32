import {
  expectContinueContent,
  expectContinueNamesExtract,
  expectContinueNamesPractices,
} from '../../../conformance/engine/continue-content.ts';
import { expectEarlyFragmentSettled } from '../../../conformance/engine/early-fragment.ts';
import {
  expectJoinedOrRefused,
  expectRefused,
  expectWholeOrRefused,
} from '../../../conformance/engine/joined-or-refused.ts';
import {
  expectGivenUpAfter,
  expectTimedOutOrUndecided,
} from '../../../conformance/engine/overall-time.ts';
import {
  expectAnsweredOnce,
  expectFinalAfterFragments,
  expectFragmentsAnsweredOnce,
  expectNoEarlyRefusal,
  expectNotAccepted,
  expectNothingRefused,
  expectSomeFragmentRefused,
} from '../../../conformance/engine/refused-parts.ts';
import { Given, Then } from '../../support/cucumber.ts';
import type { SuiteScene } from '../support/suite-scene.ts';

function codesIn(text: string): readonly string[] {
  return text.match(/\b\d\d\b/g) ?? [];
}

Given(
  'the situation {string} with {int} parts',
  async function (this: SuiteScene, file: string, parts: number) {
    // A record without parts needs no number of them.
    await this.trial.load(file, parts > 0 ? { parameters: { parts: String(parts) } } : {});
  },
);

Then('the content of the continue is valid', async function (this: SuiteScene) {
  await expectContinueContent(this.trial);
});

Then('the continue names the extract in both places', async function (this: SuiteScene) {
  await expectContinueNamesExtract(this.trial);
});

Then('the continue names both practices', async function (this: SuiteScene) {
  await expectContinueNamesPractices(this.trial);
});

Then('the final acknowledgement follows the last fragment', async function (this: SuiteScene) {
  await expectFinalAfterFragments(this.trial);
});

Then(
  /^the documents are put together byte for byte or refused with (.+)$/,
  async function (this: SuiteScene, codes: string) {
    await expectJoinedOrRefused(this.trial, codesIn(codes));
  },
);

Then(/^the record is taken in whole, or refused with any code$/, async function (this: SuiteScene) {
  await expectWholeOrRefused(this.trial, 'any');
});

Then(
  /^the record is taken in whole, or refused with (\d.*) and the rest with (\d.*)$/,
  async function (this: SuiteScene, codes: string, ofTheRest: string) {
    await expectWholeOrRefused(this.trial, codesIn(codes), codesIn(ofTheRest));
  },
);

Then(/^the record is refused with (\d.*)$/, async function (this: SuiteScene, codes: string) {
  await expectRefused(this.trial, codesIn(codes));
});

Then(/^the system refuses a fragment with (.+)$/, async function (this: SuiteScene, codes: string) {
  await expectSomeFragmentRefused(this.trial, codesIn(codes));
});

Then('no fragment was refused before the time was over', async function (this: SuiteScene) {
  await expectNoEarlyRefusal(this.trial);
});

Then('every fragment is answered only once', async function (this: SuiteScene) {
  await expectFragmentsAnsweredOnce(this.trial);
});

Then('the extract is answered only once', async function (this: SuiteScene) {
  await expectAnsweredOnce(this.trial);
});

Then('the system does not accept {string}', async function (this: SuiteScene, label: string) {
  await expectNotAccepted(this.trial, label);
});

Then('the system has refused nothing', async function (this: SuiteScene) {
  await expectNothingRefused(this.trial);
});

Then(
  /^the extract is refused with (\d\d) once the time is over, or the record is still undecided$/,
  async function (this: SuiteScene, code: string) {
    await expectTimedOutOrUndecided(this.trial, code);
  },
);

Then(
  'the system gives up the extract after {string} and {string} for each of {int} parts',
  async function (this: SuiteScene, ofExtract: string, ofPart: string, parts: number) {
    await expectGivenUpAfter(this.trial, ofExtract, ofPart, parts);
  },
);

Then(
  /^"([^"]+)" is kept for the record, or refused with 30 and the record not accepted$/,
  async function (this: SuiteScene, label: string) {
    await expectEarlyFragmentSettled(this.trial, label);
  },
);
