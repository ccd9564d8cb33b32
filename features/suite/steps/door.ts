import {
  expectDoorAcknowledges,
  expectDoorAnswers,
  expectDoorCertificate,
  expectDoorError,
  expectDoorErrorOrRefusal,
  expectDoorShut,
  expectNothingInAnswer,
  expectUnknownParty,
} from '../../../conformance/engine/door.ts';
import {
  askForPage,
  type Caller,
  deliverHeld,
  deliverOther,
  deliverStraySignal,
} from '../../../conformance/engine/raw-door.ts';
import { Then, When } from '../../support/cucumber.ts';
import type { SuiteScene } from '../support/suite-scene.ts';

When(
  /^Spine delivers the (request|extract) (.+)$/,
  async function (this: SuiteScene, what: 'request' | 'extract', how: string) {
    await deliverHeld(this.trial, what, how);
  },
);

const CALLERS: Readonly<Record<string, Caller>> = {
  'without a certificate': { certificate: 'none' },
  'with a certificate of an unknown issuer': { wrong: 'unknown-ca' },
  'with a self-signed certificate': { wrong: 'self-signed' },
  'with an expired certificate': { wrong: 'expired' },
  'with a certificate that is not yet valid': { wrong: 'not-yet-valid' },
  'with a revoked certificate': { wrong: 'revoked' },
  'with a certificate for servers only': { wrong: 'usage' },
  'with the certificate of another practice': { fqdn: 'another-practice.spinebox.test' },
  'over TLS 1.1': { tls: 'TLSv1.1' },
};

When(
  /^somebody delivers the (request|extract) (.+)$/,
  async function (this: SuiteScene, what: 'request' | 'extract', how: string) {
    const caller = CALLERS[how];
    if (!caller) throw new Error(`nobody delivers anything ${how}`);
    await deliverHeld(this.trial, what, 'as it is', caller);
  },
);

When(
  'Spine delivers another message of the action {string}',
  async function (this: SuiteScene, action: string) {
    await deliverOther(this.trial, action);
  },
);

When(
  /^Spine delivers an (acknowledgement|error) for a message that nobody sent$/,
  async function (this: SuiteScene, kind: 'acknowledgement' | 'error') {
    await this.prepare();
    await deliverStraySignal(this.trial, kind);
  },
);

When('Spine asks the door for a page', async function (this: SuiteScene) {
  await askForPage(this.trial);
});

Then('the door answers with an error', function (this: SuiteScene) {
  expectDoorError(this.trial);
});

Then(
  /^the door answers with an error, or the system refuses the (request|extract)$/,
  async function (this: SuiteScene, what: 'request' | 'extract') {
    await expectDoorErrorOrRefusal(this.trial, what);
  },
);

Then('the door acknowledges it', async function (this: SuiteScene) {
  await expectDoorAcknowledges(this.trial);
});

Then('the door does not take it', function (this: SuiteScene) {
  expectDoorShut(this.trial);
});

Then('the door says something to it', function (this: SuiteScene) {
  expectDoorAnswers(this.trial);
});

Then('the door says that the party is not known here', function (this: SuiteScene) {
  expectUnknownParty(this.trial);
});

Then('nothing was sent in answer to it', async function (this: SuiteScene) {
  await expectNothingInAnswer(this.trial);
});

Then(
  'the door shows a certificate of its registered name, from the right issuer',
  async function (this: SuiteScene) {
    await expectDoorCertificate(this.trial);
  },
);
