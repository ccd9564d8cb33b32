import {
  expectUserInformed,
  registerAgainIfGivenUp,
} from '../../../conformance/engine/given-up.ts';
import {
  expectDirectoryBeforeRequest,
  expectPdsBeforeRequest,
} from '../../../conformance/engine/look-ups.ts';
import { recordNamedId } from '../../../conformance/engine/named-id.ts';
import {
  expectAuthorWhole,
  expectCurrentNumberAlone,
  expectNewConversation,
  expectRequestContent,
  expectRequestEnvelope,
  expectRequestHasOnePart,
  expectRequestNames,
} from '../../../conformance/engine/request-content.ts';
import {
  expectAskedAgainWithSameMessage,
  expectAskedOnce,
  expectSecondRequest,
  expectTriedToAsk,
  expectTriesAreOneMessage,
} from '../../../conformance/engine/request-messages.ts';
import { expectSecondExtractAccepted } from '../../../conformance/engine/second-transfer.ts';
import { expectUnderWayAfter } from '../../../conformance/engine/under-way.ts';
import { Then, When } from '../../support/cucumber.ts';
import type { SuiteScene } from '../support/suite-scene.ts';

Then(
  'the patient was looked up and registered on PDS before the record was asked for',
  async function (this: SuiteScene) {
    await expectPdsBeforeRequest(this.trial);
  },
);

Then(
  "the former practice's system was looked up in the directory before the record was asked for",
  async function (this: SuiteScene) {
    await expectDirectoryBeforeRequest(this.trial);
  },
);

Then(
  'the request names both practices, both systems and the patient',
  async function (this: SuiteScene) {
    await expectRequestNames(this.trial);
  },
);

Then('the request opens a conversation of its own', async function (this: SuiteScene) {
  await expectNewConversation(this.trial);
});

Then('the content of the request is valid', async function (this: SuiteScene) {
  await expectRequestContent(this.trial);
});

Then('the envelope of the request keeps to the contract', async function (this: SuiteScene) {
  await expectRequestEnvelope(this.trial);
});

Then('the request carries its content and no other part', async function (this: SuiteScene) {
  await expectRequestHasOnePart(this.trial);
});

Then(
  'the request names the user with role profile, person and job role, or nobody',
  async function (this: SuiteScene) {
    await expectAuthorWhole(this.trial);
  },
);

When('the patient registers under the former number', async function (this: SuiteScene) {
  this.registration = await this.trial.hook('registerPatient', {
    nhsNumber: this.trial.nhsNumber('former patient'),
    registration: 'permanent',
    returning: false,
    byUser: false,
  });
});

Then(
  'the request names the patient by the current number alone',
  async function (this: SuiteScene) {
    await expectCurrentNumberAlone(this.trial, this.trial.nhsNumber('former patient'));
  },
);

When('the patient registers again, if the system has given up', async function (this: SuiteScene) {
  await registerAgainIfGivenUp(this.trial);
});

Then('the user is told that the record is not on its way', async function (this: SuiteScene) {
  await expectUserInformed(this.trial, this.registration);
});

Then('the record was asked for only once', async function (this: SuiteScene) {
  await expectAskedOnce(this.trial);
});

Then(
  'the record is asked for a second time, in a conversation of its own',
  async function (this: SuiteScene) {
    await expectSecondRequest(this.trial);
  },
);

Then('the second extract is accepted', async function (this: SuiteScene) {
  await expectSecondExtractAccepted(this.trial);
});

Then(
  'the transfer is still under way after {string}',
  async function (this: SuiteScene, label: string) {
    await expectUnderWayAfter(this.trial, label);
  },
);

Then('the system has tried to ask for the record', async function (this: SuiteScene) {
  await expectTriedToAsk(this.trial);
});

Then('every try to ask for the record was the same message', async function (this: SuiteScene) {
  await expectTriesAreOneMessage(this.trial);
});

Then(
  'the system asks for the record again with the same message',
  async function (this: SuiteScene) {
    await expectAskedAgainWithSameMessage(this.trial);
  },
);

Then(
  'it is put on record which number the acknowledgement names',
  async function (this: SuiteScene) {
    await recordNamedId(this.trial);
  },
);
