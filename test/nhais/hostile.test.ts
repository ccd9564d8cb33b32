import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import {
  DEDUCTION,
  practiceFile,
  practiceInterchange,
  TRANSFER_IN,
} from '../../features/support/practice-files.ts';
import { writeInterchange } from '../../src/nhais/write-interchange.ts';
import { AUTHORITY, nhaisStand, PRACTICE } from './stand.ts';

const ACCEPTANCE = practiceFile([['G1', TRANSFER_IN]]);

test('whatever bytes come, each message is on record, gone from the mailbox, and the next one is answered', async () => {
  await using stand = await nhaisStand();
  let came = 0;
  const damaged = fc
    .tuple(fc.nat(ACCEPTANCE.length - 1), fc.nat(ACCEPTANCE.length - 1), fc.uint8Array())
    .map(([from, length, put]) =>
      Buffer.concat([ACCEPTANCE.subarray(0, from), put, ACCEPTANCE.subarray(from + length)]),
    );
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 200 }), damaged), async (bytes) => {
      const id = await stand.bring(bytes);
      came += 1;
      await stand.quiet();
      assert.equal(stand.mailboxes.message(id)?.status, 'acknowledged');
      assert.equal(await stand.journal.count({ kind: 'received' }), came);
    }),
    { numRuns: 60 },
  );
  const before = stand.mailboxes.inbox(PRACTICE).length;
  await stand.bring(practiceFile([['G5', DEDUCTION]], { sequence: 99_000_000 }));
  await stand.quiet();
  assert.equal(stand.mailboxes.inbox(PRACTICE).length, before + 2);
});

test('a file longer than any is not read, and one that swells is not unpacked', async () => {
  await using stand = await nhaisStand();
  const long = await stand.bring(Buffer.alloc(4 * 1024 * 1024 + 1, 0x27));
  await stand.quiet();
  const [told] = await stand.journal.find({ kind: 'received', service: 'nhais' });
  assert.match(told?.summary ?? '', /4194305 bytes are more than/);
  assert.equal(stand.mailboxes.message(long)?.status, 'acknowledged');

  stand.mailboxes.packed(AUTHORITY, gzipSync(Buffer.alloc(64 * 1024 * 1024, 0x27)));
  await stand.quiet();
  const entries = await stand.journal.find({ kind: 'received', service: 'nhais' });
  assert.match(entries[1]?.summary ?? '', /cannot be unpacked/);
});

test('a message of a type that GP Links does not have is receipted in error beside those that are taken', async () => {
  await using stand = await nhaisStand();
  const { messages, ...head } = practiceInterchange([['G5', DEDUCTION]]);
  const other = { kind: 'other', sequence: 58, type: 'FHSPRV:0:1:FH', segments: [] } as const;
  await stand.bring(writeInterchange({ ...head, messages: [...messages, other] }));
  await stand.quiet();
  assert.match(
    await stand.text(0),
    /RFF\+MIS:00000057 CP'\nRFF\+MIS:00000058 CA'\nRFF\+RIS:00000041 ER:2'/,
  );
  assert.equal(stand.mailboxes.inbox(PRACTICE).length, 2);
});

test('a transaction that only an authority sends is receipted in error', async () => {
  await using stand = await nhaisStand();
  await stand.bring(practiceFile([['F4', { ...DEDUCTION }]]));
  await stand.quiet();
  assert.match(await stand.text(0), /RFF\+MIS:00000057 CA'/);
  const taken = await stand.entry('the file', ({ kind }) => kind === 'received');
  assert.ok(
    taken.findings?.some(({ message }) => /brings F4, which no practice sends/.test(message)),
  );
});

test('what was receipted in error may come again under its numbers, corrected', async () => {
  await using stand = await nhaisStand({ link: { reading: 'strict' } });
  await stand.bring(ACCEPTANCE.toString('latin1').replace('UNT+22', 'UNT+21'));
  await stand.quiet();
  assert.equal(stand.mailboxes.inbox(PRACTICE).length, 1);
  await stand.bring(ACCEPTANCE);
  await stand.quiet();
  const files = await stand.files();
  assert.deepEqual(
    files.map(({ messages: [first] }) =>
      first?.kind === 'registration' ? first.code : first?.kind,
    ),
    ['receipt', 'receipt', 'F4'],
  );
});

test('an interchange of four messages and many transactions gets one RECEP and one answer with a message a code', async () => {
  await using stand = await nhaisStand();
  const acceptances = Array.from({ length: 300 }, (_, at) => ({ ...TRANSFER_IN, number: at + 1 }));
  await stand.bring(
    practiceFile([
      ['G1', ...acceptances],
      ['G5', { ...DEDUCTION, number: 301 }],
      ['G1', { ...TRANSFER_IN, number: 302 }],
      ['G5', { ...DEDUCTION, number: 303 }],
    ]),
  );
  await stand.quiet();
  const [receipt, answer, ...more] = await stand.files();
  assert.deepEqual(more, []);
  assert.ok(receipt?.messages[0]?.kind === 'receipt');
  assert.equal(receipt.messages[0].messages.length, 4);
  assert.equal(receipt.messages[0].interchange.messages, 4);
  const answers = (answer?.messages ?? []).map((each) =>
    each.kind === 'registration' ? [each.code, each.transactions.length] : [],
  );
  assert.deepEqual(answers, [
    ['F4', 301],
    ['F2', 2],
  ]);
});
