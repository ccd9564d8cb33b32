import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import type { NewEntry } from '../../src/journal/entry.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { storyOf } from '../../src/story/story-of.ts';
import type { TransferCursor, TransferFilter } from '../../src/story/transfer-filter.ts';
import {
  openTransferIndex,
  type TransferIndex,
  type TransferRow,
} from '../../src/story/transfer-index.ts';
import {
  type Course,
  conversationOf,
  memoryJournal,
  syntheticMessage,
  syntheticTransfer,
} from './synthetic-transfers.ts';

const COURSES: readonly Course[] = ['filed', 'large', 'request-refused', 'extract-refused', 'open'];
const END: Readonly<Record<Course, string>> = {
  filed: 'filed',
  large: 'filed',
  'request-refused': 'request-refused',
  'extract-refused': 'extract-refused',
  open: 'waiting-for-extract',
};

async function indexOf(entries: readonly NewEntry[]): Promise<TransferIndex> {
  const index = openTransferIndex(memoryJournal(entries));
  assert.equal(await index.catchUp(60_000), 0);
  return index;
}

const idsOf = (rows: readonly TransferRow[]) => rows.map(({ conversationId }) => conversationId);

test('a row for each transfer, newest first, with what it came to and how far it is', async () => {
  const index = await indexOf(COURSES.flatMap((course, at) => syntheticTransfer(at + 1, course)));
  const { rows, total } = index.page({});
  assert.equal(total, COURSES.length);
  assert.deepEqual(
    rows.map(({ conversationId, standing }) => [conversationId, standing.outcome]),
    COURSES.map((course, at) => [conversationOf(at + 1), END[course]]).toReversed(),
  );
  const large = rows.find(({ conversationId }) => conversationId === conversationOf(2));
  assert.deepEqual([large?.progress.partsDone, large?.progress.partsExpected], [4, 4]);
  assert.deepEqual(
    [large?.progress.requester, large?.progress.sender],
    ['Z99001-900001', 'Z99002-900002'],
  );
  assert.doesNotMatch(JSON.stringify(rows), /9990000018/);
  index.close();
});

test('the list and the story of a transfer say the same', async () => {
  const entries = COURSES.flatMap((course, at) => syntheticTransfer(at + 1, course));
  const journal = memoryJournal(entries);
  const index = await indexOf(entries);
  for (const { conversationId, standing, progress } of index.page({}).rows) {
    const story = await storyOf(journal, conversationId);
    assert.deepEqual(story?.standing, standing);
    assert.equal(story?.counts.messages, progress.messages);
    assert.equal(story?.counts.partsDone, progress.partsDone);
  }
  index.close();
});

test('parts that came so far are told while a record is on its way, in any order', async () => {
  const upTo = (count: number) => {
    const order = [0, 1, 2, 3, 10, 8, 6, 4];
    return order.slice(0, count).map((at) => syntheticMessage(1, 'large', at).received);
  };
  for (const [count, done, expected] of [
    [3, 0, 2],
    [5, 0, 2],
    [6, 0, 2],
    [7, 3, 4],
    [8, 4, 4],
  ] as const) {
    const index = await indexOf(upTo(count));
    const [row] = index.page({}).rows;
    assert.deepEqual(
      [row?.progress.partsDone, row?.progress.partsExpected],
      [done, expected],
      `${count}`,
    );
    index.close();
  }
});

test('a copy is counted as sent again, never as another message', async () => {
  const [request, delivered, ...rest] = syntheticTransfer(1, 'filed');
  assert.ok(request && delivered);
  const copy: NewEntry = {
    ...request,
    facts: { taken: false, duplicateOf: 1, result: 'duplicate' },
  };
  const index = await indexOf([request, copy, delivered, ...rest]);
  const [row] = index.page({}).rows;
  assert.deepEqual([row?.progress.messages, row?.progress.retries], [4, 1]);
  assert.equal(index.page({ wrong: true }).total, 1);
  index.close();
});

