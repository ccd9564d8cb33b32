import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AMENDMENT,
  practiceFile,
  practiceReceipt,
  REMOVAL,
  TRANSFER_IN,
} from '../../features/support/practice-files.ts';
import type { SpontaneousTransaction } from '../../simulator/doors/nhais-desk.ts';
import { virtualClock } from '../../src/platform/clock.ts';
import type { SimulatorError } from '../../src/platform/simulator-error.ts';
import { until } from '../until.ts';
import { answerOf, nhaisStand, PRACTICE } from './stand.ts';

const SAM = {
  ...{ link: 'riverside', nhsNumber: '9990000034', surname: 'TESTPATIENT', forename: 'SAM' },
  ...{ birthDate: '1975-05-01', town: 'TESTTOWN' },
};
const HOUR = 3_600_000;

test('an authority sends amendments, deductions, quarters and FP69s of its own accord', async () => {
  await using stand = await nhaisStand({ clock: virtualClock(new Date('2026-04-10T09:00:00Z')) });
  const orders: readonly SpontaneousTransaction[] = [
    { ...SAM, code: 'F1' },
    { ...SAM, code: 'F2', reason: '2', date: '2026-04-01', newAuthority: 'SY' },
    { link: 'riverside', code: 'F8' },
    { ...SAM, code: 'F9', reason: '8', date: '2026-09-01', text: 'MAIL RETURNED' },
    { link: 'riverside', code: 'F10', nhsNumber: SAM.nhsNumber },
    { link: 'riverside', code: 'F11', nhsNumber: SAM.nhsNumber, text: 'STILL THERE' },
    { link: 'riverside', code: 'F3', transactionNumber: 1207, text: 'WRONG HA' },
    { link: 'riverside', code: 'F4', transactionNumber: 1208, nhsNumber: SAM.nhsNumber },
  ];
  const numbers: number[] = [];
  for (const order of orders) numbers.push(await stand.service.desk.send(order));
  assert.deepEqual(numbers, [1, 2, 3, 4, 5, 6, 7, 8]);
  const answers = (await stand.files()).map(answerOf);
  assert.deepEqual(
    answers.map(({ code }) => code),
    orders.map(({ code }) => code),
  );
  // Answers carry the number of the practice, all else the authority's own.
  assert.deepEqual(
    answers.map(({ transactions }) => transactions[0]?.number),
    [1, 2, 3, 4, 5, 6, 1207, 1208],
  );
  const [amended, deducted, quarter, flagged] = answers;
  assert.equal(amended?.transactions[0]?.patient?.birthDate, '19750501');
  assert.equal(deducted?.transactions[0]?.newAuthority, 'SY');
  assert.equal(quarter?.quarterEnd, '20260331');
  assert.equal(flagged?.transactions[0]?.fp69ExpiryDate, '20260901');
  assert.deepEqual(stand.service.desk.links()[0]?.unreceipted, numbers);
  assert.deepEqual(
    stand.service.desk
      .interchanges('riverside')
      .map(({ codes, receipted }) => [codes[0], receipted]),
    orders.map(({ code }) => [code, false]),
  );
});

test('what lacks something is not sent, and the operator is told what', async () => {
  await using stand = await nhaisStand();
  const refused = (order: SpontaneousTransaction, code: string, message: RegExp) =>
    assert.rejects(stand.service.desk.send(order), (error: SimulatorError) => {
      assert.equal(error.code, code);
      assert.match(`${error.message} ${error.remedy}`, message);
      return true;
    });
  const { desk } = stand.service;
  await refused({ link: 'nowhere', code: 'F8' }, 'SIM_NHAIS_LINK_UNKNOWN', /riverside/);
  const why = 'SIM_NHAIS_TRANSACTION_REFUSED';
  await refused({ link: 'riverside', code: 'F9' }, why, /F9 needs an NHS number.*a post town/);
  await refused({ link: 'riverside', code: 'F4' }, why, /transactionNumber is missing/);
  await refused({ ...SAM, code: 'F2', reason: '2', date: '1 April' }, why, /no date of the form/);
  assert.deepEqual(desk.interchanges(), []);
  assert.deepEqual(await stand.files(), []);
});

test('a mailbox that takes nothing is told to the operator, and what is on record goes out later', async () => {
  const clock = virtualClock();
  await using stand = await nhaisStand({ clock });
  stand.mailboxes.broken = new Error('the mailbox is closed');
  await assert.rejects(stand.service.desk.send({ link: 'riverside', code: 'F8' }), {
    code: 'SIM_NHAIS_NOT_DELIVERED',
  });
  stand.mailboxes.broken = undefined;
  await clock.advance(60_000);
  await stand.entry('the delivery', ({ kind }) => kind === 'delivery');
  assert.equal(answerOf((await stand.files())[0]).code, 'F8');
});

