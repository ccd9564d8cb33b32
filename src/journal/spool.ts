import type { BodyRef } from './entry.ts';
import type { BodyKeeper, Journal } from './journal.ts';

/** A large body on its way to disk. */
export interface Spool {
  /** Resolves when more may come; the bytes may still be on their way. */
  write(chunk: Buffer): Promise<void>;
  /** Resolves when everything is durable. */
  keep(): Promise<BodyRef>;
  abandon(): Promise<void>;
}

/** TLS hands over 16 kB at a time; written one by one, three hundred writes would make up one message. */
const WRITE_BYTES = 512 * 1024;

/** A peer that sends byte by byte must not fill the memory with chunks. */
const MOST_CHUNKS = 256;

/**
 * Gathers small chunks into large writes and lets the next chunks come in while one write is under way. It
 * holds at most two writes' worth of bytes.
 */
export async function openSpool(journal: Pick<Journal, 'keepBody'>): Promise<Spool> {
  const keeper: BodyKeeper = await journal.keepBody();
  let gathered: Buffer[] = [];
  let bytes = 0;
  let writing: Promise<void> = Promise.resolve();
  let failure: unknown;

  const flush = async () => {
    await writing;
    if (failure) throw failure;
    if (bytes === 0) return;
    const chunks = gathered;
    gathered = [];
    bytes = 0;
    // A failed write is told at the next turn: nobody waits for it here.
    writing = keeper.write(chunks).catch((error: unknown) => {
      failure = error;
    });
  };

  return {
    async write(chunk) {
      gathered.push(chunk);
      bytes += chunk.length;
      if (bytes >= WRITE_BYTES || gathered.length >= MOST_CHUNKS) await flush();
    },
    async keep() {
      await flush();
      await writing;
      if (failure) throw failure;
      return keeper.keep();
    },
    async abandon() {
      await writing;
      await keeper.abandon();
    },
  };
}
