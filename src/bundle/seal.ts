import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Transform } from 'node:stream';

const DIGITS = 64;
const BEFORE = 'spinebox-bundle sha256:';

/** The comment of a zip that is not sealed yet. */
export const UNSEALED = `${BEFORE}${'0'.repeat(DIGITS)}`;

export const SEAL = new RegExp(`^${BEFORE}[0-9a-f]{${DIGITS}}$`);

/** Lets the bytes of a zip through, and puts in place of its last 64 the digest over all before them. */
export function sealing(): Transform {
  const hash = createHash('sha256');
  let held: Buffer = Buffer.alloc(0);
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const all = Buffer.concat([held, chunk]);
      const free = all.subarray(0, Math.max(0, all.length - DIGITS));
      held = Buffer.from(all.subarray(free.length));
      hash.update(free);
      done(null, free);
    },
    flush(done) {
      done(null, Buffer.from(hash.digest('hex'), 'ascii'));
    },
  });
}

/** Whether a file is, bit for bit, what was sealed. */
export async function isSealed(path: string, size: number): Promise<boolean> {
  if (size <= DIGITS) return false;
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { end: size - DIGITS - 1 })) hash.update(chunk);
  let seal = '';
  for await (const chunk of createReadStream(path, { start: size - DIGITS }))
    seal += (chunk as Buffer).toString('latin1');
  return seal === hash.digest('hex');
}
