/** Names a run of the suite: when it began (UTC), and its seed; `20261126T181500Z-7`. A second one of that name ends in `.2`. */
export type RunId = string & { readonly __name: 'RunId' };

const SHAPE = /^\d{8}T\d{6}Z-\d{1,16}(?:\.\d{1,4})?$/;

/** The id, or `undefined` for any other text: an id may name a folder without further care. */
export function parseRunId(text: string): RunId | undefined {
  return SHAPE.test(text) ? (text as RunId) : undefined;
}

/** `ordinal`: which of the runs with this beginning and seed it is, from 1. */
export function buildRunId(startedAt: Date, seed: number, ordinal = 1): RunId {
  const began = startedAt.toISOString().replace(/\.\d+Z$/, 'Z');
  const name = `${began.replace(/[-:]/g, '')}-${seed}`;
  return (ordinal === 1 ? name : `${name}.${ordinal}`) as RunId;
}
