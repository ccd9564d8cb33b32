import { createGunzip } from 'node:zlib';
import { Broken } from './join-failure.ts';

/** Expands in step with what is asked for, so that a little that becomes a lot is noticed on the way. */
export async function* expand(
  pieces: AsyncIterable<Uint8Array>,
  atMost: number,
): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  let broken: unknown;
  const feed = (async () => {
    for await (const piece of pieces) {
      if (gunzip.destroyed) return;
      if (!gunzip.write(piece)) await drained(gunzip);
    }
    gunzip.end();
  })().catch((error: unknown) => {
    broken = error;
    gunzip.destroy();
  });
  let bytes = 0;
  try {
    for await (const piece of gunzip as AsyncIterable<Buffer>) {
      bytes += piece.length;
      if (bytes > atMost) throw new Broken('too-large', `it expands to more than ${atMost} bytes`);
      yield piece;
    }
  } catch (error) {
    if (error instanceof Broken) throw error;
    if (broken !== undefined) throw broken;
    const why = error instanceof Error ? error.message : String(error);
    throw new Broken('compression', `it is declared compressed and cannot be expanded: ${why}`);
  } finally {
    gunzip.destroy();
    await feed;
  }
  if (broken !== undefined) throw broken;
}

/** Room again, or the end of it. */
function drained(stream: ReturnType<typeof createGunzip>): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      for (const name of ['drain', 'close', 'error']) stream.off(name, done);
      resolve();
    };
    for (const name of ['drain', 'close', 'error']) stream.on(name, done);
  });
}
