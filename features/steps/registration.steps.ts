import { PRACTICE_NAMES, PRACTICES, type PracticeName } from '../support/cast.ts';
import { Given, Then, When } from '../support/cucumber.ts';
import type { Scene } from '../support/scene.ts';

interface Table {
  rows(): string[][];
}

const WAYS: Readonly<Record<string, string>> = { LDAP: 'ldap', LDAPS: 'ldaps', FHIR: 'fhir' };

Given(
  'the practices Riverside and Hillside, which ask PDS, and SDS over {word}',
  async function (this: Scene, way: string) {
    this.transfers.askBefore({ sds: WAYS[way] });
    await this.transfers.simulator();
  },
);

Given('practices that ask PDS, and SDS over {word}', function (this: Scene, way: string) {
  this.transfers.askBefore({ sds: WAYS[way] });
});

Given(
  'PDS has registered patient {word} with {practice}',
  async function (this: Scene, patient: string, practice: PracticeName) {
    await this.registrations.move(patient, practice);
  },
);

Given(
  '{practice} does not register patients on PDS',
  async function (this: Scene, practice: PracticeName) {
    await this.registrations.change(practice, { gpUpdate: 'skip' });
  },
);

When(
  '{practice} registers patients on PDS again',
  async function (this: Scene, practice: PracticeName) {
    await this.registrations.change(practice, { gpUpdate: 'before-request' });
  },
);

Given(
  '{practice} asks for nothing where the patient is dead',
  async function (this: Scene, practice: PracticeName) {
    await this.registrations.change(practice, { deceased: 'stop' });
  },
);

Given(
  'SDS does not know {practice} any more',
  async function (this: Scene, practice: PracticeName) {
    await this.registrations.leaveDirectory(practice);
  },
);

When(
  'patient {word} comes to {practice}',
  async function (this: Scene, patient: string, practice: PracticeName) {
    await this.transfer.askAsRegistered(practice, patient);
  },
);

Then(
  '{practice} went through these steps:',
  async function (this: Scene, practice: PracticeName, table: { raw(): string[][] }) {
    await this.registrations.stepped(practice, table.raw().flat());
  },
);

Then('Spine was asked for:', async function (this: Scene, table: Table) {
  const rows = table.rows().map(([from = '', interaction = '']) => [from, interaction] as const);
  await this.registrations.askedOfSpine(rows);
});

Then(
  'PDS has patient {word} with {word}, and before with {word}',
  async function (this: Scene, patient: string, now: string, before: string) {
    const past = before.split(',').map((name) => `${odsOf(name)} before`);
    await this.registrations.registered(patient, [odsOf(now), ...past]);
  },
);

Then(
  '{word} was looked for in SDS over {word}, and {word}',
  async function (this: Scene, who: string, way: string, result: string) {
    await this.registrations.lookedUp(WAYS[way] ?? way, odsOf(who), result);
  },
);

Then('nobody was asked for a record', async function (this: Scene) {
  await this.registrations.nothingAsked();
});

Then(
  '{practice} remarks {string}',
  async function (this: Scene, practice: PracticeName, text: string) {
    await this.transfer.remarked(practice, text);
  },
);

/** The code of a practice of the scenarios; another text is a code already. */
function odsOf(text: string): string {
  const name = PRACTICE_NAMES.find((known) => known === text);
  return name ? PRACTICES[name].ods : text;
}
