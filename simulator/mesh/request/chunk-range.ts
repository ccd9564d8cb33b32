/** `n:m`: the number of a chunk, and how many there are. */
export interface ChunkRange {
  readonly number: number;
  readonly of: number;
}

/** Reads a Mex-Chunk-Range. `undefined` when it is none. */
export function readChunkRange(text: string): ChunkRange | undefined {
  const found = /^\s*(\d{1,9})\s*:\s*(\d{1,9})\s*$/.exec(text);
  return found ? { number: Number(found[1]), of: Number(found[2]) } : undefined;
}

/** The number of a chunk as a path has it; 0, which no chunk has, when it is none. */
export function readChunkNumber(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : 0;
}
