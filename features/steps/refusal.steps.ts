import { Then } from '../support/cucumber.ts';
import type { Scene } from '../support/scene.ts';
import { assertMessageError, assertSoapFault } from '../support/spine-answer.ts';

Then(
  'Spine refuses it with SOAP fault {code} {string}',
  function (this: Scene, code: string, description: string) {
    assertSoapFault(this.postbag.last, { code, description });
  },
);

Then(
  'Spine refuses it with the MessageError {code} {string}',
  function (this: Scene, code: string, description: string) {
    assertMessageError(this.postbag.last, [{ code, description }]);
  },
);

Then(
  'Spine refuses it with the MessageErrors:',
  function (this: Scene, table: { hashes(): { code: string; description: string }[] }) {
    assertMessageError(this.postbag.last, table.hashes());
  },
);

Then('the journal calls it {string}', async function (this: Scene, result: string) {
  await this.deliveries.recorded(this.postbag.last.posted, result);
});

Then('the journal notes {string} against it', async function (this: Scene, check: string) {
  await this.deliveries.noted(check);
});

Then('the journal does not note {string} against it', async function (this: Scene, check: string) {
  await this.deliveries.notNoted(check);
});
