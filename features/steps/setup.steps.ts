import type { PartyName, PracticeName } from '../support/cast.ts';
import { Given, When } from '../support/cucumber.ts';
import type { MessageKindName } from '../support/message-kinds.ts';
import type { Scene } from '../support/scene.ts';
import {
  contractPatch,
  millisecondsOf,
  policyPatch,
  refusalPatch,
} from '../support/settings-words.ts';

Given('Spine between the practices Riverside, Hillside and Oakfield', async function (this: Scene) {
  await this.messaging.configure({});
});

Given('a clock that the scenario moves', function (this: Scene) {
  this.messaging.stopClock();
});

When('{duration} pass(es)', async function (this: Scene, words: string) {
  await this.messaging.pass(millisecondsOf(words));
});

When('{duration} of the transfer pass', async function (this: Scene, words: string) {
  await this.transfers.pass(millisecondsOf(words));
});

Given(
  "{party}'s contract for a(n) {kind} says:",
  async function (
    this: Scene,
    party: PartyName,
    kind: MessageKindName,
    table: { rowsHash(): Record<string, string> },
  ) {
    await this.messaging.configure(contractPatch(party, kind, table.rowsHash()));
  },
);

Given(
  "Spine's policy on {} is {word}",
  async function (this: Scene, policy: string, value: string) {
    await this.messaging.configure(policyPatch(policy, value));
  },
);

Given(
  '{practice} answers with {answer}',
  function (this: Scene, practice: PracticeName, words: string) {
    this.messaging.answers(practice, [words]);
  },
);

Given(
  '{practice} answers with {answer}, then with {answer}',
  function (this: Scene, practice: PracticeName, first: string, then: string) {
    this.messaging.answers(practice, [first, then]);
  },
);

Given('{practice} is out of reach', async function (this: Scene, practice: PracticeName) {
  await this.messaging.disappear(practice);
});

When('{practice} lets its answers go', function (this: Scene, _practice: PracticeName) {
  this.messaging.release();
});

When('Spine restarts', async function (this: Scene) {
  await (await this.messaging.stage()).restart();
});

Given(
  "Spine's form of the refusal {code} is a SOAP fault {code} {string}",
  async function (this: Scene, constant: string, code: string, text: string) {
    await this.messaging.configure(refusalPatch(constant, code, text));
  },
);
