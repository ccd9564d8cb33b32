import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConsoleParts } from '../../simulator/console/console-parts.ts';
import { framed } from '../../simulator/console/frame.ts';
import { transferRoutes } from '../../simulator/console/pages/transfer/transfer-page.ts';
import { defaultWorld } from '../../simulator/world/default-world.ts';
import { worldStore } from '../../simulator/world/world-store.ts';
import type { NewEntry } from '../../src/journal/entry.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import type { TransferFilter } from '../../src/story/transfer-filter.ts';
import { openTransferIndex, type TransferPageRequest } from '../../src/story/transfer-index.ts';
import {
  type Course,
  conversationOf,
  endlessJournal,
  syntheticMessage,
  syntheticTransfer,
} from '../story/synthetic-transfers.ts';
import { type Measurement, measured } from './measurement.ts';

const TRANSFERS = 100_000;
const MESSAGES = 1_000;
const TIMES = 9;

/** The list over 100,000 transfers, and the page of a conversation of 1,000 messages. */
export async function consolePages(): Promise<readonly Measurement[]> {
  return [...(await list()), ...(await diagram())];
}

/** A mix as a busy region would have it. */
function courseOf(number: number): Course {
  if (number % 50 === 0) return 'large';
  if (number % 10 === 3) return 'request-refused';
  if (number % 20 === 7) return 'extract-refused';
  return number >= TRANSFERS - 30 ? 'open' : 'filed';
}

async function list(): Promise<readonly Measurement[]> {
  const index = openTransferIndex(endlessJournal(TRANSFERS, courseOf));
  const began = performance.now();
  while ((await index.catchUp(60_000)) > 0);
  const seconds = (performance.now() - began) / 1000;
  const median = (filter: TransferFilter, request?: TransferPageRequest): number => {
    const times = Array.from({ length: TIMES }, () => {
      const from = performance.now();
      index.page(filter, request);
      return performance.now() - from;
    });
    return times.toSorted((a, b) => a - b)[Math.floor(TIMES / 2)] ?? 0;
  };
  const middle = index.page({ until: Date.parse('2026-01-05T22:00:00Z') }).rows[0]?.cursor;
  const target = '< 200';
  const countsFrom = performance.now();
  index.counts();
  const counts = performance.now() - countsFrom;
  const rows = [
    measured('console: index 100,000 transfers', 's', seconds),
    measured('console: list, first page', 'ms', median({}), target),
    measured(
      'console: list, page in the middle',
      'ms',
      median({}, middle && { after: middle }),
      target,
    ),
    measured('console: filter by state', 'ms', median({ state: 'refused' }), target),
    measured('console: filter by outcome', 'ms', median({ outcome: 'extract-refused' }), target),
    measured('console: filter by practice', 'ms', median({ party: 'Z99001' }), target),
    measured(
      'console: filter by time',
      'ms',
      median({
        since: Date.parse('2026-01-05T20:00:00Z'),
        until: Date.parse('2026-01-05T21:00:00Z'),
      }),
      target,
    ),
    measured(
      'console: filter by part of an id',
      'ms',
      median({ text: conversationOf(77_777).slice(9, 18) }),
      target,
    ),
    measured(
      'console: filter that fits nothing',
      'ms',
      median({ party: 'Z99001', state: 'failed', wrong: true }),
      target,
    ),
    measured('console: counts by state', 'ms', counts, target),
  ];
  index.close();
  return rows;
}

async function diagram(): Promise<readonly Measurement[]> {
  const directory = await mkdtemp(join(tmpdir(), 'spinebox-bench-'));
  const journal = await openJournal({ directory, sync: false });
  try {
    for (const entry of largeConversation()) await journal.append(entry);
    const parts = { journal, world: worldStore(defaultWorld()) } as unknown as ConsoleParts;
    const page = async (query: string) => {
      const [route] = transferRoutes(parts);
      const began = performance.now();
      const answer = await route?.answer({
        params: { conversation: conversationOf(0) },
        query: new URLSearchParams(query),
        form: new URLSearchParams(),
      });
      if (!answer || !('title' in answer)) throw new Error('the page was not made');
      const html = framed(answer, {
        section: 'transfers',
        version: '',
        loggedIn: false,
        waiting: 0,
      });
      return { ms: performance.now() - began, bytes: Buffer.byteLength(html) };
    };
    await page('');
    const folded = await page('');
    const whole = await page('unfold=all');
    return [
      measured('console: 1,000 messages, folded', 'ms', folded.ms, '< 1000'),
      measured('console: 1,000 messages, every arrow', 'ms', whole.ms, '< 1000'),
      measured('console: 1,000 messages, every arrow', 'kB', whole.bytes / 1000),
    ];
  } finally {
    await journal.close();
    await rm(directory, { recursive: true, force: true });
  }
}

/** A transfer with so many messages: parts and their answers over and over, each with an id of its own. */
function* largeConversation(): Generator<NewEntry> {
  yield* syntheticTransfer(0, 'large').slice(0, 8);
  const conversationId = conversationOf(0);
  const step = (number: number, at: number): readonly NewEntry[] => {
    const { received, delivered } = syntheticMessage(number, 'large', at);
    return [
      { ...received, conversationId },
      { ...delivered, conversationId },
    ];
  };
  for (let number = 1; number <= (MESSAGES - 5) / 2; number++) {
    yield* step(number, 4);
    yield* step(number, 5);
  }
  yield* syntheticTransfer(0, 'large').slice(-2);
}
