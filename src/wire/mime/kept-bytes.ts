/** The first bytes of something that goes by, kept up to a bound. */
export class KeptBytes {
  readonly #bound: number;
  #pieces: Buffer[] = [];
  #length = 0;
  #whole = true;

  /** @param bound bytes */
  constructor(bound: number) {
    this.#bound = bound;
  }

  add(bytes: Uint8Array): void {
    const room = this.#bound - this.#length;
    if (bytes.length > room) this.#whole = false;
    const taken = Math.min(room, bytes.length);
    if (taken === 0) return;
    this.#pieces.push(Buffer.from(bytes.subarray(0, taken)));
    this.#length += taken;
    if (this.#pieces.length > 64) this.#pieces = [Buffer.concat(this.#pieces)];
  }

  /** `whole` is false when the bound cut something off. */
  get kept(): { readonly bytes: Buffer; readonly whole: boolean } {
    return { bytes: Buffer.concat(this.#pieces), whole: this.#whole };
  }
}
