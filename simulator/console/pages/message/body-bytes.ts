import { Readable } from 'node:stream';
import type { BodyRef } from '../../../../src/journal/entry.ts';
import type { JournalReader } from '../../../../src/journal/journal.ts';

/** Longer bodies are never in memory whole. */
export const MOST_IN_MEMORY = 8 * 1024 * 1024;

/** The bytes of one side of an exchange, in pieces. */
export interface BodyBytes {
  readonly length: number;
  /** All of it, where it is not too long for that. */
  readonly whole: Buffer | undefined;
  /** Fewer than asked for where the body ends. */
  read(offset: number, length: number): Promise<Buffer>;
  /** A stretch, or all of it, as it comes from the disk. */
  stream(offset?: number, length?: number): Readable;
}

/** Rejects with a SimulatorError when the body is damaged or no longer there. */
export async function openBody(
  journal: Pick<JournalReader, 'readBody' | 'streamBody'>,
  ref: BodyRef,
): Promise<BodyBytes> {
  const whole = ref.length <= MOST_IN_MEMORY ? await journal.readBody(ref) : undefined;
  const stream = (offset = 0, length = ref.length) =>
    whole
      ? Readable.from([whole.subarray(offset, offset + length)])
      : Readable.from(stretch(journal.streamBody(ref), offset, length));
  return {
    length: ref.length,
    whole,
    stream,
    async read(offset, length) {
      if (whole) return whole.subarray(offset, offset + length);
      return Buffer.concat(await stream(offset, length).toArray());
    },
  };
}

async function* stretch(
  source: Readable,
  offset: number,
  length: number,
): AsyncGenerator<Buffer, void> {
  let passed = 0;
  for await (const chunk of source as AsyncIterable<Buffer>) {
    const from = Math.max(0, offset - passed);
    const to = Math.min(chunk.length, offset + length - passed);
    if (to > from) yield chunk.subarray(from, to);
    passed += chunk.length;
    // Leaving the loop closes the file.
    if (passed >= offset + length) return;
  }
}
