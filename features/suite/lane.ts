import { extname, join } from 'node:path';
import { Writable } from 'node:stream';
import { loadConfiguration, loadSupport, runCucumber } from '../support/cucumber.ts';
import type { Message } from './support/merge-lanes.ts';

export interface LaneOptions {
  /** The name by which steps find their run. */
  readonly run: string;
  readonly tags?: string;
  readonly features?: readonly string[];
  readonly shard: string;
  /** Nothing is played: only what would be is told. */
  readonly dryRun?: boolean;
}

// Sources run as they are, the published package from `dist`, where only the code lies: the feature files
// are always below `features` in the package's own folder.
const SUFFIX = extname(import.meta.filename);
const ROOT = join(import.meta.dirname, ...(SUFFIX === '.ts' ? ['..', '..'] : ['..', '..', '..']));
const FEATURES = ['features/gp2gp/**/*.feature'];

type Support = Awaited<ReturnType<typeof loadSupport>>;
let support: Promise<Support> | undefined;

/** Plays the scenarios of one lane, one after the other. Scenarios that fail are messages. */
export async function runLaneOf(
  { run, tags = '', features = FEATURES, shard, dryRun = false }: LaneOptions,
  take: (message: Message) => void,
): Promise<void> {
  const environment = { cwd: ROOT, stdout: nowhere(), stderr: nowhere() };
  const { runConfiguration } = await loadConfiguration(
    {
      file: false,
      provided: {
        paths: [...features],
        import: [`${forGlob(import.meta.dirname)}/{support,steps}/*${SUFFIX}`],
        tags,
        shard,
        dryRun,
        parallel: 0,
        worldParameters: { run },
      },
    },
    environment,
  );
  // Modules load once in a process, so the steps of the first lane serve all of them.
  support ??= loadSupport(runConfiguration, environment);
  await runCucumber({ ...runConfiguration, support: await support }, environment, take);
}

/** Glob patterns are written with slashes on every system. */
function forGlob(path: string): string {
  return path.replaceAll('\\', '/');
}

function nowhere(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}
