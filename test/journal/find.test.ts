import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { NewEntry } from '../../src/journal/entry.ts';
import { entryMatches } from '../../src/journal/entry-matches.ts';
import type { Journal, JournalQuery } from '../../src/journal/journal.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { finding, note, temporaryDirectory } from './specimen-entries.ts';

const RIVERSIDE = 'Z99001-1000001';
const HILLSIDE = 'Z99002-1000002';

const ENTRIES: readonly NewEntry[] = [
  note('a', { kind: 'received', conversationId: 'C1-abc', messageId: 'M1', fromParty: RIVERSIDE }),
  note('b', { kind: 'delivery', conversationId: 'c1-ABC', messageId: 'm1', toParty: RIVERSIDE }),
  note('c', { at: '2026-01-05T10:00:00Z', service: 'practice:Z99001', fromParty: HILLSIDE }),
  note('d', { at: '2026-01-05T11:00:00.500Z', interaction: 'RCMR_IN010000UK05' }),
  note('e', { findings: [finding('EBXML-1'), finding('EBXML-2'), finding('EBXML-2')] }),
  note('f', { findings: [finding('EBXML-2')], messageId: 'M2' }),
];

const CASES: readonly (readonly [string, JournalQuery, string])[] = [
  ['everything', {}, 'abcdef'],
  ['a kind', { kind: 'delivery' }, 'b'],
  ['a service', { service: 'practice:Z99001' }, 'c'],
  ['a conversation, in any case', { conversationId: 'C1-ABC' }, 'ab'],
  ['a message, in any case', { messageId: 'm1' }, 'ab'],
  ['a party on either side', { party: RIVERSIDE }, 'ab'],
  ['a sender', { fromParty: RIVERSIDE }, 'a'],
  ['an interaction', { interaction: 'RCMR_IN010000UK05' }, 'd'],
  ['a finding, each entry once', { finding: 'EBXML-2' }, 'ef'],
  ['a time from which, inclusive', { since: '2026-01-05T10:00:00.000Z' }, 'cd'],
  ['a time until which, exclusive', { until: '2026-01-05T10:00:00Z' }, 'abef'],
  ['a time in another zone', { since: '2026-01-05T11:30:00+01:00' }, 'd'],
  ['a span of time', { since: '2026-01-05T10:00:00Z', until: '2026-01-05T11:00:00Z' }, 'c'],
  ['what follows a sequence', { after: 4 }, 'ef'],
  ['the latest first', { newestFirst: true, limit: 2 }, 'fe'],
  ['no more than the limit', { limit: 2 }, 'ab'],
  ['nothing with a limit of none', { limit: 0 }, ''],
  ['several conditions at once', { messageId: 'M1', kind: 'received' }, 'a'],
  ['nothing where nothing fits', { messageId: 'M1', finding: 'EBXML-1' }, ''],
];

async function filled(directory: string): Promise<Journal> {
  const journal = await openJournal({ directory, sync: false });
  for (const entry of ENTRIES) await journal.append(entry);
  return journal;
}

for (const [what, query, expected] of CASES) {
  test(`finds ${what}`, async () => {
    await using directory = await temporaryDirectory();
    await using journal = await filled(directory.path);

    const found = await journal.find(query);

    assert.equal(found.map(({ summary }) => summary).join(''), expected);
    const { limit: _, ...unlimited } = query;
    const all = await journal.find(unlimited);
    assert.equal(await journal.count(query), all.length);
  });
}

test('finds at most 1000 entries unless told otherwise, and counts them all', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await openJournal({ directory: directory.path, sync: false });
  await Promise.all(Array.from({ length: 1005 }, (_, n) => journal.append(note(String(n)))));

  assert.equal((await journal.find({})).length, 1000);
  assert.equal((await journal.find({ limit: 2000 })).length, 1005);
  assert.equal(await journal.count({}), 1005);
});

test('has nothing under a sequence that was never given', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await filled(directory.path);

  assert.equal(await journal.get(99), undefined);
});

test('says how to write a time or a limit that it cannot understand', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await filled(directory.path);

  await assert.rejects(journal.find({ since: 'yesterday' }), {
    code: 'SIM_JOURNAL_QUERY',
    message: 'the journal query has since "yesterday"',
    remedy: 'Give since as a date and time, 2026-01-05T09:00:00Z.',
  });
  await assert.rejects(journal.find({ limit: -1 }), { code: 'SIM_JOURNAL_QUERY' });
});

test('the index and the condition on single entries agree about every query', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await filled(directory.path);
  const all = await journal.find({});
  const query = fc.record(
    {
      kind: fc.constantFrom('received', 'delivery', 'note'),
      service: fc.constantFrom('spine', 'practice:Z99001'),
      conversationId: fc.constantFrom('c1-abc', 'C1-ABC', 'C2'),
      messageId: fc.constantFrom('m1', 'M2'),
      party: fc.constantFrom(RIVERSIDE, HILLSIDE),
      fromParty: fc.constantFrom(RIVERSIDE, HILLSIDE),
      finding: fc.constantFrom('EBXML-1', 'EBXML-2'),
      since: fc.constantFrom('2026-01-05T09:00:00Z', '2026-01-05T10:00:00.001Z'),
      until: fc.constantFrom('2026-01-05T09:00:00.000Z', '2026-01-05T12:00:00Z'),
      after: fc.integer({ min: 0, max: 6 }),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(query, async (given) => {
      const asked = given as JournalQuery;
      const found = await journal.find(asked);
      const expected = all.filter((entry) => entryMatches(entry, asked));
      assert.deepEqual(found, expected);
    }),
  );
});
