import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SeededDocument } from '../sut/hook-calls.ts';
import type { Trial } from './trial.ts';

const PERIOD = 251;
const PIECE = PERIOD * 4096;

type Content = Pick<SeededDocument, 'bytes' | 'sha256' | 'path'>;

/** Documents of one size are of one content: a file will do for all of a scenario. */
const made = new WeakMap<object, Map<number, Promise<Content>>>();

/** A file of so many bytes on this machine, byte i being i mod 251 (gp2gp 7.5). It goes with the scenario. */
export function makeDocument(trial: Pick<Trial, 'atEnd'>, bytes: number): Promise<Content> {
  const bySize = made.get(trial) ?? new Map<number, Promise<Content>>();
  made.set(trial, bySize);
  const content = bySize.get(bytes) ?? writeContent(trial, bytes);
  bySize.set(bytes, content);
  return content;
}

async function writeContent(trial: Pick<Trial, 'atEnd'>, bytes: number): Promise<Content> {
  const directory = await mkdtemp(join(tmpdir(), 'spinebox-document-'));
  trial.atEnd(() => rm(directory, { recursive: true, force: true }));
  const path = join(directory, 'content');
  const hash = createHash('sha256');
  const file = createWriteStream(path);
  const piece = Buffer.alloc(PIECE);
  for (let index = 0; index < PIECE; index++) piece[index] = index % PERIOD;
  // A piece is whole periods: the next one goes on where it ends.
  for (let left = bytes; left > 0; left -= PIECE) {
    const part = piece.subarray(0, Math.min(left, PIECE));
    hash.update(part);
    if (!file.write(part)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
  return { bytes, sha256: hash.digest('hex'), path };
}
