const EMPTY = Buffer.alloc(0);

/**
 * The bytes of a stream that are not dealt with yet. Adding costs what is added, amortised, however
 * small the pieces are; nothing that was dropped is kept.
 */
export class ByteWindow {
  #store: Buffer = EMPTY;
  #start = 0;
  #end = 0;
  /** Whether the store belongs to the caller and must not be written to or kept. */
  #borrowed = false;
  #offset = 0;

  /** Bytes of the stream before the window. */
  get offset(): number {
    return this.#offset;
  }

  get length(): number {
    return this.#end - this.#start;
  }

  /** The bytes in hand; good until the next call that changes the window. */
  get bytes(): Buffer {
    return this.#store.subarray(this.#start, this.#end);
  }

  /** Adds a chunk. `keep` must be called before the chunk may be changed by its owner. */
  add(chunk: Uint8Array): void {
    if (this.length === 0) {
      this.#store = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
      this.#start = 0;
      this.#end = chunk.length;
      this.#borrowed = true;
      return;
    }
    this.#reserve(chunk.length);
    this.#store.set(chunk, this.#end);
    this.#end += chunk.length;
  }

  drop(count: number): void {
    this.#start += count;
    this.#offset += count;
  }

  /** Copies what is left of a borrowed chunk. */
  keep(): void {
    if (!this.#borrowed) return;
    const left = this.bytes;
    this.#store = Buffer.allocUnsafe(Math.max(left.length * 2, left.length === 0 ? 0 : 512));
    this.#store.set(left);
    this.#start = 0;
    this.#end = left.length;
    this.#borrowed = false;
  }

  #reserve(count: number): void {
    if (this.#end + count <= this.#store.length) return;
    const { bytes } = this;
    const needed = bytes.length + count;
    // Moving inside the same store pays only when at least half of it has become free.
    const enough = needed <= this.#store.length && this.#start >= this.#store.length / 2;
    const store = enough ? this.#store : Buffer.allocUnsafe(needed * 2);
    bytes.copy(store, 0);
    this.#store = store;
    this.#end = bytes.length;
    this.#start = 0;
  }
}
