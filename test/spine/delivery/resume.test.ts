import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { resumeWork } from '../../../simulator/spine/delivery/resume.ts';
import { defaultWorld } from '../../../simulator/world/default-world.ts';
import type { NewEntry } from '../../../src/journal/entry.ts';
import { openJournal } from '../../../src/journal/open-journal.ts';
import { EXTRACT, GP2GP, HILLSIDE, message, RIVERSIDE } from '../messages.ts';

const world = defaultWorld();
const posting = message(world);
const { messageId, conversationId } = posting.envelope;
const NEXT = '2026-01-05T11:00:00.000Z';

const names = {
  messageId,
  conversationId,
  fromParty: RIVERSIDE,
  toParty: HILLSIDE,
  interaction: EXTRACT,
};

const received: NewEntry = {
  ...names,
  kind: 'received',
  at: '2026-01-05T09:00:00.000Z',
  service: 'spine',
  summary: 'taken',
  request: {
    headers: [['Host', 'x'], ['X-Own', 'y'], ...posting.headers],
    body: posting.body,
  },
  facts: { taken: true, service: GP2GP, expires: null },
  opens: 'forward:1',
};

function attempt(facts: NewEntry['facts'], changes: Partial<NewEntry> = {}): NewEntry {
  const entry = { kind: 'delivery', at: NEXT, service: 'spine', summary: 'tried' } as const;
  return { ...names, ...entry, facts: facts ?? {}, ...changes };
}

async function resumed(...entries: readonly NewEntry[]) {
  const directory = await mkdtemp(join(tmpdir(), 'spinebox-resume-'));
  const journal = await openJournal({ directory, sync: false });
  try {
    for (const entry of entries) await journal.append(entry);
    return await resumeWork(journal, world, await journal.openWork());
  } finally {
    await journal.close();
    await rm(directory, { recursive: true, force: true });
  }
}

test('a message that was never tried is delivered at once, as it came', async () => {
  const [only, ...others] = await resumed(received);
  assert.equal(others.length, 0);
  assert.ok(only?.kind === 'deliver');
  assert.equal(only.next, undefined);
  assert.partialDeepStrictEqual(only.delivery, {
    work: 'forward:1',
    messageId,
    toParty: HILLSIDE,
    attempts: 0,
    reached: false,
    tellSender: true,
    acceptedAt: Date.parse('2026-01-05T09:00:00Z'),
    headers: posting.headers,
  });
  assert.equal(only.delivery.body.length, posting.body.length);
});

test('a retry keeps its time and its count', async () => {
  const [only] = await resumed(
    received,
    attempt({ attempt: 1, decision: 'retry', next: '2026-01-05T10:00:00.000Z', reached: false }),
    attempt({ attempt: 2, decision: 'retry', next: NEXT, reached: true }),
  );
  assert.ok(only?.kind === 'deliver');
  assert.deepEqual(only.next, { kind: 'retry', at: Date.parse(NEXT) });
  assert.equal(only.delivery.attempts, 2);
  assert.equal(only.delivery.reached, true);
});

test('a delivery that was given up but not settled is given up again', async () => {
  const facts = { attempt: 3, decision: 'give-up', next: NEXT, severity: 'Warning', why: 'no' };
  const [only] = await resumed(received, attempt(facts));
  assert.ok(only?.kind === 'deliver');
  assert.deepEqual(only.next, {
    kind: 'give-up',
    at: Date.parse(NEXT),
    severity: 'Warning',
    why: 'no',
  });
});

test('attempts of another sender with the same message id are not counted', async () => {
  const other = { fromParty: 'Z99003-900003' };
  const [only] = await resumed(received, attempt({ attempt: 3, decision: 'give-up' }, other));
  assert.ok(only?.kind === 'deliver');
  assert.equal(only.delivery.attempts, 0);
  assert.equal(only.next, undefined);
});

test('what Spine composed is posted again to where its recipient is now, and nobody is told', async () => {
  const composed: NewEntry = {
    ...received,
    kind: 'composed',
    fromParty: 'YES-0000806',
    request: { path: 'https://localhost:9/', headers: posting.headers, body: posting.body },
    facts: { service: GP2GP, retries: 2, retryIntervalMs: 5, persistDurationMs: 50 },
    opens: 'post:1',
  };
  const signal = { ...composed, interaction: 'Acknowledgment', facts: { service: 'signals' } };
  const guest = { ...composed, toParty: 'X99999-999999' };
  for (const [entry, address] of [
    [composed, world.contractFor(HILLSIDE, GP2GP, EXTRACT)?.endpoint],
    [signal, world.party(HILLSIDE)?.endpoint],
    [guest, 'https://localhost:9/'],
  ] as const) {
    const [only] = await resumed(entry);
    assert.ok(only?.kind === 'deliver' && address);
    assert.deepEqual([only.delivery.endpoint, only.delivery.tellSender], [address, false]);
  }
  const [only] = await resumed(composed);
  assert.ok(only?.kind === 'deliver');
  const terms = { retries: 2, retryIntervalMs: 5, persistDurationMs: 50 };
  assert.partialDeepStrictEqual(only.delivery.terms, terms);
});

test('an unanswered request to a service is answered, an unroutable message is told as lost', async () => {
  const answers: NewEntry = { ...received, opens: 'answer:1' };
  const gone: NewEntry = { ...received, toParty: 'X99999-999999', opens: 'forward:2' };
  const kinds = (await resumed(answers, gone)).map(({ kind }) => kind);
  assert.deepEqual(kinds, ['answer', 'lost']);
});

test('settled work and the work of other services stay where they are', async () => {
  const settled: NewEntry = { ...attempt({ attempt: 1 }), settles: 'forward:1' };
  const practice: NewEntry = { ...received, service: 'practice:Z99001', opens: 'reply:1' };
  assert.deepEqual(await resumed(received, settled, practice), []);
});
