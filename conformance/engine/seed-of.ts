import { createHash } from 'node:crypto';

/** The seed of one scenario of a run: the same wherever and in whatever order it is run. */
export function seedOf(seed: number, id: string): number {
  return createHash('sha256').update(`${seed} ${id}`).digest().readUInt32BE(0);
}
