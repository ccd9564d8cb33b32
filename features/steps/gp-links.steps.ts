import assert from 'node:assert/strict';
import type {
  NhaisInterchange,
  NhaisTransaction,
  RegistrationMessage,
} from '../../src/nhais/interchange.ts';
import { After, Given, Then, When } from '../support/cucumber.ts';
import { type GpLinks, openGpLinks } from '../support/gp-links.ts';
import { DEDUCTION, TRANSFER_IN, withoutNumber } from '../support/practice-files.ts';
import type { Scene } from '../support/scene.ts';

const open = new WeakMap<Scene, GpLinks>();

function links(scene: Scene): GpLinks {
  const found = open.get(scene);
  assert.ok(found, 'the scenario begins with a GP link');
  return found;
}

After(async function (this: Scene) {
  await open.get(this)?.[Symbol.asyncDispose]();
});

Given('Riverside has a GP link to Hampshire', function (this: Scene) {
  open.set(this, openGpLinks());
});

Given('time of the authority stands still', function (this: Scene) {
  links(this).stopClock();
});

Given('the authority rejects acceptances with {string}', function (this: Scene, text: string) {
  links(this).set({ replies: { acceptance: 'reject', text } });
});

Given('the authority rejects deductions with {string}', function (this: Scene, text: string) {
  links(this).set({ replies: { deduction: 'reject', text } });
});

Given('the authority reads strictly', function (this: Scene) {
  links(this).set({ reading: 'strict' });
});

Given('approvals reach PDS', function (this: Scene) {
  links(this).set({ updatePds: true });
});

Given('a fault makes the interchanges of the authority wrong: {word}', function (this: Scene, how) {
  links(this).fault([{ kind: 'interchange', how }]);
});

When('Riverside sends an acceptance', async function (this: Scene) {
  await links(this).send([['G1', TRANSFER_IN]]);
});

When('Riverside sends an acceptance as interchange {int}', async function (this: Scene, sequence) {
  await links(this).send([['G1', TRANSFER_IN]], { sequence });
});

When('Riverside sends the same interchange again', async function (this: Scene) {
  await links(this).sendAgain();
});

When('Riverside sends an acceptance without an NHS number', async function (this: Scene) {
  await links(this).send([['G1', withoutNumber(TRANSFER_IN)]]);
});

When('Riverside sends an acceptance without a previous address', async function (this: Scene) {
  const { previousAddress: _, ...patient } = TRANSFER_IN.patient ?? {};
  await links(this).send([['G1', { ...TRANSFER_IN, patient }]]);
});

When('Riverside sends a deduction request', async function (this: Scene) {
  await links(this).send([['G5', DEDUCTION]]);
});

When('Riverside sends an acceptance to the mailbox of Kent', async function (this: Scene) {
  await links(this).send([['G1', TRANSFER_IN]], { to: 'KC01HA1' });
});

When('the authority announces an FP69', async function (this: Scene) {
  await (await links(this).desk()).send({
    ...{ link: 'riverside', code: 'F9', nhsNumber: '9990000034', surname: 'TESTPATIENT' },
    ...{ forename: 'SAM', birthDate: '1975-05-01', town: 'TESTTOWN', reason: '8' },
  });
});

When('{int} hour(s) of the authority pass', async function (this: Scene, hours: number) {
  await links(this).pass(hours * 3_600_000);
});

Then(
  'message {int} to Riverside is a RECEP: {word} and {word}',
  async function (this: Scene, place: number, ofMessage: string, ofInterchange: string) {
    const message = (await links(this).arrived(place)).messages[0];
    assert.equal(message?.kind, 'receipt');
    if (message?.kind !== 'receipt') return;
    assert.deepEqual(
      message.messages.map(({ result }) => result),
      [ofMessage],
    );
    assert.equal(message.interchange.result, ofInterchange);
  },
);

Then(
  'message {int} to Riverside is {word} of transaction {int}',
  async function (this: Scene, place: number, code: string, number: number) {
    const message = registration(await links(this).arrived(place));
    assert.equal(message.code, code);
    assert.equal(message.transactions[0]?.number, number);
  },
);

Then('message {int} to Riverside is {word}', async function (this: Scene, place: number, code) {
  assert.equal(registration(await links(this).arrived(place)).code, code);
});

Then('message {int} to Riverside says {string}', async function (this: Scene, place: number, text) {
  assert.equal((await transaction(this, place)).freeText, text);
});

Then(
  'message {int} to Riverside deducts for reason {word}',
  async function (this: Scene, place: number, reason: string) {
    assert.equal((await transaction(this, place)).deductionReason, reason);
  },
);

Then('Riverside has got {int} message(s) in all', async function (this: Scene, count: number) {
  assert.equal(await links(this).count(), count);
});

Then('PDS has patient {word} at {word}', async function (this: Scene, number: string, ods) {
  await links(this).count();
  assert.equal(await links(this).practiceOf(number), ods);
});

Then(
  'PDS has the patient of message {int} at {word}',
  async function (this: Scene, place: number, ods: string) {
    const { patient } = await transaction(this, place);
    assert.match(patient?.nhsNumber ?? '', /^999\d{7}$/);
    assert.equal(await links(this).practiceOf(patient?.nhsNumber ?? ''), ods);
  },
);

Then('the journal tells of GP Links: {string}', async function (this: Scene, text: string) {
  await links(this).entry(
    text,
    ({ service, summary, findings = [] }) =>
      service.startsWith('nhais') &&
      [summary, ...findings.map(({ message }) => message)].some((told) => told.includes(text)),
  );
});

function registration({ messages }: NhaisInterchange): RegistrationMessage {
  const [message] = messages;
  assert.ok(message?.kind === 'registration', 'it is a registration');
  return message;
}

async function transaction(scene: Scene, place: number): Promise<NhaisTransaction> {
  const [first] = registration(await links(scene).arrived(place)).transactions;
  assert.ok(first, 'it brings a transaction');
  return first;
}
