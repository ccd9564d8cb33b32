const LF = 10;
const CR = 13;

/** Gathers lines out of chunks that end anywhere. */
export class LineTaker {
  #pieces: Buffer[] = [];
  #length = 0;

  /** Bytes of a line that has not ended yet. */
  get pending(): number {
    return this.#length;
  }

  /**
   * Goes on from `at`. The line comes with its line break; `undefined` when the chunk ends before it does.
   */
  take(chunk: Buffer, at: number): { readonly line: Buffer | undefined; readonly next: number } {
    const lineFeed = chunk.indexOf(LF, at);
    const next = lineFeed === -1 ? chunk.length : lineFeed + 1;
    this.#pieces.push(chunk.subarray(at, next));
    this.#length += next - at;
    return { line: lineFeed === -1 ? undefined : this.rest(), next };
  }

  /** What was gathered; nothing is left. */
  rest(): Buffer {
    const [only] = this.#pieces;
    const line = this.#pieces.length === 1 && only ? only : Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.#length = 0;
    return line;
  }
}

/** The text of a line without its break; bytes beyond ASCII as Latin-1, as HTTP has them. */
export function textOfLine(line: Buffer): string {
  let end = line.length;
  if (end > 0 && line[end - 1] === LF) end--;
  if (end > 0 && line[end - 1] === CR) end--;
  return line.toString('latin1', 0, end);
}
