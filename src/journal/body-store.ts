import { randomUUID } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { crc32 } from 'node:zlib';
import { syncDirectory, writeFully } from './durable-files.ts';
import type { BodyRef } from './entry.ts';
import type { BodyKeeper } from './journal.ts';
import { JournalDamagedError, JournalWriteError } from './journal-errors.ts';

const NAME = /^body-[0-9a-f-]{36}\.bin$/;

/** Whether a reference is to a body with a file of its own. */
export function isBodyFile(where: string): boolean {
  return NAME.test(where);
}

/** Asks for room before bytes are written; rejects when there is none. */
export type MakeRoom = (bytes: number) => Promise<void>;

/** Large bodies, a file each. */
export class BodyStore {
  readonly #directory: string;
  readonly #sync: boolean;
  /** Begun, or kept and named by no entry yet. */
  readonly #fresh = new Set<string>();
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
    for (const name of await readdir(directory))
      bytes += (await stat(join(directory, name))).size;
    return new BodyStore(directory, sync, bytes);
  }

  get bytes(): number {
    return this.#bytes;
  }

  path(where: string): string {
    return join(this.#directory, where);
  }

  names(): Promise<readonly string[]> {
    return readdir(this.#directory);
  }

  has(ref: BodyRef): boolean {
    if (this.#fresh.has(ref.where)) return true;
    return statSync(this.path(ref.where), { throwIfNoEntry: false })?.size === ref.length;
  }

  /** An entry on record names it now. */
  adopt(where: string): void {
    this.#fresh.delete(where);
  }

  async keeper(makeRoom: MakeRoom): Promise<BodyKeeper> {
    const where = `body-${randomUUID()}.bin`;
    const handle = await open(this.path(where), 'wx').catch((error: unknown) => {
      throw new JournalWriteError('a body', error);
    });
    this.#fresh.add(where);
    let length = 0;
    let crc = 0;
    let done = false;
    const abandon = async () => {
      if (done) return;
      done = true;
      await handle.close();
      await this.remove(where);
    };
    const failed = async (error: unknown): Promise<never> => {
      await abandon();
      throw new JournalWriteError('a body', error);
    };
    const mustBeOpen = () => {
      if (done) throw new JournalWriteError('a body', new Error('it was kept or abandoned before'));
      if (!this.#fresh.has(where))
        throw new JournalWriteError('a body', new Error('the journal was cleared meanwhile'));
    };
    return {
      write: async (chunk) => {
        mustBeOpen();
        try {
          await makeRoom(chunk.length);
        } catch (error) {
          await abandon();
          throw error;
        }
        const at = length;
        length += chunk.length;
        this.#bytes += chunk.length;
        crc = crc32(chunk, crc);
        await writeFully(handle, chunk, at).catch(failed);
      },
      keep: async () => {
        mustBeOpen();
        if (this.#sync) await handle.datasync().catch(failed);
        done = true;
        await handle.close();
        if (this.#sync) await syncDirectory(this.#directory);
        return { where, offset: 0, length, crc };
      },
      abandon,
    };
  }

  async remove(where: string): Promise<void> {
    const path = this.path(where);
    const size = (await stat(path).catch(() => undefined))?.size ?? 0;
    await rm(path, { force: true });
    this.#fresh.delete(where);
    this.#bytes -= size;
  }

  /** Forgets every body that `used` does not name. */
  async sweep(used: (where: string) => boolean): Promise<number> {
    let removed = 0;
    for (const name of await this.names()) {
      if (used(name)) continue;
      await this.remove(name);
      removed++;
    }
    return removed;
  }
}

/** The bytes of a reference as a stream that fails when they are not what was kept. */
export function streamBytes(path: string, ref: BodyRef): Readable {
  if (ref.length === 0) return Readable.from([]);
  let crc = 0;
  let length = 0;
  const source = createReadStream(path, { start: ref.offset, end: ref.offset + ref.length - 1 });
  const check = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      crc = crc32(chunk, crc);
      length += chunk.length;
      done(null, chunk);
    },
    flush(done) {
      const whole = length === ref.length && crc === ref.crc;
      done(whole ? null : new JournalDamagedError(`a body in ${ref.where}`));
    },
  });
  source.once('error', (error) => check.destroy(new JournalDamagedError(`a body in ${ref.where}`, error)));
  check.once('close', () => source.destroy());
  return source.pipe(check);
}
