import type { Logger } from '../platform/logger.ts';
import type { Entry } from './entry.ts';
import type { EntryIndex, Position } from './entry-index.ts';
import { isIndexError } from './index-file.ts';
import { readEntries } from './read-entries.ts';
import { rebuildIndex } from './recover.ts';
import type { Stores } from './retention.ts';

/** Picks entries by what the index knows. */
export type Choice = (index: EntryIndex) => readonly Position[];

/** Answers questions while entries come and go, and builds the index anew when it fails. */
export class EntryReader {
  readonly #stores: Stores;
  readonly #logger: Logger;
  readonly #between: (task: () => Promise<void>) => Promise<void>;
  /** Counts what took entries away, so that a read that fails for it is told from damage. */
  #generation = 0;
  #removal: Promise<void> | undefined;
  #rebuilding: Promise<void> | undefined;

  /** `between` runs a task while nothing is written. */
  constructor(
    stores: Stores,
    logger: Logger,
    between: (task: () => Promise<void>) => Promise<void>,
  ) {
    this.#stores = stores;
    this.#logger = logger;
    this.#between = between;
  }

  /** Runs what takes entries away; one at a time. */
  async removing(task: () => Promise<void>): Promise<void> {
    this.#generation++;
    this.#removal = task();
    try {
      await this.#removal;
    } finally {
      this.#removal = undefined;
    }
  }

  /** `upTo` tells that no later entry is asked for: what is written after it need not be flushed first. */
  async entries(choose: Choice, upTo?: number): Promise<readonly Entry[]> {
    for (;;) {
      const removal = this.#removal;
      const generation = this.#generation;
      const positions = await this.ask(choose, upTo);
      try {
        return await readEntries(this.#stores.segments, positions);
      } catch (error) {
        if (generation === this.#generation && !removal) throw error;
        // What was to be read is on its way out: its failure is another's to tell.
        await removal?.catch(() => undefined);
      }
    }
  }

  /** Asks the index, and once more after it was built anew when it fails. */
  async ask<Result>(question: (index: EntryIndex) => Result, upTo?: number): Promise<Result> {
    const { index } = this.#stores;
    await this.#rebuilding;
    try {
      if (upTo === undefined || !index.covers(upTo)) index.flush();
      if (index.failure !== undefined) throw index.failure;
      return question(index);
    } catch (error) {
      if (index.failure === undefined && !isIndexError(error)) throw error;
      index.fail(error);
    }
    this.#rebuilding ??= this.#rebuild();
    await this.#rebuilding;
    return question(index);
  }

  /** Builds the index anew if it failed. Only while nothing is written. */
  async repair(): Promise<void> {
    if (this.#stores.index.failure !== undefined) await rebuildIndex(this.#stores, this.#logger);
  }

  async #rebuild(): Promise<void> {
    try {
      await this.#between(() => this.repair());
    } finally {
      this.#rebuilding = undefined;
    }
  }
}
