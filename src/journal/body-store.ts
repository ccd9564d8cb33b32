import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { GrowingFile } from './body-file.ts';
import { syncDirectory } from './durable-files.ts';
import type { BodyRef } from './entry.ts';
import type { BodyKeeper } from './journal.ts';
import { JournalWriteError } from './journal-errors.ts';

const NAME = /^body-[0-9a-f-]{36}\.bin$/;

/** Whether a reference is to a body with a file of its own. */
export function isBodyFile(where: string): boolean {
  return NAME.test(where);
}

/** Large bodies, a file each: `bodies/body-<uuid>.bin`. */
export class BodyStore {
  readonly #directory: string;
  readonly #sync: boolean;
  /** Being written, or kept and named by no entry on record yet. */
  readonly #fresh = new Set<string>();
  /** Named by entries that are about to be written, with how many. */
  readonly #claims = new Map<string, number>();
  readonly #keepers = new Set<BodyKeeper>();
  #bytes: number;

  private constructor(directory: string, sync: boolean, bytes: number) {
    this.#directory = directory;
    this.#sync = sync;
    this.#bytes = bytes;
  }

  static async open(parent: string, sync: boolean): Promise<BodyStore> {
    const directory = join(parent, 'bodies');
    await mkdir(directory, { recursive: true });
    let bytes = 0;
    for (const name of await readdir(directory)) bytes += (await stat(join(directory, name))).size;
    return new BodyStore(directory, sync, bytes);
  }

  /** Bytes of all bodies, those included that are being written. */
  get bytes(): number {
    return this.#bytes;
  }

  path(where: string): string {
    return join(this.#directory, where);
  }

  /** Whether the bytes of a reference are there, by their length. */
  has({ where, offset, length }: BodyRef): boolean {
    const size = statSync(this.path(where), { throwIfNoEntry: false })?.size;
    return offset === 0 && size === length;
  }

  /** Holds a body while an entry that names it is on its way. */
  claim(where: string): void {
    this.#claims.set(where, (this.#claims.get(where) ?? 0) + 1);
  }

  /** Ends a claim. A body that no entry came to name is forgotten. */
  async release(where: string, recorded: boolean): Promise<void> {
    const left = (this.#claims.get(where) ?? 1) - 1;
    if (left > 0) this.#claims.set(where, left);
    else this.#claims.delete(where);
    if (recorded) this.#fresh.delete(where);
    else if (left === 0 && this.#fresh.has(where)) await this.#remove(where);
  }

  /** Takes a body in. `fits` sees its bytes counted and rejects when they are too many. */
  async keeper(fits: () => Promise<void>): Promise<BodyKeeper> {
    const where = `body-${randomUUID()}.bin`;
    const handle = await open(this.path(where), 'wx').catch((error: unknown) => {
      throw new JournalWriteError('a body', error);
    });
    const file = new GrowingFile(handle);
    this.#fresh.add(where);
    // The name is there already: it becomes durable while the bytes still come. Told when the body is kept.
    const named = (this.#sync ? syncDirectory(this.#directory) : Promise.resolve()).then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    let state: 'open' | 'kept' | 'abandoned' = 'open';
    const abandon = async () => {
      if (state !== 'open') return;
      state = 'abandoned';
      this.#keepers.delete(keeper);
      this.#fresh.delete(where);
      await file.close().catch(() => undefined);
      await named;
      await rm(this.path(where), { force: true });
      this.#bytes -= file.length;
    };
    const attempt = async (step: () => Promise<void>) => {
      if (state !== 'open') throw new JournalWriteError('a body', new Error(`it was ${state}`));
      try {
        await step();
      } catch (error) {
        await abandon();
        throw error;
      }
    };
    const disk = (step: Promise<void>) =>
      step.catch((error: unknown) => {
        throw new JournalWriteError('a body', error);
      });
    const keeper: BodyKeeper = {
      write: (chunk) =>
        attempt(async () => {
          const chunks = chunk instanceof Uint8Array ? [chunk] : chunk;
          for (const { length } of chunks) this.#bytes += length;
          const written = file.write(chunks);
          await Promise.all([disk(written), fits()]);
        }),
      keep: async () => {
        const nameIsDurable = named.then((failed) => {
          if (failed) throw failed.error;
        });
        await attempt(() => disk(both(file.finish(this.#sync), nameIsDurable)));
        state = 'kept';
        this.#keepers.delete(keeper);
        return { where, offset: 0, length: file.length, crc: file.crc };
      },
      abandon,
    };
    this.#keepers.add(keeper);
    return keeper;
  }

  /** Forgets bodies, but for those that are needed yet. */
  async remove(files: readonly string[]): Promise<void> {
    for (const where of files)
      if (!this.#fresh.has(where) && !this.#claims.has(where)) await this.#remove(where);
  }

  /** Forgets every body that is not in use. Resolves to how many. */
  async sweep(inUse: (where: string) => boolean): Promise<number> {
    const unused = (await readdir(this.#directory)).filter((name) => !inUse(name));
    for (const name of unused) await this.#remove(name);
    return unused.length;
  }

  /** Abandons every body that is being written. */
  async close(): Promise<void> {
    for (const keeper of [...this.#keepers]) await keeper.abandon();
  }

  async #remove(where: string): Promise<void> {
    const found = await stat(this.path(where)).catch(() => undefined);
    await rm(this.path(where), { force: true });
    this.#fresh.delete(where);
    this.#bytes -= found?.size ?? 0;
  }
}

/** Waits for both, however they end, so that nothing is still under way when one has failed. */
async function both(...steps: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(steps)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}
