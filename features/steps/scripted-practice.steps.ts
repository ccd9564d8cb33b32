import type { PracticeName } from '../support/cast.ts';
import { Given, Then, When } from '../support/cucumber.ts';
import type { Scene } from '../support/scene.ts';

Given(
  'the practices Riverside and Hillside, where the scenario plays {practice}',
  function (this: Scene, practice: PracticeName) {
    this.transfers.play(practice);
  },
);

When("the scenario's practice accepts the request", async function (this: Scene) {
  await this.script.answerRequest();
});

When(
  "the scenario's practice refuses the request with {word}",
  async function (this: Scene, code: string) {
    await this.script.answerRequest(code);
  },
);

When("the scenario's practice sends the/another extract", async function (this: Scene) {
  await this.script.sendExtract();
});

When("the scenario's practice sends an extract {}", async function (this: Scene, wrong: string) {
  await this.script.sendExtract(wrong);
});

When(
  "the scenario's practice asks {practice} for the record of patient {word}",
  async function (this: Scene, of: PracticeName, patient: string) {
    await this.script.ask(of, patient);
  },
);

When(
  "the scenario's practice asks {practice} again in the same conversation",
  async function (this: Scene, of: PracticeName) {
    await this.script.askAgain(of);
  },
);

When(
  "the scenario's practice asks {practice} with a request {}",
  async function (this: Scene, of: PracticeName, wrong: string) {
    await this.script.askWrongly(of, wrong);
  },
);

When("the scenario's practice accepts the extract", async function (this: Scene) {
  await this.script.answerExtract();
});

When(
  "the scenario's practice refuses the extract with {word}",
  async function (this: Scene, code: string) {
    await this.script.answerExtract(code);
  },
);

Then("the scenario's practice receives the extract", async function (this: Scene) {
  await this.script.extractCame();
});

Then('the request is accepted', async function (this: Scene) {
  await this.script.answered(undefined, 'request', 1);
});

Then('the request is refused with {word}', async function (this: Scene, code: string) {
  await this.script.answered(code, 'request', 1);
});

Then('the extract is accepted', async function (this: Scene) {
  await this.script.answered(undefined, 'extract', 1);
});

Then('the extract is refused with {word}', async function (this: Scene, code: string) {
  await this.script.answered(code, 'extract', 1);
});

Then('the second extract is refused with {word}', async function (this: Scene, code: string) {
  await this.script.answered(code, 'extract', 2);
});

Then(
  '{practice} ignores it because {string}',
  async function (this: Scene, practice: PracticeName, why: string) {
    await this.transfer.remarked(practice, why);
  },
);

Then('in all {int} extract(s) was/were sent', async function (this: Scene, count: number) {
  await this.script.extracts(count);
});
