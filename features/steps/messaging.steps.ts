import type { PartyName, PracticeName } from '../support/cast.ts';
import { Given, Then, When } from '../support/cucumber.ts';
import type { MessageKindName } from '../support/message-kinds.ts';
import type { Scene } from '../support/scene.ts';
import { assertAccepted, assertAcknowledged } from '../support/spine-answer.ts';

Given('Spine between the practices Riverside, Hillside and Oakfield', async function (this: Scene) {
  await this.messaging.configure({});
});

When(
  '{practice} sends {party} a(n) {kind}',
  async function (this: Scene, from: PracticeName, to: PartyName, kind: MessageKindName) {
    await this.postbag.send({ from, to, kind });
  },
);

Then('Spine acknowledges the message at once', function (this: Scene) {
  assertAcknowledged(this.postbag.last);
});

Then('Spine accepts the message without acknowledging it', function (this: Scene) {
  assertAccepted(this.postbag.last);
});

Then(
  '{practice} receives the message once, byte for byte',
  async function (this: Scene, to: PracticeName) {
    await this.deliveries.delivered(this.postbag.last.posted, to, 1);
  },
);
