import { expectEmptyOrRefused } from '../../../conformance/engine/extract-content.ts';
import {
  askAllAtOnce,
  expectAllTransferred,
  expectEachOwnExtract,
  loadWithRecords,
} from '../../../conformance/engine/many-requests.ts';
import {
  expectBothAnswered,
  expectLabelRefused,
  expectSamePatient,
  expectSecondExtract,
} from '../../../conformance/engine/second-extract.ts';
import {
  expectExtractOrRefusal,
  expectNoSecondExtract,
  expectNotOver,
  expectNotTransferred,
  expectRefusedAlone,
  expectRefusedOrError,
  expectRefusedOrShownAsFailed,
  expectSensitiveKept,
} from '../../../conformance/engine/sender-answers.ts';
import { refuseSent } from '../../../conformance/engine/sending.ts';
import { expectShown } from '../../../conformance/engine/status.ts';
import { expectTransferredOrNoted } from '../../../conformance/engine/transferred.ts';
import { Given, Then, When } from '../../support/cucumber.ts';
import type { SuiteScene } from '../support/suite-scene.ts';

function codesIn(text: string): readonly string[] {
  const codes = text.match(/\b\d{2}\b/g);
  if (!codes) throw new Error(`"${text}" names no code`);
  return codes;
}

Given(
  'the situation {string} {int} times with records of their own',
  async function (this: SuiteScene, file: string, count: number) {
    await loadWithRecords(this.trial, count, file);
  },
);

When('all counterparts ask for their records at once', async function (this: SuiteScene) {
  await askAllAtOnce(this.trial);
});

Then(
  'every counterpart gets the extract of its own patient, and no other',
  async function (this: SuiteScene) {
    await expectEachOwnExtract(this.trial);
  },
);

Then('every transfer is shown as transferred', async function (this: SuiteScene) {
  await expectAllTransferred(this.trial);
});

Then(
  /^the request is refused with (\d.*), or with an error$/,
  async function (this: SuiteScene, codes: string) {
    await expectRefusedOrError(this.trial, codesIn(codes));
  },
);

Then(
  /^one extract is sent, or the request is refused with (\d.*)$/,
  async function (this: SuiteScene, codes: string) {
    await expectExtractOrRefusal(this.trial, codesIn(codes));
  },
);

Then(
  /^an extract that says it is empty is sent, or the request is refused with (\d.*)$/,
  async function (this: SuiteScene, codes: string) {
    await expectEmptyOrRefused(this.trial, codesIn(codes));
  },
);

Then(
  'no extract of the confidential record is sent, with a refusal or without',
  async function (this: SuiteScene) {
    await expectSensitiveKept(this.trial);
  },
);

Then(
  /^the request is refused with (\d.*), or the transfer is shown as failed$/,
  async function (this: SuiteScene, codes: string) {
    await expectRefusedOrShownAsFailed(this.trial, codesIn(codes));
  },
);

Then(
  /^the request is refused with (\d.*), or was accepted before and the transfer is shown as failed$/,
  async function (this: SuiteScene, codes: string) {
    await expectRefusedOrShownAsFailed(this.trial, codesIn(codes), true);
  },
);

Then(
  /^the request is refused with (\d.*) and no extract comes$/,
  async function (this: SuiteScene, codes: string) {
    await expectRefusedAlone(this.trial, codesIn(codes));
  },
);

Then(
  /^"([^"]+)" is refused with (\d.*)$/,
  async function (this: SuiteScene, label: string, codes: string) {
    await expectLabelRefused(this.trial, label, codesIn(codes));
  },
);

Then(
  'one extract is sent in each conversation, or the second request is refused',
  async function (this: SuiteScene) {
    await expectBothAnswered(this.trial);
  },
);

Then('no second extract is sent', async function (this: SuiteScene) {
  await expectNoSecondExtract(this.trial);
});

Then('the transfer is not over yet', async function (this: SuiteScene) {
  await expectNotOver(this.trial);
});

Then('the system does not take the record for transferred', async function (this: SuiteScene) {
  await expectNotTransferred(this.trial);
});

Then(
  'the transfer counts as transferred, with code {int} or none',
  async function (this: SuiteScene, code: number) {
    await expectTransferredOrNoted(this.trial, { code: String(code).padStart(2, '0') });
  },
);

Then(
  'the transfer counts as transferred, or it is noted that it does not',
  async function (this: SuiteScene) {
    await expectTransferredOrNoted(this.trial, { lenient: true });
  },
);

Then('the transfer has failed or was refused', async function (this: SuiteScene) {
  await expectShown(this.trial, [{ states: ['failed', 'refused'] }]);
});

Then('the system has sent nothing so far', async function (this: SuiteScene) {
  await this.trial.pause(this.trial.quietMs);
  refuseSent(this.trial, 'extract', { unsafe: true });
  refuseSent(this.trial, 'fragment', { unsafe: true });
});

Then('no fragment is sent while nobody asks for it', async function (this: SuiteScene) {
  await this.trial.pause(this.trial.quietMs);
  await this.trial.settled();
  refuseSent(this.trial, 'fragment', { unsafe: true });
});

Then(
  'a second extract comes in the same conversation as a new message',
  async function (this: SuiteScene) {
    await expectSecondExtract(this.trial);
  },
);

Then('the second extract is the record of the same patient', async function (this: SuiteScene) {
  await expectSamePatient(this.trial);
});
