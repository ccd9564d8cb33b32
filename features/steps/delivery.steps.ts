import type { PracticeName } from '../support/cast.ts';
import { Then } from '../support/cucumber.ts';
import type { Scene } from '../support/scene.ts';

Then(
  '{practice} receives the message once, byte for byte',
  async function (this: Scene, to: PracticeName) {
    await this.deliveries.delivered(this.postbag.last.posted, to, 1);
  },
);

Then(
  '{practice} has received the message {int} times, byte for byte',
  async function (this: Scene, to: PracticeName, times: number) {
    await this.deliveries.delivered(this.postbag.last.posted, to, times);
  },
);

Then(
  'attempt {int} to deliver it is {word}',
  async function (this: Scene, number: number, outcome: string) {
    await this.deliveries.attempted(this.postbag.last.posted, number, outcome);
  },
);

Then(
  'nothing more is under way and {practice} has had the message {int} time(s)',
  async function (this: Scene, to: PracticeName, times: number) {
    await this.deliveries.nothingUnderWay(this.postbag.last.posted, to, times);
  },
);

Then(
  'Spine tells the sender of a DeliveryFailure with severity {word} because:',
  async function (this: Scene, severity: 'Error' | 'Warning', why: string) {
    await this.deliveries.failureTold(this.postbag.last.posted, severity, why);
  },
);

Then(
  '{practice} has received the messages in the order {}',
  async function (this: Scene, to: PracticeName, order: string) {
    const numbers = order.split(/, | and /).map(Number);
    await this.deliveries.receivedInOrder(this.postbag.exchanges, to, numbers);
  },
);

Then(
  '{practice} is posted {int} acknowledgement(s) of the message',
  async function (this: Scene, to: PracticeName, count: number) {
    await this.later.acknowledgments(this.postbag.exchanges, to, count);
  },
);

Then(
  '{practice} has been sent {code} {int} time(s)',
  async function (this: Scene, to: PracticeName, interaction: string, times: number) {
    await this.deliveries.sentInAll(to, interaction, times);
  },
);
