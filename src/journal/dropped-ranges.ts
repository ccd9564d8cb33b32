import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from './durable-files.ts';

type Range = readonly [first: number, last: number];

/** Remembers which entries were rotated away, so that their absence is told from a loss. */
export class DroppedRanges {
  readonly #path: string;
  #ranges: readonly Range[];

  private constructor(path: string, ranges: readonly Range[]) {
    this.#path = path;
    this.#ranges = ranges;
  }

  static async open(directory: string): Promise<DroppedRanges> {
    const path = join(directory, 'dropped.json');
    const text = await readFile(path, 'utf8').catch(() => '[]');
    return new DroppedRanges(path, readRanges(text));
  }

  /** Whether every sequence from `first` to `last` was rotated away. */
  covers(first: number, last: number): boolean {
    return this.#ranges.some(([from, to]) => from <= first && last <= to);
  }

  /** Durable when it resolves. */
  async add(first: number, last: number): Promise<void> {
    const merged: [first: number, last: number][] = [];
    const all = [...this.#ranges, [first, last] as const].sort(([a], [b]) => a - b);
    for (const [from, to] of all) {
      const before = merged.at(-1);
      if (before && from <= before[1] + 1) before[1] = Math.max(before[1], to);
      else merged.push([from, to]);
    }
    await replaceFile(this.#path, JSON.stringify(merged));
    this.#ranges = merged;
  }

  async clear(): Promise<void> {
    await rm(this.#path, { force: true });
    this.#ranges = [];
  }
}

/** A file that cannot be read counts as empty: `verify` then tells of missing entries rather than hiding them. */
function readRanges(text: string): readonly Range[] {
  try {
    const value: unknown = JSON.parse(text);
    if (!Array.isArray(value)) return [];
    return value.filter(
      (item): item is Range =>
        Array.isArray(item) && item.length === 2 && item.every(Number.isInteger),
    );
  } catch {
    return [];
  }
}
