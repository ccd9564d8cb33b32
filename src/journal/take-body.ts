import type { IncomingMessage } from 'node:http';
import { letPass } from '../platform/http-message.ts';
import type { BodySource } from './entry.ts';
import type { Journal } from './journal.ts';
import { openSpool, type Spool } from './spool.ts';

/** Bodies up to this size stay in memory until they are on record, unless told otherwise; larger ones go to disk. */
const IN_MEMORY = 64 * 1024;

/** What came of a body. */
export type Arrived =
  | { readonly ok: true; readonly body: BodySource; readonly length: number }
  | {
      readonly ok: false;
      readonly reason: 'too-large' | 'aborted';
      readonly length: number;
    };

/**
 * Takes a body to disk as it comes, at most `most` bytes. Rejects with JournalFullError and what the disk says; of a
 * body that did not come whole nothing is kept.
 */
export async function takeBody(
  request: IncomingMessage,
  journal: Pick<Journal, 'keepBody'>,
  most: number,
  inMemory = IN_MEMORY,
): Promise<Arrived> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > most) {
    letPass(request, 2 * most);
    return { ok: false, reason: 'too-large', length: 0 };
  }
  const held: Buffer[] = [];
  let length = 0;
  let spool: Spool | undefined;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      length += chunk.length;
      if (length > most) {
        await spool?.abandon();
        letPass(request, most);
        return { ok: false, reason: 'too-large', length };
      }
      if (!spool && length > inMemory) {
        spool = await openSpool(journal);
        for (const earlier of held.splice(0)) await spool.write(earlier);
      }
      if (spool) await spool.write(chunk);
      else held.push(chunk);
    }
  } catch (error) {
    await spool?.abandon();
    if (request.destroyed && !request.complete) return { ok: false, reason: 'aborted', length };
    letPass(request, most);
    throw error;
  }
  if (!request.complete) {
    await spool?.abandon();
    return { ok: false, reason: 'aborted', length };
  }
  return { ok: true, body: spool ? await spool.keep() : Buffer.concat(held, length), length };
}
