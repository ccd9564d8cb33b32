import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AMENDMENT,
  DEDUCTION,
  practiceFile,
  type practiceInterchange,
  practiceReceipt,
  TRANSFER_IN,
} from '../../features/support/practice-files.ts';
import { virtualClock } from '../../src/platform/clock.ts';
import { until } from '../until.ts';
import { AUTHORITY, answerOf, nhaisStand, PRACTICE } from './stand.ts';

const ACCEPTANCE = practiceFile([['G1', TRANSFER_IN]]);

test('N1 an acceptance is receipted: message 57 complete, interchange 41 good', async () => {
  const clock = virtualClock(new Date('2026-03-12T09:21:00Z'));
  await using stand = await nhaisStand({ clock, link: { replies: { acceptance: 'nothing' } } });
  await stand.bring(ACCEPTANCE);
  await stand.entry('the acceptance', ({ kind }) => kind === 'received');
  await until(() => clock.waiting > 0);
  await clock.advance(0);
  await stand.entry('the RECEP', ({ kind }) => kind === 'delivery');
  assert.deepEqual((await stand.text(0)).split('\n'), [
    "UNB+UNOA:2+SO01+ABC1+260312:0921+00000001++RECEP+++EDIFACT TRANSFER'",
    "UNH+00000001+RECEP:0:2:FH'",
    "BGM++600+243:202603120921:306+64'",
    "NHS+SO:819:201+1234567,Z99001:814:202'",
    "DTM+815:202603120921:306'",
    "RFF+MIS:00000057 CP'",
    "RFF+RIS:00000041 OK:1'",
    "UNT+7+00000001'",
    "UNZ+1+00000001'",
  ]);
  const [receipt] = stand.mailboxes.inbox(PRACTICE);
  assert.equal(receipt?.workflowId, 'NHAIS_RECEP');
  assert.equal(receipt?.from, AUTHORITY);
});

test('N2 an acceptance is approved under its own transaction number', async () => {
  await using stand = await nhaisStand();
  await stand.bring(ACCEPTANCE);
  await stand.quiet();
  const [receipt, approval] = await stand.files();
  assert.equal(receipt?.messages[0]?.kind, 'receipt');
  const { code, transactions } = answerOf(approval);
  assert.equal(code, 'F4');
  assert.equal(transactions.length, 1);
  assert.equal(transactions[0]?.number, 1207);
  assert.deepEqual(transactions[0]?.patient, { nhsNumber: '9990000018' });
  // Registrations and receipts take their numbers from the same counters.
  assert.deepEqual([receipt?.sequence, approval?.sequence], [1, 2]);
  assert.deepEqual(
    stand.mailboxes.inbox(PRACTICE).map(({ workflowId }) => workflowId),
    ['NHAIS_RECEP', 'NHAIS_REG'],
  );
});

