import type { Entry } from '../../src/journal/entry.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { outcomeOf } from '../../src/journal/outcome-of.ts';
import type { Clock } from '../../src/platform/clock.ts';

/** How many messages and requests came in, and how many of them were refused. */
export interface Count {
  readonly taken: number;
  readonly refused: number;
}

export interface TrafficView {
  readonly minute: Count;
  readonly fiveMinutes: Count;
  /** Of five minutes, a bar for each five seconds, oldest first. */
  readonly bars: readonly Count[];
  /** Of five minutes, most first. */
  readonly byInteraction: readonly (Count & {
    readonly service: string;
    readonly interaction: string;
  })[];
}

const BAR_MS = 5000;
const BARS = 60;
const BARS_OF_A_MINUTE = 12;
/** A peer can name as many interactions as it likes: the rest is counted together. */
const MOST_NAMES = 50;
const OTHERS = 'others';

interface Bar {
  readonly number: number;
  readonly byName: Map<string, { taken: number; refused: number }>;
}

/**
 * What came in during the last five minutes, counted as it is put on record: looking costs nothing. What bundled
 * practices and counterparts take in came through Spine, and is counted there.
 */
export function openTraffic(
  journal: Pick<Journal, 'subscribe'>,
  clock: Clock,
): { view(): TrafficView; close(): void } {
  let bars: Bar[] = [];
  let last = 0;
  const current = () => Math.floor(clock.now().getTime() / BAR_MS);
  const fresh = () => {
    const oldest = current() - BARS + 1;
    // After a change of the clock nothing may stay that lies ahead of it.
    bars = bars.filter(({ number }) => number >= oldest && number <= current());
    return oldest;
  };
  const close = journal.subscribe((entry) => {
    // The journal was emptied: its numbers begin again.
    if (entry.sequence <= last) bars = [];
    last = entry.sequence;
    if (entry.kind !== 'received' || /^(practice|counterpart)\b/.test(entry.service)) return;
    const number = current();
    let bar = bars.at(-1);
    if (bar?.number !== number) {
      fresh();
      bar = { number, byName: new Map() };
      bars.push(bar);
    }
    count(bar, entry);
  });
  return {
    close,
    view() {
      const oldest = fresh();
      const drawn = Array.from({ length: BARS }, (_, at) =>
        sum(bars.filter(({ number }) => number === oldest + at).flatMap(valuesOf)),
      );
      const names = new Map<string, Count>();
      for (const { byName } of bars)
        for (const [name, more] of byName) names.set(name, sum([names.get(name) ?? sum([]), more]));
      return {
        minute: sum(drawn.slice(-BARS_OF_A_MINUTE)),
        fiveMinutes: sum(drawn),
        bars: drawn,
        byInteraction: [...names]
          .map(([name, counted]) => {
            const [service = '', interaction = ''] = name.split('\n');
            return { service, interaction, ...counted };
          })
          .toSorted((a, b) => b.taken + b.refused - (a.taken + a.refused)),
      };
    },
  };
}

function count({ byName }: Bar, entry: Entry): void {
  const wanted = `${entry.service}\n${(entry.interaction ?? '(not told)').slice(0, 100)}`;
  const name =
    byName.has(wanted) || byName.size < MOST_NAMES ? wanted : `${entry.service}\n${OTHERS}`;
  const counted = byName.get(name) ?? { taken: 0, refused: 0 };
  if (outcomeOf(entry).outcome === 'refused') counted.refused++;
  else counted.taken++;
  byName.set(name, counted);
}

function valuesOf({ byName }: Bar): readonly Count[] {
  return [...byName.values()];
}

function sum(counts: readonly Count[]): Count {
  return {
    taken: counts.reduce((total, { taken }) => total + taken, 0),
    refused: counts.reduce((total, { refused }) => total + refused, 0),
  };
}
