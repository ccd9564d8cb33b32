import type { Clock } from '../platform/clock.ts';
import { SimulatorError } from '../platform/simulator-error.ts';
import type { Entry } from './entry.ts';
import { entryMatches } from './entry-matches.ts';
import type { Journal, JournalQuery } from './journal.ts';

/** What to wait for: a query, or a condition with words for it. */
export type Awaited = JournalQuery | AwaitedPredicate;

export interface AwaitedPredicate {
  /** Completes "waited for ...". */
  readonly what: string;
  /** Where to begin: only entries with a greater sequence count. */
  readonly after?: number;
  matches(entry: Entry): boolean;
}

export interface WaitOptions {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** Whose milliseconds; the machine's unless told. */
  readonly clock?: Clock;
}

/** The entry did not come in time. */
export class EntryAwaitedError extends SimulatorError {
  readonly code = 'SIM_JOURNAL_AWAITED';
  readonly remedy: string;

  constructor(what: string, timeoutMs: number, latest: readonly Entry[]) {
    const seen = latest.map(
      ({ sequence, at, kind, service, summary }) =>
        `  #${sequence} ${at} ${kind} ${service}: ${summary}`,
    );
    const tail =
      seen.length > 0 ? `The latest entries:\n${seen.join('\n')}` : 'The journal is empty.';
    super(`waited ${timeoutMs} ms for ${what}, in vain. ${tail}`);
    this.remedy =
      'Compare the latest entries with what was awaited; allow more time if the work was only slow.';
  }
}

const PAGE = 500;
const LATEST = 5;

/**
 * The first entry that fits: one on record already, or the next that comes. Nothing is polled.
 * Rejects with EntryAwaitedError when time is up, and with the reason of the signal when that is aborted.
 */
export function waitForEntry(
  journal: Journal,
  awaited: Awaited,
  { timeoutMs, signal, clock }: WaitOptions,
): Promise<Entry> {
  const { promise, resolve, reject } = Promise.withResolvers<Entry>();
  const matches = (entry: Entry) =>
    'matches' in awaited
      ? entry.sequence > (awaited.after ?? 0) && awaited.matches(entry)
      : entryMatches(entry, awaited);
  let live: Entry | undefined;
  let searched = false;
  // A condition of the caller may throw: that is the caller's to know, not the journal's.
  const end = journal.subscribe((entry) => {
    try {
      if (live || !matches(entry)) return;
      live = entry;
      if (searched) resolve(entry);
    } catch (error) {
      reject(error);
    }
  });
  const search = async () => {
    const found = await searchRecord(journal, awaited);
    searched = true;
    const first = found ?? live;
    if (first) resolve(first);
  };
  const expire = async () => {
    const latest = await journal.find({ newestFirst: true, limit: LATEST });
    reject(new EntryAwaitedError(describe(awaited), timeoutMs, latest.toReversed()));
  };
  const onTime = () => void expire().catch(reject);
  const stopTimer = startTimer(timeoutMs, onTime, clock);
  const onAbort = () => reject(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted) onAbort();
  else search().catch(reject);
  return promise.finally(() => {
    end();
    stopTimer();
    signal?.removeEventListener('abort', onAbort);
  });
}

async function searchRecord(journal: Journal, awaited: Awaited): Promise<Entry | undefined> {
  if (!('matches' in awaited)) {
    const [first] = await journal.find({ ...awaited, newestFirst: false, limit: 1 });
    return first;
  }
  let after = awaited.after ?? 0;
  for (;;) {
    const page = await journal.find({ after, limit: PAGE });
    const found = page.find((entry) => awaited.matches(entry));
    if (found || page.length < PAGE) return found;
    after = page.at(-1)?.sequence ?? after;
  }
}

function startTimer(ms: number, task: () => void, clock: Clock | undefined): () => void {
  if (clock) {
    const timer = clock.after(ms, task);
    return () => timer.cancel();
  }
  const timer = setTimeout(task, ms);
  return () => clearTimeout(timer);
}

function describe(awaited: Awaited): string {
  if ('matches' in awaited) return awaited.what;
  const parts = Object.entries(awaited)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} ${value}`);
  return parts.length > 0 ? `an entry with ${parts.join(', ')}` : 'any entry';
}
