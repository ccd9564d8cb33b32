import { lstat, mkdir, readdir, rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readResults } from './read-results.ts';
import { ReportDirectoryError } from './report-errors.ts';
import type { RunResults } from './results.ts';
import { resultsJson } from './results-json.ts';
import { buildRunId, parseRunId, type RunId } from './run-id.ts';

/** Runs that are kept in a directory of reports: `runs/ID/results.json`, and what else belongs to a run beside it. */
export interface RunStore {
  /** Takes an id that no other run has, and makes its folder. */
  begin(startedAt: Date, seed: number): Promise<RunId>;
  /** Of a run that came to nothing: removes its folder when nothing is in it. */
  abandon(id: RunId): Promise<void>;
  /** Writes `results.json` of the run that the results name. */
  keep(results: RunResults): Promise<void>;
  /** Ids of the runs whose results are there, newest first. */
  ids(): Promise<readonly RunId[]>;
  /** `undefined` when there is no such run; rejects with ResultsFileError when its file is none. */
  read(id: RunId): Promise<RunResults | undefined>;
  /** When its results were written and how large they are: the same text, the same results. */
  version(id: RunId): Promise<string | undefined>;
  /** Removes all but the newest `most` runs. What is not a run of ours is left alone. Gives what it removed. */
  prune(most: number): Promise<readonly RunId[]>;
}

/** Where a run keeps what belongs to it. */
export function runFolder(reports: string, id: RunId): string {
  return join(reports, 'runs', id);
}

/** Scenarios of a run that have a bundle. */
export async function runBundles(reports: string, id: RunId): Promise<readonly string[]> {
  const names = await readdir(join(runFolder(reports, id), 'bundles')).catch(() => []);
  return names.flatMap((name) => BUNDLE.exec(name)?.[1] ?? []).sort();
}

/** Where the bundle of a scenario lies, and how many bytes it has; `undefined` when there is none. */
export async function runBundle(
  reports: string,
  id: RunId,
  scenario: string,
): Promise<{ readonly name: string; readonly path: string; readonly length: number } | undefined> {
  const name = `${scenario}.zip`;
  if (!BUNDLE.test(name)) return undefined;
  const path = join(runFolder(reports, id), 'bundles', name);
  const found = await lstat(path).catch(() => undefined);
  return found?.isFile() ? { name, path, length: found.size } : undefined;
}

/** Of a scenario by its id: no name that leads elsewhere. */
const BUNDLE = /^([A-Z0-9][A-Z0-9-]{0,60})\.zip$/;
const RESULTS = 'results.json';
/** What lies in the folder of a run; with anything else in it, it is somebody else's too. */
const OURS: readonly string[] = [RESULTS, 'bundles'];
const MOST_NAMESAKES = 1000;

export function runStore(reports: string): RunStore {
  const resultsOf = (id: RunId) => join(runFolder(reports, id), RESULTS);
  const version = async (id: RunId) => {
    const found = await lstat(resultsOf(id)).catch(() => undefined);
    return found?.isFile() ? `${found.mtimeMs} ${found.size}` : undefined;
  };
  const folders = async () => {
    const names = await readdir(join(reports, 'runs')).catch(() => []);
    return names.flatMap((name) => parseRunId(name) ?? []).sort(newestFirst);
  };
  const ids = async () => {
    const all = await folders();
    const versions = await Promise.all(all.map(version));
    return all.filter((_, index) => versions[index] !== undefined);
  };
  return {
    ids,
    version,
    begin: (startedAt, seed) =>
      writing(reports, async () => {
        await mkdir(join(reports, 'runs'), { recursive: true });
        for (let ordinal = 1; ; ordinal++) {
          const id = buildRunId(startedAt, seed, ordinal);
          try {
            // That it makes the folder, and finds none, is what makes the id this run's alone.
            await mkdir(runFolder(reports, id));
            return id;
          } catch (error) {
            const taken = (error as NodeJS.ErrnoException).code === 'EEXIST';
            if (!taken || ordinal === MOST_NAMESAKES) throw error;
          }
        }
      }),
    abandon: (id) => rmdir(runFolder(reports, id)).catch(() => undefined),
    async keep(results) {
      const id = parseRunId(results.run?.id ?? '');
      if (id === undefined) throw new Error('results without the id of their run cannot be kept');
      await writing(reports, async () => {
        await mkdir(runFolder(reports, id), { recursive: true });
        await writeFile(resultsOf(id), resultsJson(results));
      });
    },
    async read(id) {
      return (await version(id)) === undefined ? undefined : readResults(resultsOf(id));
    },
    async prune(most) {
      const kept = new Set((await ids()).slice(0, most));
      const oldest = [...kept].at(-1);
      const removed: RunId[] = [];
      for (const id of await folders()) {
        // A run that is under way, or was broken off, has no results: it goes when it is older than all that stay.
        const stays = kept.has(id) || oldest === undefined || newestFirst(id, oldest) < 0;
        if (stays || !(await isOurs(runFolder(reports, id)))) continue;
        await writing(reports, () => rm(runFolder(reports, id), { recursive: true, force: true }));
        removed.push(id);
      }
      return removed;
    },
  };
}

async function isOurs(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined);
  if (!found?.isDirectory()) return false;
  const names = await readdir(folder).catch(() => undefined);
  return names?.every((name) => OURS.includes(name)) === true;
}

/** Ids begin with when the run began; of one second, the later one has the higher number at its end. */
function newestFirst(a: RunId, b: RunId): number {
  const [beganA, restA = ''] = a.split('-');
  const [beganB, restB = ''] = b.split('-');
  if (beganA !== beganB) return (beganA ?? '') < (beganB ?? '') ? 1 : -1;
  return ordinalOf(restB) - ordinalOf(restA) || (restA < restB ? 1 : -1);
}

function ordinalOf(rest: string): number {
  return Number(rest.split('.')[1] ?? 1);
}

async function writing<T>(directory: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && 'syscall' in error)
      throw new ReportDirectoryError(directory, error);
    throw error;
  }
}
