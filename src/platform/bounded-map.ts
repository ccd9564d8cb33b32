/** A Map that never holds more than so many: for each new key beyond them the oldest is forgotten. */
export class BoundedMap<K, V> extends Map<K, V> {
  readonly #most: number;

  /** @param most how many it holds, at least one */
  constructor(most: number) {
    super();
    this.#most = most;
  }

  /** As in every Map, a key that is set again keeps its age; delete it before to make it the youngest. */
  override set(key: K, value: V): this {
    super.set(key, value);
    if (this.size > this.#most) {
      const [oldest] = this.keys();
      if (oldest !== undefined) this.delete(oldest);
    }
    return this;
  }
}
