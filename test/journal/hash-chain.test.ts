import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import type { NewEntry } from '../../src/journal/entry.ts';
import { hashChain, type JournalChain } from '../../src/journal/hash-chain.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { bytesOf, finding, note, received, temporaryDirectory } from './specimen-entries.ts';

const LARGE = bytesOf(200_000);
const SMALL = Buffer.from('<a/>');
const ENTRIES: readonly NewEntry[] = [
  received(SMALL, { messageId: 'M1' }),
  received(LARGE, { messageId: 'M2', findings: [finding('EBXML-1')] }),
  note('a third', { facts: { attempt: 2, last: false } }),
];

async function chainOf(
  entries: readonly NewEntry[],
  options: { readonly segmentBytes?: number; readonly most?: number } = {},
): Promise<JournalChain> {
  await using directory = await temporaryDirectory();
  const { most, ...limits } = options;
  await using journal = await openJournal({ directory: directory.path, sync: false, ...limits });
  for (const entry of entries) await journal.append(entry);
  return await hashChain(journal, most);
}

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');

test('a chain can be made again from what an entry says and the digests of its bodies', async () => {
  const { chain, ...rest } = await chainOf(ENTRIES.slice(0, 1));

  const entry = `{"at":"2026-01-05T09:00:00.000Z","kind":"received","messageId":"M1","request":{"body":{"bytes":4,"sha256":"${sha256(SMALL)}"},"headers":[["Content-Type","text/xml"]],"method":"POST","path":"/"},"sequence":1,"service":"spine","summary":"a message"}`;
  assert.equal(chain, sha256(`${sha256('spinebox journal chain 1')}\n${entry}`));
  assert.deepEqual(rest, { entries: 1, first: 1, last: 1 });
});

test('where the bytes of a journal lie does not show in its chain', async () => {
  const whole = await chainOf(ENTRIES);
  assert.deepEqual(await chainOf(ENTRIES, { segmentBytes: 1 }), whole);
  assert.equal(whole.entries, 3);
});

test('the chain over the first entries is the one there was before the others came', async () => {
  assert.deepEqual(await chainOf(ENTRIES, { most: 2 }), await chainOf(ENTRIES.slice(0, 2)));
});

test('an empty journal has a chain of no entries', async () => {
  assert.deepEqual(await chainOf([]), {
    entries: 0,
    first: 0,
    last: 0,
    chain: sha256('spinebox journal chain 1'),
  });
});

test('whatever is changed, left out, added or put elsewhere changes the chain', async () => {
  const [first, second, third] = ENTRIES as [NewEntry, NewEntry, NewEntry];
  const flipped = Buffer.from(LARGE);
  flipped[123_456] = (flipped[123_456] ?? 0) ^ 1;
  const others: readonly (readonly NewEntry[])[] = [
    ENTRIES,
    [second, first, third],
    [first, second],
    [...ENTRIES, note('')],
    [{ ...first, summary: 'another message' }, second, third],
    [first, received(flipped, { messageId: 'M2', findings: [finding('EBXML-1')] }), third],
    [first, second, { ...third, facts: { attempt: 2, last: true } }],
    [first, { ...second, findings: [finding('EBXML-2')] }, third],
  ];
  const chains = await Promise.all(others.map((entries) => chainOf(entries)));
  assert.equal(new Set(chains.map(({ chain }) => chain)).size, others.length);
});

test('a body that several entries name is the same evidence in each', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await openJournal({ directory: directory.path, sync: false });
  const { request } = await journal.append(received(LARGE));
  assert.ok(request?.body);
  await journal.append(note('sent on', { kind: 'delivery', request }));
  const { chain } = await hashChain(journal);
  assert.equal(
    chain,
    (await chainOf([received(LARGE), received(LARGE, { kind: 'delivery', summary: 'sent on' })]))
      .chain,
  );
});