test('N3 an acceptance is rejected without a word of the patient', async () => {
  const replies = { acceptance: 'reject', text: "TRY O'KENT" };
  await using stand = await nhaisStand({ link: { replies } });
  await stand.bring(ACCEPTANCE);
  await stand.quiet();
  const { code, transactions } = answerOf((await stand.files())[1]);
  assert.equal(code, 'F3');
  assert.equal(transactions[0]?.number, 1207);
  assert.equal(transactions[0]?.freeText, "TRY O'KENT");
  const text = await stand.text(1);
  assert.doesNotMatch(text, /S02/);
  assert.match(text, /TRY O\?'KENT/);
});

test('N4 a transfer-in without a previous address is told of, and receipted all the same', async () => {
  const { previousAddress, ...patient } = TRANSFER_IN.patient ?? {};
  const file = practiceFile([['G1', { ...TRANSFER_IN, patient }]]);
  await using lenient = await nhaisStand();
  await lenient.bring(file);
  await lenient.quiet();
  const taken = await lenient.entry('the acceptance', ({ kind }) => kind === 'received');
  assert.match(taken.findings?.[0]?.message ?? '', /type 3 needs a previous address/);
  const [receipt, approval] = await lenient.files();
  assert.deepEqual(resultsOf(receipt), ['57 CP', 'OK']);
  assert.equal(answerOf(approval).code, 'F4');

  await using strict = await nhaisStand({ link: { reading: 'strict' } });
  await strict.bring(file);
  await strict.quiet();
  const [error, ...more] = await strict.files();
  assert.deepEqual(resultsOf(error), ['57 CA', 'ER']);
  assert.deepEqual(more, []);
});

test('N6 a deduction is carried out with the same reason and date', async () => {
  await using stand = await nhaisStand();
  await stand.bring(practiceFile([['G5', DEDUCTION]]));
  await stand.quiet();
  const { code, transactions } = answerOf((await stand.files())[1]);
  assert.equal(code, 'F2');
  assert.equal(transactions[0]?.deductionReason, '2');
  assert.equal(transactions[0]?.deductionDate, '20260401');
  assert.deepEqual(transactions[0]?.patient, { nhsNumber: '9990000026' });
  // A deduction is the authority's own transaction.
  assert.equal(transactions[0]?.number, 1);
});

test('N7 a deduction is rejected with free text', async () => {
  const replies = { deduction: 'reject', text: 'REMOVED IN 30 DAYS' };
  await using stand = await nhaisStand({ link: { replies } });
  await stand.bring(practiceFile([['G5', DEDUCTION]]));
  await stand.quiet();
  const { code, transactions } = answerOf((await stand.files())[1]);
  assert.equal(code, 'F11');
  assert.equal(transactions[0]?.freeText, 'REMOVED IN 30 DAYS');
  assert.deepEqual(transactions[0]?.patient, { nhsNumber: '9990000026' });
});

test('N12 the same interchange twice: two RECEPs, one approval', async () => {
  await using stand = await nhaisStand();
  await stand.bring(ACCEPTANCE);
  await stand.quiet();
  await stand.bring(ACCEPTANCE);
  await stand.quiet();
  const files = await stand.files();
  assert.deepEqual(
    files.map(({ messages }) => messages[0]?.kind),
    ['receipt', 'registration', 'receipt'],
  );
  assert.deepEqual(resultsOf(files[2]), ['57 CP', 'OK']);
  const again = await stand.journal.find({ kind: 'received', service: 'nhais:riverside' });
  assert.match(JSON.stringify(again[0]?.trace), /transactions that have an effect: 1/);
  assert.match(JSON.stringify(again[1]?.trace), /came before: all of it.*have an effect: 0/);
  assert.deepEqual(again[1]?.findings, []);
});

test('an interchange that repeats one transaction and brings another has the effect of the other', async () => {
  await using stand = await nhaisStand();
  await stand.bring(ACCEPTANCE);
  await stand.quiet();
  await stand.bring(practiceFile([['G1', TRANSFER_IN, { ...TRANSFER_IN, number: 1300 }]]));
  await stand.quiet();
  const files = await stand.files();
  assert.equal(files.length, 4);
  assert.deepEqual(
    answerOf(files[3]).transactions.map(({ number }) => number),
    [1300],
  );
});

test('N13 a jump from 41 to 45 is told of, and the numbers go on from there', async () => {
  await using stand = await nhaisStand();
  for (const sequence of [41, 45, 46]) {
    await stand.bring(practiceFile([['G2', AMENDMENT]], { sequence, message: sequence }));
    await stand.quiet();
  }
  const entries = await stand.journal.find({ kind: 'received', service: 'nhais:riverside' });
  const told = entries.map(({ findings = [] }) => findings.map(({ message }) => message));
  assert.deepEqual(told[0], []);
  assert.match(told[1]?.[0] ?? '', /interchange 45 came after 41: 3 from 42 on are missing/);
  assert.deepEqual(told[2], []);
  assert.equal((await stand.files()).length, 3);
});

test('N19 a wrong count of segments is taken leniently, and receipted in error where reading is strict', async () => {
  const file = ACCEPTANCE.toString('latin1').replace(
    /UNT\+(\d+)/,
    (_, n) => `UNT+${Number(n) - 1}`,
  );
  await using lenient = await nhaisStand();
  await lenient.bring(file);
  await lenient.quiet();
  assert.deepEqual(resultsOf((await lenient.files())[0]), ['57 CP', 'OK']);
  const taken = await lenient.entry('the acceptance', ({ kind }) => kind === 'received');
  assert.match(JSON.stringify(taken.trace), /reading is lenient: what deviates is told/);
  assert.match(taken.findings?.[0]?.message ?? '', /expected 22, found 21/);

  await using strict = await nhaisStand({ link: { reading: 'strict' } });
  await strict.bring(file);
  await strict.quiet();
  const files = await strict.files();
  assert.deepEqual(resultsOf(files[0]), ['57 CA', 'ER']);
  assert.equal(files.length, 1);
});

test('N22 an unknown code is receipted in error, or not at all', async () => {
  const file = practiceFile([['G9', AMENDMENT]]);
  await using stand = await nhaisStand();
  await stand.bring(file);
  await stand.quiet();
  const files = await stand.files();
  assert.deepEqual(resultsOf(files[0]), ['57 CA', 'ER']);
  assert.equal(files.length, 1);

  await using silent = await nhaisStand({ link: { unknownTransaction: 'nothing' } });
  const id = await silent.bring(file);
  await silent.quiet();
  assert.deepEqual(await silent.files(), []);
  assert.equal(silent.mailboxes.message(id)?.status, 'acknowledged');
  const why = await silent.entry('the end', ({ kind }) => kind === 'settled');
  assert.match(why.summary, /gets no RECEP: unknownTransaction is nothing/);
});

test('N23 what is for another authority has no effect and is told', async () => {
  await using stand = await nhaisStand();
  const id = await stand.bring(practiceFile([['G1', TRANSFER_IN]], { recipient: 'KC01' }));
  const told = await stand.entry('the stray', ({ kind }) => kind === 'received');
  await stand.quiet();
  assert.equal(told.service, 'nhais');
  assert.match(told.summary, /it is for KC01, and mailbox SO01HA1 is that of SO01/);
  assert.ok(told.findings?.some(({ check }) => check === 'NHAIS-RECIPIENT-01'));
  assert.deepEqual(await stand.files(), []);
  assert.equal(stand.mailboxes.message(id)?.status, 'acknowledged');
});

test('what comes from an unknown trading partner has no effect and is told', async () => {
  await using stand = await nhaisStand();
  await stand.bring(practiceFile([['G1', TRANSFER_IN]], { sender: 'XYZ9' }));
  const told = await stand.entry('the stray', ({ kind }) => kind === 'received');
  await stand.quiet();
  assert.match(told.summary, /it is from XYZ9, and the trading partners of SO01 are ABC1/);
  assert.deepEqual(await stand.files(), []);
});

test('what is no interchange is told, and gone from the mailbox', async () => {
  await using stand = await nhaisStand();
  const id = await stand.bring('dear authority');
  const told = await stand.entry('the stray', ({ kind }) => kind === 'received');
  await stand.quiet();
  assert.match(told.summary, /it cannot be read as an interchange/);
  assert.equal(stand.mailboxes.message(id)?.status, 'acknowledged');
  await stand.bring(ACCEPTANCE);
  await stand.quiet();
  assert.equal((await stand.files()).length, 2);
});

test('N24 other workflows are left in the mailbox, and what belongs to GP Links is taken', async () => {
  await using stand = await nhaisStand();
  const other = await stand.bring('not ours', { workflowId: 'TEST_WORKFLOW' });
  await stand.bring(ACCEPTANCE);
  await stand.quiet();
  assert.equal(stand.mailboxes.message(other)?.status, 'accepted');
  assert.equal((await stand.files()).length, 2);
});

test('N30 a RECEP of the practice closes the interchange, and is not answered by a RECEP', async () => {
  await using stand = await nhaisStand();
  await stand.bring(ACCEPTANCE);
  await stand.quiet();
  const [, approval] = await stand.files();
  assert.ok(approval);
  await stand.entry('the delivery', ({ opens }) => opens?.startsWith('nhais-open:') ?? false);
  assert.deepEqual(stand.service.desk.links()[0]?.unreceipted, [2]);
  const receipt = practiceReceipt(approval, { interchange: 42, message: 58 });
  await stand.bring(receipt, { workflowId: 'NHAIS_RECEP' });
  const closed = await stand.entry(
    'the RECEP',
    ({ kind, facts }) => kind === 'received' && facts?.kind === 'RECEP',
  );
  await stand.quiet();
  assert.match(closed.settles ?? '', /^nhais-open:/);
  assert.deepEqual(closed.findings, []);
  assert.deepEqual(stand.service.desk.links()[0]?.unreceipted, []);
  assert.equal(stand.mailboxes.inbox(PRACTICE).length, 2);
  assert.deepEqual((await stand.journal.openWork()).length, 0);
});

function resultsOf(interchange: Awaited<ReturnType<typeof practiceInterchange>> | undefined) {
  const receipt = interchange?.messages[0];
  assert.equal(receipt?.kind, 'receipt');
  if (receipt?.kind !== 'receipt') return [];
  return [
    ...receipt.messages.map(({ message, result }) => `${message} ${result}`),
    receipt.interchange.result,
  ];
}
