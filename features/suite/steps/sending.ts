import {
  expectEveryFragmentSent,
  expectExtract,
  refuseSent,
} from '../../../conformance/engine/sending.ts';
import { makeSure } from '../../../conformance/engine/silence.ts';
import type { ConfigurableSetting } from '../../../conformance/sut/hook-calls.ts';
import { Given, Then, When } from '../../support/cucumber.ts';
import { draftDocuments, draftRecord } from '../support/record-draft.ts';
import type { SuiteScene } from '../support/suite-scene.ts';

interface Table {
  rowsHash(): Record<string, string>;
  hashes(): readonly Record<string, string>[];
}

Given('the system holds a record', function (this: SuiteScene) {
  this.draft = draftRecord({});
});

Given('the system holds a record with:', function (this: SuiteScene, table: Table) {
  this.draft = draftRecord(table.rowsHash());
});

Given('the record has these documents:', async function (this: SuiteScene, table: Table) {
  const record = this.draft ?? draftRecord({});
  this.draft = { ...record, documents: await draftDocuments(this.trial, table.hashes()) };
});

Given(
  /^the system is set to ([a-z0-9-]+) "([^"]+)"$/,
  async function (this: SuiteScene, setting: string, value: string) {
    const name = setting as ConfigurableSetting;
    await this.trial.hook('configure', { setting: name, value });
    const before = name === 'timeout-cap' ? 'off' : 'on';
    this.trial.atEnd(() => this.trial.hook('configure', { setting: name, value: before }));
  },
);

When('the record is sent again by the operator', async function (this: SuiteScene) {
  const { messages } = this.trial.transcript();
  const request = messages.find(({ from, role }) => from !== 'system' && role === 'request');
  await this.trial.hook('resendExtract', {
    nhsNumber: this.trial.nhsNumber(),
    conversationId: request?.conversationId ?? '',
  });
});

Then('the system sends one extract', async function (this: SuiteScene) {
  await expectExtract(this.trial);
});

Then('the system sends one extract in {string}', async function (this: SuiteScene, name: string) {
  await expectExtract(this.trial, name);
});

Then(/^the system sends no (extract|fragment)$/, async function (this: SuiteScene, what: string) {
  await makeSure(this.trial);
  refuseSent(this.trial, what === 'extract' ? 'extract' : 'fragment');
});

Then('the system sends every announced fragment once', async function (this: SuiteScene) {
  await expectEveryFragmentSent(this.trial);
});
