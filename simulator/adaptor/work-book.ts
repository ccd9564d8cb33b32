import type { WorkDescription } from '../doors/adaptor-desk.ts';

/** How far each message has come, for the eyes of the operator (mhs 7.6). What counts is in the journal. */
export interface WorkBook {
  note(work: WorkDescription): void;
  /** Latest first. */
  all(): readonly WorkDescription[];
  clear(): void;
}

const MOST = 1_000;

/** Keeps the last thousand messages. */
export function workBook(): WorkBook {
  const known = new Map<string, WorkDescription>();
  return {
    note(work) {
      const key = `${work.direction} ${work.messageId.toUpperCase()}`;
      known.delete(key);
      known.set(key, work);
      const [oldest] = known.keys();
      if (known.size > MOST && oldest !== undefined) known.delete(oldest);
    },
    all: () => [...known.values()].reverse(),
    clear: () => known.clear(),
  };
}
