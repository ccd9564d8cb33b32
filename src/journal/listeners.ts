import type { Logger } from '../platform/logger.ts';
import type { Entry } from './entry.ts';

/** Those who want to hear of every entry. None of them can harm the journal or another. */
export class Listeners {
  readonly #logger: Logger;
  readonly #all = new Set<{ readonly hear: (entry: Entry) => void }>();

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Returns what ends it. */
  add(hear: (entry: Entry) => void): () => void {
    const listener = { hear };
    this.#all.add(listener);
    return () => void this.#all.delete(listener);
  }

  tell(entry: Entry): void {
    for (const { hear } of this.#all) {
      try {
        hear(entry);
      } catch (error) {
        this.#logger.error({ error: String(error) }, 'a listener of the journal failed');
      }
    }
  }
}
