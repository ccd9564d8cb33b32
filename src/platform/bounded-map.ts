/** A Map that never holds more than so many: for each new key beyond them the oldest is forgotten. */
export class BoundedMap<K, V> extends Map<K, V> {
  readonly #most: number;
  /**
   * Stands before the oldest key. It lives as long as the map: a new iterator would have to step over all that was
   * deleted since the map last tidied up, at every key.
   */
  #byAge: MapIterator<K>;

  /** @param most how many it holds, at least one */
  constructor(most: number) {
    super();
    this.#most = most;
    this.#byAge = this.keys();
  }

  /** As in every Map, a key that is set again keeps its age; delete it before to make it the youngest. */
  override set(key: K, value: V): this {
    super.set(key, value);
    if (this.size <= this.#most) return this;
    let oldest = this.#byAge.next();
    if (oldest.done) {
      // One that came to an end stays there, whatever is added.
      this.#byAge = this.keys();
      oldest = this.#byAge.next();
    }
    if (!oldest.done) this.delete(oldest.value);
    return this;
  }
}
