import { readdir, readFile } from 'node:fs/promises';
import { basename, extname, join, relative, resolve, sep } from 'node:path';
import { nearest } from '../../src/platform/nearest.ts';
import type { Parameters } from '../../src/scenario/parameters.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import type { ScenarioFile } from '../../src/scenario/scenario-shape.ts';
import type { ScenarioSummary } from '../doors/scenario-desk.ts';
import { UnknownScenarioError } from './counterpart-errors.ts';

// A checkout runs its sources, the published package what lies in `dist`: the scenarios are one level higher then.
const UP = extname(import.meta.filename) === '.ts' ? ['..', '..'] : ['..', '..', '..'];
const FOLDER = join(import.meta.dirname, ...UP, 'scenarios');

export interface ScenarioSource {
  /** With forward slashes: `requester/late-fragment.yaml`; as it was given for a file outside the folder. */
  readonly path: string;
  readonly text: string;
  /** Whether it comes with the product. */
  readonly shipped: boolean;
}

/** The scenario files of the product, and files named by path. */
export interface ScenarioShelf {
  /** Rejects with UnknownScenarioError and ScenarioFileError. */
  read(name: string, parameters?: Parameters): Promise<ScenarioFile>;
  /** The file as it is written, and its path below the folder. Rejects with UnknownScenarioError. */
  source(name: string): Promise<ScenarioSource>;
  list(): Promise<readonly ScenarioSummary[]>;
}

/**
 * @param folder where files are looked for by name; the product's own unless given
 * @param outside whether a path may lead elsewhere
 */
export function scenarioShelf(folder: string = FOLDER, outside = true): ScenarioShelf {
  let index: Promise<ReadonlyMap<string, string>> | undefined;
  const texts = new Map<string, Promise<string>>();
  const files = () => {
    index ??= indexOf(folder);
    return index;
  };
  const textOf = (file: string): Promise<string> => {
    const known = texts.get(file) ?? readFile(file, 'utf8');
    texts.set(file, known);
    return known;
  };
  const source = async (name: string): Promise<ScenarioSource> => {
    const known = await files();
    const short = name.replace(/\.ya?ml$/, '');
    const file = known.get(short) ?? known.get(basename(short));
    const isPath = extname(name) !== '' || name.includes('/') || name.includes(sep);
    if (file && (!isPath || known.has(short))) {
      return {
        path: relativeTo(folder, file),
        text: await textOf(file),
        shipped: folder === FOLDER,
      };
    }
    const elsewhere =
      isPath && outside ? await readFile(resolve(name), 'utf8').catch(() => undefined) : undefined;
    if (elsewhere !== undefined) return { path: name, text: elsewhere, shipped: false };
    throw new UnknownScenarioError(name, nearest(short, [...known.keys()]));
  };
  return {
    source,
    async read(name, parameters = {}) {
      const { path, text } = await source(name);
      return readScenario(text, path, parameters);
    },
    async list() {
      const summaries: ScenarioSummary[] = [];
      for (const [name, file] of await files()) {
        if (name.includes('/')) continue;
        const path = relativeTo(folder, file);
        const { title, plays, parameters, exclusive } = readScenario(await textOf(file), path);
        summaries.push({ name, path, title, plays, parameters, exclusive });
      }
      return summaries.toSorted((one, other) => one.path.localeCompare(other.path));
    },
  };
}

function relativeTo(folder: string, file: string): string {
  return relative(folder, file).split(sep).join('/');
}

/** By name, and by path below the folder without the ending. */
async function indexOf(folder: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const name of await readdir(folder, { recursive: true })) {
    if (!/\.ya?ml$/.test(name)) continue;
    const path = name
      .split(sep)
      .join('/')
      .replace(/\.ya?ml$/, '');
    found.set(path, join(folder, name));
    found.set(basename(path), join(folder, name));
  }
  return found;
}
