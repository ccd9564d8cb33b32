import type { BodySource } from '../../src/journal/entry.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { openSpool, type Spool } from '../../src/journal/spool.ts';
import type { Backlog } from './backlog.ts';

/** Bodies up to this size stay in memory until they are on record, larger ones go to disk as they come. */
const IN_MEMORY = 64 * 1024;

/** What was taken. */
export interface TakenBody {
  /** `undefined` for an empty one, and for one that could not be kept. */
  readonly body: BodySource | undefined;
  /** Why it could not be kept. */
  readonly lost: string | undefined;
}

/** Takes the bytes of a body while they pass. Never makes them wait, and never throws. */
export class BodyTaker {
  readonly #journal: Pick<Journal, 'keepBody'>;
  readonly #backlog: Backlog;
  readonly #most: number;
  #held: Buffer[] = [];
  #length = 0;
  #spool: Promise<Spool> | undefined;
  #writing: Promise<void> = Promise.resolve();
  #lost: string | undefined;

  /** @param most bytes beyond which what comes is counted and not kept */
  constructor(
    journal: Pick<Journal, 'keepBody'>,
    backlog: Backlog,
    most = Number.POSITIVE_INFINITY,
  ) {
    this.#journal = journal;
    this.#backlog = backlog;
    this.#most = most;
  }

  /** Of everything that came. */
  get length(): number {
    return this.#length;
  }

  take(bytes: Buffer): void {
    const room = Math.max(0, this.#most - this.#length);
    this.#length += bytes.length;
    const kept = bytes.subarray(0, room);
    if (kept.length === 0 || this.#lost !== undefined) return;
    if (!this.#spool && this.#length <= IN_MEMORY) {
      this.#held.push(kept);
      return;
    }
    const opening = this.#spool ?? openSpool(this.#journal);
    if (!this.#spool) {
      this.#spool = opening;
      for (const earlier of this.#held.splice(0)) this.#write(opening, earlier);
    }
    this.#write(opening, kept);
  }

  async end(): Promise<TakenBody> {
    if (!this.#spool) {
      const held = this.#held.splice(0);
      const whole = held.length === 1 && held[0] ? held[0] : Buffer.concat(held);
      return { body: whole.length > 0 ? whole : undefined, lost: undefined };
    }
    await this.#writing;
    try {
      const spool = await this.#spool;
      if (this.#lost === undefined) return { body: await spool.keep(), lost: undefined };
      await spool.abandon();
    } catch (error) {
      this.#lost ??= reasonOf(error);
    }
    return { body: undefined, lost: this.#lost };
  }

  #write(opening: Promise<Spool>, bytes: Buffer): void {
    this.#backlog.add(bytes.length);
    this.#writing = this.#writing
      .then(async () => {
        if (this.#lost === undefined) await (await opening).write(bytes);
      })
      .catch((error: unknown) => {
        this.#lost ??= reasonOf(error);
      })
      .finally(() => this.#backlog.done(bytes.length));
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
