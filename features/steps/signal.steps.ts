import type { PracticeName } from '../support/cast.ts';
import { Then, When } from '../support/cucumber.ts';
import type { Scene } from '../support/scene.ts';
import { assertAccepted, assertSignal, assertStatus } from '../support/spine-answer.ts';

When('{practice} pings Spine', async function (this: Scene, from: PracticeName) {
  await this.postbag.post(await this.signals.ping(from));
});

Then('Spine answers with a Pong', function (this: Scene) {
  assertSignal(this.postbag.last, 'Pong');
});

When(
  '{practice} asks Spine what became of the message',
  async function (this: Scene, from: PracticeName) {
    const { messageId } = this.postbag.last.posted.envelope;
    await this.postbag.post(await this.signals.statusRequest(from, messageId));
  },
);

When(
  '{practice} asks Spine what became of a message that was never sent',
  async function (this: Scene, from: PracticeName) {
    await this.postbag.post(await this.signals.statusRequest(from, crypto.randomUUID()));
  },
);

Then('Spine answers that it is {word}', function (this: Scene, status: string) {
  assertStatus(this.postbag.last, status);
});

When(
  '{practice} acknowledges the message on a connection of its own',
  async function (this: Scene, from: PracticeName) {
    const { envelope } = this.postbag.last.posted;
    await this.postbag.post(await this.signals.acknowledgment(from, envelope));
  },
);

Then('Spine takes the acknowledgement', function (this: Scene) {
  assertAccepted(this.postbag.last);
});

Then('Spine relays the acknowledgement to the sender', async function (this: Scene) {
  const [message, acknowledgment] = this.postbag.exchanges.slice(-2);
  if (!message || !acknowledgment) throw new Error('nothing was acknowledged');
  await this.later.relayed(message.posted, acknowledgment.posted);
});

When(
  '{practice} acknowledges the message in the name of {practice}',
  async function (this: Scene, from: PracticeName, _name: PracticeName) {
    const { envelope } = this.postbag.last.posted;
    await this.postbag.post(await this.signals.acknowledgment(from, envelope));
  },
);
