import { BoundedMap } from '../../src/platform/bounded-map.ts';
import type { InterchangeView } from '../doors/nhais-desk.ts';

/** Transactions remembered to know them again; of the oldest a repetition would have its effect once more. */
const MOST_SEEN = 100_000;
const MOST_VIEWS = 1000;

/** Last numbers that went one way between two trading partners; 0 before the first. */
export interface LastNumbers {
  readonly interchange: number;
  readonly message: number;
}

/** An interchange of the authority that no RECEP has closed yet. */
export interface Outstanding {
  readonly link: string;
  readonly pair: string;
  readonly sequence: number;
  /** The work that its delivery opened. */
  readonly work: string;
}

/** What the authorities know of what came and went. Rebuilt from the journal at start. */
export interface Ledger {
  lastOut(pair: string): LastNumbers;
  wentOut(pair: string, numbers: LastNumbers): void;
  /** Last own transaction number towards a trading partner; 0 before the first. */
  lastTransaction(partner: string): number;
  gaveTransaction(partner: string, number: number): void;
  /** Number of the last interchange that came. */
  lastIn(pair: string): number | undefined;
  cameIn(pair: string, sequence: number): void;
  hasSeen(key: string): boolean;
  see(key: string): void;
  await(outstanding: Outstanding): void;
  /** The oldest of that number that waits for its RECEP: a number may have been used twice. */
  waiting(pair: string, sequence: number): Outstanding | undefined;
  isWaiting(outstanding: Outstanding): boolean;
  close(outstanding: Outstanding): void;
  /** Numbers of the interchanges of a link without a RECEP. */
  unreceipted(link: string): readonly number[];
  /** Newest last. */
  views(): readonly InterchangeView[];
  show(view: InterchangeView): void;
  clear(): void;
}

export function openLedger(): Ledger {
  const out = new Map<string, LastNumbers>();
  const transactions = new Map<string, number>();
  const into = new Map<string, number>();
  const seen = new BoundedMap<string, true>(MOST_SEEN);
  const outstanding = new Map<string, Outstanding[]>();
  const keyOf = (pair: string, sequence: number) => `${pair}:${sequence}`;
  const shown = new BoundedMap<number, InterchangeView>(MOST_VIEWS);
  return {
    lastOut: (pair) => out.get(pair) ?? { interchange: 0, message: 0 },
    wentOut: (pair, numbers) => void out.set(pair, numbers),
    lastTransaction: (partner) => transactions.get(partner) ?? 0,
    gaveTransaction: (partner, number) => void transactions.set(partner, number),
    lastIn: (pair) => into.get(pair),
    cameIn: (pair, sequence) => void into.set(pair, sequence),
    hasSeen: (key) => seen.has(key),
    see: (key) => void seen.set(key, true),
    await(each) {
      const key = keyOf(each.pair, each.sequence);
      outstanding.set(key, [...(outstanding.get(key) ?? []), each]);
    },
    waiting: (pair, sequence) => outstanding.get(keyOf(pair, sequence))?.[0],
    isWaiting: (each) => outstanding.get(keyOf(each.pair, each.sequence))?.includes(each) ?? false,
    close(each) {
      const key = keyOf(each.pair, each.sequence);
      const left = outstanding.get(key)?.filter((other) => other !== each) ?? [];
      if (left.length > 0) outstanding.set(key, left);
      else outstanding.delete(key);
    },
    unreceipted: (link) =>
      [...outstanding.values()].flatMap((all) =>
        all.filter((each) => each.link === link).map(({ sequence }) => sequence),
      ),
    views: () => [...shown.values()],
    show: (view) => void shown.set(view.entry, view),
    clear() {
      for (const each of [out, transactions, into, seen, outstanding, shown]) each.clear();
    },
  };
}
