import type { Entry } from '../src/journal/entry.ts';
import { entryMatches } from '../src/journal/entry-matches.ts';
import type { ControlAddress, EntryQuery } from './control-client.ts';
import { entryStream } from './entry-stream.ts';
import type { EntryView } from './entry-view.ts';
import { EntryNotSeenError } from './package-errors.ts';

/** What to wait for: every condition holds, or whatever the function says. */
export type AwaitedEntry = Omit<EntryQuery, 'limit'> | ((entry: EntryView) => boolean);

export interface WaitForOptions {
  /** Milliseconds; 10000 unless given. */
  readonly timeoutMs?: number;
}

const LATEST = 5;

/**
 * The first entry that fits: one on record already, or the next that comes. Nothing is polled.
 *
 * @throws EntryNotSeenError when time is up or the simulator ends, with the latest entries
 */
export async function waitForEntry(
  address: ControlAddress,
  awaited: AwaitedEntry,
  { timeoutMs = 10_000 }: WaitForOptions = {},
): Promise<EntryView> {
  const fits =
    typeof awaited === 'function'
      ? awaited
      : // A query looks at neither body, and in these alone a view differs from an entry.
        ({ request: _, response: __, ...entry }: EntryView) =>
          entryMatches(entry satisfies Entry, awaited);
  const after = typeof awaited === 'function' ? 0 : (awaited.after ?? 0);
  const latest: string[] = [];
  const time = new AbortController();
  const timer = setTimeout(() => time.abort(), timeoutMs);
  try {
    for await (const event of entryStream(address, after, time.signal)) {
      if (event.kind === 'reset') latest.length = 0;
      else if (fits(event.entry)) return event.entry;
      else keep(latest, event.entry);
    }
  } catch (error) {
    if (!time.signal.aborted) throw error;
  } finally {
    clearTimeout(timer);
    time.abort();
  }
  throw new EntryNotSeenError(
    `waited ${timeoutMs} ms for ${describe(awaited)}, in vain. ${tailOf(latest)}`,
  );
}

function keep(latest: string[], { sequence, kind, service, summary }: EntryView): void {
  latest.push(`  #${sequence} ${kind} ${service}: ${summary}`);
  if (latest.length > LATEST) latest.shift();
}

function tailOf(latest: readonly string[]): string {
  return latest.length > 0
    ? `The latest entries:\n${latest.join('\n')}`
    : 'The journal holds no others.';
}

function describe(awaited: AwaitedEntry): string {
  if (typeof awaited === 'function')
    return `an entry that ${awaited.name || 'the condition'} takes`;
  const parts = Object.entries(awaited).filter(([, value]) => value !== undefined);
  if (parts.length === 0) return 'any entry';
  return `an entry with ${parts.map(([name, value]) => `${name} ${value}`).join(', ')}`;
}
