import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { SimulatorError } from '../platform/simulator-error.ts';

/** A path that was named cannot be read. */
export class CapturePathError extends SimulatorError {
  readonly code = 'SIM_CAPTURE_PATH';
  readonly remedy = 'Name files or folders of captured messages that are there and can be read.';

  constructor(path: string, cause: unknown) {
    super(`${path} cannot be read`, { cause });
  }
}

/** A file of captures, or two that are the sides of one exchange. */
export interface CaptureSource {
  /** As it is told of, below the path that was named. */
  readonly name: string;
  readonly files: readonly [file: string, answer?: string];
  /** Bytes of the largest. */
  readonly bytes: number;
}

/** A request and its answer, by their names: `01-request.http` and `01-response.http`. */
const SIDE = /^(.*?)(^|[-_. ])(request|req|response|resp|answer)(?=[-_. ]|$)(.*)$/i;

/** The files of some paths in the order of their names, folders with all that is below; hidden ones are left out. */
export async function gatherSources(paths: readonly string[]): Promise<readonly CaptureSource[]> {
  const files: { name: string; file: string; bytes: number }[] = [];
  for (const path of paths) {
    try {
      const found = await stat(path);
      if (found.isDirectory()) files.push(...(await filesBelow(path)));
      else files.push({ name: basename(path), file: path, bytes: found.size });
    } catch (error) {
      throw new CapturePathError(path, error);
    }
  }
  return paired(files);
}

async function filesBelow(folder: string) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(join(folder, '/').length))
    .filter((name) => !name.split(/[\\/]/).some((step) => step.startsWith('.')))
    .sort(byName);
  return Promise.all(
    names.map(async (name) => {
      const file = join(folder, name);
      return { name, file, bytes: (await stat(file)).size };
    }),
  );
}

/** Numbers in names count as numbers: `2-request` comes before `10-request`. */
function byName(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true }) || (one < other ? -1 : 1);
}

function paired(files: readonly { name: string; file: string; bytes: number }[]): CaptureSource[] {
  const keyed = files.map((each) => ({ ...each, ...sideOf(each.file) }));
  const answers = new Map<string, (typeof keyed)[number] | 'several'>();
  const requests = new Map<string, number>();
  for (const each of keyed) {
    if (each.side === 'response') answers.set(each.key, answers.has(each.key) ? 'several' : each);
    if (each.side === 'request') requests.set(each.key, (requests.get(each.key) ?? 0) + 1);
  }
  const taken = new Set<string>();
  const answerOf = (each: (typeof keyed)[number]) => {
    const answer = each.side === 'request' ? answers.get(each.key) : undefined;
    if (!answer || answer === 'several' || requests.get(each.key) !== 1) return undefined;
    taken.add(answer.file);
    return answer;
  };
  const sources = keyed.map((each) => ({ each, answer: answerOf(each) }));
  return sources
    .filter(({ each }) => !taken.has(each.file))
    .map(({ each: { name, file, bytes }, answer }) =>
      answer
        ? { name, files: [file, answer.file] as const, bytes: Math.max(bytes, answer.bytes) }
        : { name, files: [file] as const, bytes },
    );
}

function sideOf(file: string): { readonly side?: 'request' | 'response'; readonly key: string } {
  const name = basename(file).replace(/\.[^.]*$/, '');
  const found = SIDE.exec(name);
  if (!found) return { key: '' };
  const [, before = '', , word = '', after = ''] = found;
  const side = /^req/i.test(word) ? 'request' : 'response';
  return { side, key: join(dirname(file), `${before}\0${after}`) };
}
