/** Every text of a value, wherever it stands. */
export function sentencesOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(sentencesOf);
}

/** The same value with every text of it put through `change`; keys and everything else stay. */
export function withSentences<T>(value: T, change: (text: string) => string): T {
  const changed = (each: unknown): unknown => {
    if (typeof each === 'string') return change(each);
    if (each === null || typeof each !== 'object') return each;
    if (Array.isArray(each)) return each.map(changed);
    return Object.fromEntries(Object.entries(each).map(([key, one]) => [key, changed(one)]));
  };
  return changed(value) as T;
}
