import { isDeepStrictEqual } from 'node:util';
import { mergedJournal } from './merged-journal.ts';
import { ShardMismatchError } from './report-errors.ts';
import type { BaselineFacts, Requirement, RunResults, ShardFacts } from './results.ts';
import { summaryOf } from './summary.ts';

interface Part {
  readonly results: RunResults;
  readonly index: number;
  readonly total: number;
}

/**
 * The results of all shards of one run as one. What a shard's scenario rests on is still in that shard's journal, which
 * is named with it. Shards that are missing are told in `shard`: `1+3/4`.
 *
 * @throws ShardMismatchError for results of another system, seed, version or division, for a shard twice, for a
 * scenario in two shards
 */
export function mergeShards(given: readonly RunResults[]): RunResults {
  const parts = given.map(partOf).sort((a, b) => a.index - b.index);
  const [first] = parts;
  if (!first) throw new ShardMismatchError('there are none');
  for (const part of parts) mustBelong(part, first);
  const indexes = parts.map(({ index }) => index);
  const twice = indexes.find((index, at) => indexes.indexOf(index) !== at);
  if (twice !== undefined)
    throw new ShardMismatchError(`shard ${twice}/${first.total} is there twice`);
  const { results } = first;
  const all = parts.map((part) => part.results);
  const scenarios = all.flatMap((each) =>
    each.scenarios.map((scenario) => ({ ...scenario, shard: each.shard })),
  );
  mustBeOnce(all);
  const shards = all.map(
    ({ shard = '1/1', startedAt, durationMs, journal }): ShardFacts => ({
      ...{ shard, startedAt, durationMs, journal },
    }),
  );
  const baseline = mergedBaseline(all);
  const whole = parts.length === first.total;
  const began = all.map(({ startedAt }) => startedAt).sort()[0] ?? results.startedAt;
  const ended = Math.max(...all.map((each) => Date.parse(each.startedAt) + each.durationMs));
  return {
    ...results,
    run: undefined,
    startedAt: began,
    durationMs: ended - Date.parse(began),
    shard: whole ? undefined : `${indexes.join('+')}/${first.total}`,
    schemas: all.every(({ schemas }) => schemas === 'run') ? 'run' : 'not-run',
    notRun: distinct(all.flatMap(({ notRun }) => notRun)),
    ...(baseline && { baseline }),
    scenarios,
    summary: summaryOf(scenarios),
    requirements: requirementsOf(all),
    journal: mergedJournal(shards),
    shards,
  };
}

function partOf(results: RunResults): Part {
  const [, index, total] = /^(\d+)\/(\d+)$/.exec(results.shard ?? '') ?? [];
  if (index === undefined || total === undefined) {
    const why = results.shards ? 'they were merged before' : 'they are of no shard';
    throw new ShardMismatchError(`those of ${results.startedAt} cannot be divided: ${why}`);
  }
  return { results, index: Number(index), total: Number(total) };
}

function mustBelong({ results, total }: Part, first: Part): void {
  const differ = (what: string, a: unknown, b: unknown) => {
    if (isDeepStrictEqual(a, b)) return;
    const shown = (value: unknown) => JSON.stringify(value);
    throw new ShardMismatchError(`${what} differs: ${shown(b)} and ${shown(a)}`);
  };
  differ('the version of spinebox', results.product.version, first.results.product.version);
  differ('the seed', results.seed, first.results.seed);
  differ('the number of shards', total, first.total);
  differ('the system', results.system, first.results.system);
  differ('the baseline', results.baseline?.sha256, first.results.baseline?.sha256);
}

function mustBeOnce(all: readonly RunResults[]): void {
  const seen = new Map<string, string>();
  for (const { shard = '', scenarios } of all) {
    for (const { id, feature, title } of scenarios) {
      const key = JSON.stringify([id, feature, title]);
      const before = seen.get(key);
      if (before !== undefined && before !== shard)
        throw new ShardMismatchError(`${id} is in the shards ${before} and ${shard}`);
      seen.set(key, shard);
    }
  }
}

/** Not played is what no shard played. */
function mergedBaseline(all: readonly RunResults[]): BaselineFacts | undefined {
  const [first, ...others] = all.map(({ baseline }) => baseline);
  if (!first) return undefined;
  const inNone = (id: string) => others.every((each) => each?.notPlayed.includes(id));
  return { ...first, notPlayed: first.notPlayed.filter(inNone) };
}

function requirementsOf(all: readonly RunResults[]): readonly Requirement[] {
  return distinct(all.flatMap(({ requirements }) => requirements));
}

function distinct<T>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
