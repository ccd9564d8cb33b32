import type { PartyName, PracticeName } from '../support/cast.ts';
import { Then, When } from '../support/cucumber.ts';
import { deviationFor } from '../support/deviations/deviation-for.ts';
import type { MessageKindName } from '../support/message-kinds.ts';
import type { Scene } from '../support/scene.ts';
import { assertAccepted, assertAcknowledged, assertSameAnswer } from '../support/spine-answer.ts';

When(
  '{practice} sends {party} a(n) {kind}',
  async function (this: Scene, from: PracticeName, to: PartyName, kind: MessageKindName) {
    await this.postbag.send({ from, to, kind });
  },
);

When(
  '{practice} sends {party} a(n) {kind} with {}',
  async function (
    this: Scene,
    from: PracticeName,
    to: PartyName,
    kind: MessageKindName,
    words: string,
  ) {
    await this.postbag.send({ from, to, kind, deviate: deviationFor(words) });
  },
);

When(
  '{practice} sends {party} a(n) {kind} in the same conversation',
  async function (this: Scene, from: PracticeName, to: PartyName, kind: MessageKindName) {
    await this.postbag.send({ from, to, kind, sameConversation: true });
  },
);

When(
  '{practice} sends {party} {int} messages of different conversations',
  async function (this: Scene, from: PracticeName, to: PartyName, count: number) {
    await this.postbag.sendMany(count, { from, to, kind: 'forward reliable message' });
  },
);

When('{practice} sends the same message again', async function (this: Scene, _from: PracticeName) {
  await this.postbag.sendAgain();
});

When(
  '{practice} sends {int} copies of it at the same time',
  async function (this: Scene, _from: PracticeName, count: number) {
    await this.postbag.sendCopies(count);
  },
);

Then('Spine acknowledges the message at once', function (this: Scene) {
  assertAcknowledged(this.postbag.last);
});

Then('Spine accepts the message without acknowledging it', function (this: Scene) {
  assertAccepted(this.postbag.last);
});

Then('every copy got the same answer', function (this: Scene) {
  assertSameAnswer(this.postbag.exchanges);
});

Then('Spine posts an acknowledgement of its own to Riverside', async function (this: Scene) {
  await this.later.acknowledgment(this.postbag.last.posted);
});

Then(
  "Spine's service answers Riverside later with {code}",
  async function (this: Scene, interaction: string) {
    await this.later.business(this.postbag.last.posted, interaction);
  },
);
