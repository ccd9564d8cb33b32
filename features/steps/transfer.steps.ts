import type { PracticeName } from '../support/cast.ts';
import { Given, Then, When } from '../support/cucumber.ts';
import type { Scene } from '../support/scene.ts';

Given(
  'the practices Riverside and Hillside, both played by the simulator',
  async function (this: Scene) {
    await this.transfers.simulator();
  },
);

Given(
  '{practice} holds no record of patient {word}',
  async function (this: Scene, practice: PracticeName, patient: string) {
    await this.transfer.holdNothing(practice, patient);
  },
);

Given(
  '{practice} holds a record of patient {word} with {int} attachment(s)',
  async function (this: Scene, practice: PracticeName, patient: string, count: number) {
    await this.transfer.hold(practice, patient, { count });
  },
);

Given(
  'Hillside holds the real extract {word}, which Riverside asks for',
  function (this: Scene, file: string) {
    return transferReal(this, file, undefined);
  },
);

Given(
  'Hillside holds the real extract {word} with the documents of {word}, which Riverside asks for',
  function (this: Scene, file: string, documents: string) {
    return transferReal(this, file, documents);
  },
);

async function transferReal(scene: Scene, file: string, documents: string | undefined) {
  const absent = await scene.transfer.transferReal(file, documents);
  if (absent === undefined) return undefined;
  scene.log(absent);
  return 'skipped';
}

When(
  '{practice} asks {practice} for the record of patient {word}',
  async function (this: Scene, requester: PracticeName, sender: PracticeName, patient: string) {
    await this.transfer.ask(requester, sender, patient);
  },
);

Then(
  'the transfer ends at {practice} as {word}',
  async function (this: Scene, practice: PracticeName, result: string) {
    await this.transfer.ended(practice, result, undefined);
  },
);

Then(
  'the transfer ends at {practice} as {word} with code {word}',
  async function (this: Scene, practice: PracticeName, result: string, code: string) {
    await this.transfer.ended(practice, result, code);
  },
);

Then(
  '{practice} has filed the record byte for byte',
  async function (this: Scene, practice: PracticeName) {
    await this.transfer.filed(practice);
  },
);

Then(
  'the extract has come to {practice} byte for byte',
  async function (this: Scene, practice: PracticeName) {
    await this.transfer.arrived(practice);
  },
);

Then(
  'the messages of the transfer were:',
  async function (this: Scene, table: { rows(): string[][] }) {
    const rows = table.rows().map(([from = '', interaction = '']) => [from, interaction] as const);
    await this.transfer.exchanged(rows);
  },
);

Given('a transfer clock that the scenario moves', function (this: Scene) {
  this.transfers.stopClock();
});

Then(
  'the request is known at {practice} to be accepted',
  async function (this: Scene, practice: PracticeName) {
    await this.transfer.reached(practice, 'waiting', 'acknowledgement arrived');
  },
);