test('N25 a RECEP that does not come in time is told to be missing', async () => {
  const clock = virtualClock(new Date('2026-03-12T09:00:00Z'));
  await using stand = await nhaisStand({ clock });
  await stand.service.desk.send({ link: 'riverside', code: 'F8' });
  await clock.advance(HOUR - 1);
  assert.equal(await stand.journal.count({ finding: 'NHAIS-RECEIPT-01' }), 0);
  await clock.advance(1);
  const told = await stand.entry('the loss', ({ facts }) => facts?.missing === true);
  assert.match(told.summary, /no RECEP for interchange 1/);
  assert.equal(told.findings?.[0]?.check, 'NHAIS-RECEIPT-01');
  assert.deepEqual(stand.service.desk.links()[0]?.unreceipted, [1]);
  assert.deepEqual(await stand.journal.openWork(), []);
  // It may come late all the same, and after a restart.
  await stand.restart();
  assert.deepEqual(stand.service.desk.links()[0]?.unreceipted, [1]);
  const [sent] = await stand.files();
  assert.ok(sent);
  await stand.bring(practiceReceipt(sent, { interchange: 1, message: 1 }), {
    workflowId: 'NHAIS_RECEP',
  });
  const late = await stand.entry('the RECEP', ({ facts }) => facts?.direction === 'in');
  assert.deepEqual(late.findings, []);
  await until(() => stand.service.desk.links()[0]?.unreceipted.length === 0);
});

test('a RECEP in time leaves nothing to be missed', async () => {
  const clock = virtualClock(new Date('2026-03-12T09:00:00Z'));
  await using stand = await nhaisStand({ clock });
  await stand.service.desk.send({ link: 'riverside', code: 'F8' });
  const [sent] = await stand.files();
  assert.ok(sent);
  await stand.bring(practiceReceipt(sent, { interchange: 1, message: 1 }), {
    workflowId: 'NHAIS_RECEP',
  });
  await until(() => stand.service.desk.links()[0]?.unreceipted.length === 0);
  await clock.advance(2 * HOUR);
  // What comes later is on record after what came due before it.
  await stand.service.desk.send({ link: 'riverside', code: 'F8' });
  assert.equal(await stand.journal.count({ finding: 'NHAIS-RECEIPT-01' }), 0);
  assert.equal(stand.service.desk.interchanges()[0]?.receipted, true);
});

test('a RECEP that says error, or that nobody waits for, is a finding', async () => {
  await using stand = await nhaisStand();
  await stand.service.desk.send({ link: 'riverside', code: 'F8' });
  const [sent] = await stand.files();
  assert.ok(sent);
  const workflowId = 'NHAIS_RECEP';
  await stand.bring(practiceReceipt(sent, { interchange: 1, message: 1, result: 'CA' }), {
    workflowId,
  });
  await stand.bring(practiceReceipt(sent, { interchange: 2, message: 2 }), { workflowId });
  await stand.quiet();
  const taken = await stand.journal.find({ kind: 'received', service: 'nhais:riverside' });
  const checks = taken.map(({ findings = [] }) => findings.map(({ check }) => check));
  assert.deepEqual(checks, [['NHAIS-RECEIPT-03'], ['NHAIS-RECEIPT-02']]);
});

test('an FP69 that runs out is followed by a deduction, also after a restart, unless it was taken away', async () => {
  const clock = virtualClock(new Date('2026-03-12T09:00:00Z'));
  await using stand = await nhaisStand({ clock, link: { deductAfterFp69: true } });
  const { desk } = stand.service;
  const flag = { ...SAM, code: 'F9', reason: '8' } as const;
  await desk.send({ ...flag, date: '2026-03-14' });
  await desk.send({ ...flag, nhsNumber: '9990000042', date: '2026-03-14' });
  await desk.send({ link: 'riverside', code: 'F10', nhsNumber: '9990000042' });
  await stand.restart();
  await clock.advance(60 * HOUR);
  await stand.service.desk.send({ link: 'riverside', code: 'F8' });
  assert.equal((await stand.files()).length, 4);
  await clock.advance(3 * HOUR);
  await stand.entry(
    'the deduction',
    ({ interaction, kind }) => interaction === 'F2' && kind === 'delivery',
  );
  await clock.advance(48 * HOUR);
  await stand.service.desk.send({ link: 'riverside', code: 'F8' });
  const files = await stand.files();
  assert.equal(files.length, 6);
  const { code, transactions } = answerOf(files[4]);
  assert.equal(code, 'F2');
  assert.deepEqual(transactions[0]?.patient, { nhsNumber: SAM.nhsNumber });
  assert.equal(transactions[0]?.deductionReason, '8');
});

