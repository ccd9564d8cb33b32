import { createHash } from 'node:crypto';

/** The seed of one row of a run: the same wherever and in whatever order it is run. */
export function seedOf(seed: number, row: string): number {
  return createHash('sha256').update(`${seed} ${row}`).digest().readUInt32BE(0);
}
