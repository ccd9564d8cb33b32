/**
 * Bytes that were passed on and are not on record yet. Traffic waits for the record only where memory would run full.
 */
export class Backlog {
  readonly #most: number;
  #bytes = 0;
  #room: PromiseWithResolvers<void> | undefined;

  /** @param most bytes from which on traffic waits */
  constructor(most: number) {
    this.#most = most;
  }

  get bytes(): number {
    return this.#bytes;
  }

  add(bytes: number): void {
    this.#bytes += bytes;
  }

  done(bytes: number): void {
    this.#bytes -= bytes;
    if (this.#bytes > this.#most) return;
    this.#room?.resolve();
    this.#room = undefined;
  }

  /** Resolves when there is room again; `undefined` when there is. */
  room(): Promise<void> | undefined {
    if (this.#bytes <= this.#most) return undefined;
    this.#room ??= Promise.withResolvers();
    return this.#room.promise;
  }
}