test('a removal brings a deduction of today, or nothing', async () => {
  const clock = virtualClock(new Date('2026-06-30T23:30:00Z'));
  await using stand = await nhaisStand({ clock });
  await stand.bring(practiceFile([['G3', REMOVAL]]));
  await pump(stand, clock, 2);
  const { code, transactions } = answerOf((await stand.files())[1]);
  assert.equal(code, 'F2');
  assert.equal(transactions[0]?.deductionReason, '2');
  // It is July where people live.
  assert.equal(transactions[0]?.deductionDate, '20260701');

  await using other = await nhaisStand({ link: { replies: { removalReason: '8' } } });
  await other.bring(practiceFile([['G3', REMOVAL]]));
  await other.quiet();
  assert.equal(answerOf((await other.files())[1]).transactions[0]?.deductionReason, '8');

  await using silent = await nhaisStand({ link: { replies: { removal: 'nothing' } } });
  await silent.bring(practiceFile([['G3', REMOVAL]]));
  await silent.quiet();
  assert.equal((await silent.files()).length, 1);
});

test('an amendment is answered by an F1 only where that is set', async () => {
  await using stand = await nhaisStand({ link: { replies: { amendment: 'amend' } } });
  await stand.bring(practiceFile([['G2', AMENDMENT]]));
  await stand.quiet();
  const { code, transactions } = answerOf((await stand.files())[1]);
  assert.equal(code, 'F1');
  assert.deepEqual(transactions[0]?.patient, AMENDMENT.patient);
});

test('N31 two authorities of one practice count interchanges each for themselves, and transactions together', async () => {
  await using stand = await nhaisStand();
  const { desk } = stand.service;
  const order = { code: 'F10', nhsNumber: SAM.nhsNumber } as const;
  await desk.send({ ...order, link: 'sut' });
  await desk.send({ ...order, link: 'sut-kent' });
  await desk.send({ ...order, link: 'sut' });
  const files = await stand.files('Z99003GP1');
  assert.deepEqual(
    files.map(({ sender, sequence, messages }) => [sender, sequence, messages[0]?.sequence]),
    [
      ['SO01', 1, 1],
      ['KC01', 1, 1],
      ['SO01', 2, 2],
    ],
  );
  assert.deepEqual(
    files.map((file) => answerOf(file).transactions[0]?.number),
    [1, 2, 3],
  );
});

test('receipts have numbers of their own where that is set', async () => {
  await using stand = await nhaisStand({ link: { numbering: 'separate' } });
  await stand.bring(practiceFile([['G1', TRANSFER_IN]]));
  await stand.quiet();
  const files = await stand.files();
  assert.deepEqual(
    files.map(({ sequence }) => sequence),
    [1, 1],
  );
});

test('the answer waits for its delay, after the RECEP', async () => {
  const clock = virtualClock(new Date('2026-03-12T09:00:00Z'));
  const link = { receiptDelay: 'PT5M', replies: { delay: 'PT1H' } };
  await using stand = await nhaisStand({ clock, link });
  const id = await stand.bring(practiceFile([['G1', TRANSFER_IN]]));
  const lie = () => stand.mailboxes.inbox(PRACTICE).length;
  await until(() => clock.waiting === 1);
  await clock.advance(5 * 60_000 - 1);
  assert.deepEqual([clock.waiting, lie()], [1, 0]);
  assert.equal(stand.mailboxes.message(id)?.status, 'accepted');
  await clock.advance(1);
  await until(() => clock.waiting === 1);
  assert.equal(lie(), 1);
  assert.equal(stand.mailboxes.message(id)?.status, 'acknowledged');
  await clock.advance(HOUR - 1);
  assert.deepEqual([clock.waiting, lie()], [1, 1]);
  await clock.advance(1);
  await until(() => lie() === 2);
});

/** Moves time on by nothing, until so many files lie in the mailbox of the practice. */
async function pump(
  stand: Awaited<ReturnType<typeof nhaisStand>>,
  clock: ReturnType<typeof virtualClock>,
  files: number,
): Promise<void> {
  await until(
    () => stand.mailboxes.inbox(PRACTICE).length >= files,
    () => clock.advance(0),
  );
}
