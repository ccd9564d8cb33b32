import type { PracticeName } from '../support/cast.ts';
import { Then, When } from '../support/cucumber.ts';
import type { Scene } from '../support/scene.ts';
import { assertSoapFault } from '../support/spine-answer.ts';

When('{practice} asks Spine a synchronous query', async function (this: Scene, from: PracticeName) {
  await this.queries.ask(from);
});

When(
  '{practice} asks Spine a synchronous query with {}',
  async function (this: Scene, from: PracticeName, deviation: string) {
    await this.queries.ask(from, deviation);
  },
);

Then(
  'Spine answers the query with {code} inside {code}',
  function (this: Scene, interaction: string, wrapper: string) {
    this.queries.answered(interaction, wrapper);
  },
);

Then('Spine rejects the query with {code}', function (this: Scene, code: string) {
  this.queries.rejected(code);
});

Then(
  'Spine refuses the query with SOAP fault {code} {string}',
  function (this: Scene, code: string, description: string) {
    assertSoapFault(this.queries, { code, description });
  },
);
