import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  DEDUCTION,
  practiceFile,
  practiceReceipt,
  TRANSFER_IN,
} from '../../features/support/practice-files.ts';
import { virtualClock } from '../../src/platform/clock.ts';
import { until } from '../until.ts';
import { answerOf, nhaisStand, PRACTICE } from './stand.ts';

const ACCEPTANCE = practiceFile([['G1', TRANSFER_IN]]);

test('numbers, duplicates and lists are as before after a restart', async () => {
  await using stand = await nhaisStand();
  await stand.bring(ACCEPTANCE);
  await stand.quiet();
  const before = stand.service.desk;
  const [links, interchanges] = [before.links(), before.interchanges()];
  assert.equal(interchanges.length, 3);
  await stand.restart();
  assert.deepEqual(stand.service.desk.links(), links);
  assert.deepEqual(stand.service.desk.interchanges(), interchanges);
  // Known again, and receipted with the next number.
  await stand.bring(ACCEPTANCE);
  await stand.quiet();
  const files = await stand.files();
  assert.deepEqual(
    files.map(({ sequence }) => sequence),
    [1, 2, 3],
  );
  assert.equal(files[2]?.messages[0]?.kind, 'receipt');
});

test('a RECEP and an answer that wait survive a restart, each once', async () => {
  const clock = virtualClock(new Date('2026-03-12T09:00:00Z'));
  const link = { receiptDelay: 'PT5M', replies: { delay: 'PT1H' } };
  await using stand = await nhaisStand({ clock, link });
  const id = await stand.bring(ACCEPTANCE);
  await until(() => clock.waiting === 1);
  await stand.restart();
  assert.equal(stand.mailboxes.inbox(PRACTICE).length, 0);
  await clock.advance(5 * 60_000);
  await until(() => clock.waiting === 1);
  assert.equal(stand.mailboxes.message(id)?.status, 'acknowledged');
  await stand.restart();
  await clock.advance(60 * 60_000);
  await until(() => stand.mailboxes.inbox(PRACTICE).length === 2);
  await until(() => clock.waiting === 1);
  await stand.restart();
  // The RECEP of the practice is still waited for.
  assert.deepEqual(stand.service.desk.links()[0]?.unreceipted, [2]);
  const [receipt, approval] = await stand.files();
  assert.equal(receipt?.messages[0]?.kind, 'receipt');
  assert.equal(answerOf(approval).transactions[0]?.number, 1207);
  assert.equal(await stand.journal.count({ kind: 'received' }), 1);
  assert.ok(approval);
  await stand.bring(practiceReceipt(approval, { interchange: 42, message: 58 }), {
    workflowId: 'NHAIS_RECEP',
  });
  await until(() => stand.service.desk.links()[0]?.unreceipted.length === 0);
});

test('what came while the authorities were down is taken, oldest first', async () => {
  await using stand = await nhaisStand();
  await stand.stop();
  await stand.bring(ACCEPTANCE);
  await stand.bring(practiceFile([['G5', DEDUCTION]], { sequence: 42, message: 58 }));
  await stand.restart();
  await stand.quiet();
  const answers = (await stand.files()).filter(
    ({ messages }) => messages[0]?.kind === 'registration',
  );
  assert.deepEqual(
    answers.map((file) => answerOf(file).code),
    ['F4', 'F2'],
  );
});

test('what lies in the mailbox already is not sent again when the record of it was cut off', async () => {
  await using stand = await nhaisStand();
  // The journal fills up between the send and its record.
  const { journal } = stand;
  const append = journal.append.bind(journal);
  journal.append = async (entry) => {
    if (entry.kind === 'delivery') throw new Error('cut off');
    return append(entry);
  };
  const id = await stand.bring(ACCEPTANCE);
  await until(() => stand.mailboxes.inbox(PRACTICE).length === 1);
  await stand.stop();
  journal.append = append;
  assert.equal(stand.mailboxes.message(id)?.status, 'accepted');
  await stand.restart();
  await stand.quiet();
  const files = await stand.files();
  assert.deepEqual(
    files.map(({ sequence, messages }) => [sequence, messages[0]?.kind]),
    [
      [1, 'receipt'],
      [2, 'registration'],
    ],
  );
  assert.equal(stand.mailboxes.message(id)?.status, 'acknowledged');
});

test('a message that is on record and not acknowledged is only acknowledged', async () => {
  await using stand = await nhaisStand();
  const acknowledge = stand.mailboxes.acknowledge.bind(stand.mailboxes);
  stand.mailboxes.acknowledge = () => Promise.reject(new Error('cut off'));
  const id = await stand.bring(ACCEPTANCE);
  await stand.entry('the delivery', ({ kind }) => kind === 'delivery');
  await stand.stop();
  stand.mailboxes.acknowledge = acknowledge;
  await stand.restart();
  await stand.quiet();
  assert.equal(stand.mailboxes.message(id)?.status, 'acknowledged');
  assert.equal(await stand.journal.count({ kind: 'received' }), 1);
  assert.equal((await stand.files()).length, 2);
});

test('what fails while the journal is full is done a minute later, once', async () => {
  const clock = virtualClock(new Date('2026-03-12T09:00:00Z'));
  await using stand = await nhaisStand({ clock });
  const append = stand.journal.append.bind(stand.journal);
  for (const kind of ['received', 'composed', 'delivery'] as const) {
    let refused = 0;
    stand.journal.append = async (entry) => {
      if (entry.kind === kind && refused++ === 0) throw new Error('the journal is full');
      return append(entry);
    };
    const sequence = { received: 41, composed: 42, delivery: 43 }[kind];
    const number = 1200 + sequence;
    await stand.bring(practiceFile([['G1', { ...TRANSFER_IN, number }]], { sequence }));
    const before = stand.mailboxes.inbox(PRACTICE).length;
    const done = () => stand.mailboxes.inbox(PRACTICE).length === before + 2;
    // Time passes only when nothing but time is waited for.
    await until(done, () => clock.advance(refused > 0 && clock.waiting > 0 ? 60_000 : 0));
  }
  await stand.quiet();
  const files = await stand.files();
  assert.deepEqual(
    files.map(({ sequence }) => sequence),
    [1, 2, 3, 4, 5, 6],
  );
  assert.equal(await stand.journal.count({ kind: 'received' }), 3);
});

test('after a reset nothing is known and nothing waits', async () => {
  const clock = virtualClock();
  await using stand = await nhaisStand({ clock, link: { receiptDelay: 'PT5M' } });
  await stand.bring(ACCEPTANCE);
  await until(() => clock.waiting === 1);
  stand.service.reset();
  await stand.mailboxes.empty();
  await stand.journal.clear();
  assert.equal(clock.waiting, 0);
  assert.deepEqual(stand.service.desk.interchanges(), []);
  assert.equal(stand.service.desk.links()[0]?.numbers.interchangeIn, undefined);
  await stand.bring(ACCEPTANCE);
  await until(() => clock.waiting === 1);
  assert.equal(stand.service.desk.interchanges().length, 1);
});