test('a journal that was emptied makes the list again; what comes later is added', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'spinebox-index-'));
  const journal = await openJournal({ directory, sync: false });
  const index = openTransferIndex(journal);
  const append = async (number: number, course: Course) => {
    for (const entry of syntheticTransfer(number, course)) await journal.append(entry);
  };
  const listed = async () => {
    await index.catchUp(60_000);
    return idsOf(index.page({}).rows);
  };
  try {
    assert.deepEqual(await listed(), []);
    await append(1, 'filed');
    assert.deepEqual(await listed(), [conversationOf(1)]);
    await append(2, 'open');
    assert.deepEqual(await listed(), [conversationOf(2), conversationOf(1)]);
    await journal.clear();
    assert.deepEqual(await listed(), []);
    await append(3, 'filed');
    await append(4, 'filed');
    assert.deepEqual(await listed(), [conversationOf(4), conversationOf(3)]);
    await journal.clear();
    // More than before, so that only the entries tell that they are others.
    for (const number of [5, 6, 7]) await append(number, 'filed');
    assert.deepEqual(await listed(), [7, 6, 5].map(conversationOf));
  } finally {
    index.close();
    await journal.close();
    await rm(directory, { recursive: true, force: true });
  }
});

test('a step of a practice of ours begins a transfer before anything is sent', async () => {
  const step: NewEntry = {
    ...{ kind: 'transfer', at: '2026-01-05T09:00:00.000Z', service: 'practice:Z99002' },
    ...{ summary: 'requester ended', conversationId: 'C-1' },
    facts: { role: 'requester', state: 'ended', outcome: 'patient-unknown', code: null },
  };
  const other: NewEntry = { ...step, kind: 'note', conversationId: 'C-2' };
  const index = await indexOf([step, other]);
  assert.deepEqual(idsOf(index.page({}).rows), ['C-1']);
  assert.deepEqual(idsOf(index.page({ outcome: 'patient-unknown', party: 'z99002' }).rows), [
    'C-1',
  ]);
  index.close();
});

interface Known {
  readonly id: string;
  readonly course: Course;
  readonly started: number;
}

const BEGIN = Date.parse('2026-01-05T09:00:00Z');

function fits({ id, course, started }: Known, filter: TransferFilter): boolean {
  const { outcome, since, until, text, party, wrong } = filter;
  return (
    (outcome === undefined || END[course] === outcome) &&
    (since === undefined || started >= since) &&
    (until === undefined || started < until) &&
    (text === undefined || id.includes(text.toUpperCase())) &&
    (party === undefined || ['Z99001', 'Z99002'].includes(party.split('-')[0] ?? '')) &&
    wrong === undefined
  );
}

test('every filter and every page gives what looking at each transfer would give', async () => {
  const courses = Array.from(
    { length: 60 },
    (_, at) => COURSES[(at * 7) % COURSES.length] ?? 'open',
  );
  const index = await indexOf(courses.flatMap((course, at) => syntheticTransfer(at, course)));
  const known: readonly Known[] = courses.map((course, at) => ({
    ...{ id: conversationOf(at), course, started: BEGIN + at * 1000 },
  }));
  const time = fc.integer({ min: -5, max: 65 }).map((at) => BEGIN + at * 1000);
  const some = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
  fc.assert(
    fc.property(
      fc.record({
        outcome: some(fc.constantFrom(...Object.values(END), 'nothing-like-it')),
        party: some(fc.constantFrom('Z99001', 'Z99002-900002', 'A1')),
        since: some(time),
        until: some(time),
        text: some(fc.constantFrom('11111111', '-400', '002', 'ffff', "'%_")),
        wrong: some(fc.constant(true)),
      }),
      fc.integer({ min: 1, max: 25 }),
      (filter, limit) => {
        const wanted = known
          .filter((one) => fits(one, filter))
          .map(({ id }) => id)
          .toReversed();
        const forwards: string[] = [];
        let after: TransferCursor | undefined;
        let last: TransferCursor | undefined;
        for (;;) {
          const page = index.page(filter, { limit, ...(after && { after }) });
          assert.equal(page.total, wanted.length);
          forwards.push(...idsOf(page.rows));
          last = page.rows[0]?.cursor ?? last;
          if (!page.later) break;
          after = page.rows.at(-1)?.cursor;
        }
        assert.deepEqual(forwards, wanted);
        const backwards: string[] = [];
        while (last) {
          const page = index.page(filter, { limit, before: last });
          backwards.unshift(...idsOf(page.rows));
          last = page.earlier ? page.rows[0]?.cursor : undefined;
        }
        assert.deepEqual(backwards, wanted.slice(0, backwards.length));
      },
    ),
    { numRuns: 150 },
  );
  index.close();
});
