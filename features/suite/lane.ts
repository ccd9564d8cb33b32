import { extname, join, resolve } from 'node:path';
import { Writable } from 'node:stream';
import { SimulatorError } from '../../src/platform/simulator-error.ts';
import { loadConfiguration, loadSupport, runCucumber } from '../support/cucumber.ts';
import type { Message } from './support/merge-lanes.ts';

export interface LaneOptions {
  /** The name by which steps find their run. */
  readonly run: string;
  readonly tags?: string;
  readonly features?: readonly string[];
  /** Nothing is played: only what would be is told. */
  readonly dryRun?: boolean;
}

// Sources run as they are, the published package from `dist`, where only the code lies: the feature files
// are always below `features` in the package's own folder.
const SUFFIX = extname(import.meta.filename);
const ROOT = join(import.meta.dirname, ...(SUFFIX === '.ts' ? ['..', '..'] : ['..', '..', '..']));
const FEATURES = ['features/gp2gp/**/*.feature'];

/** Where a feature lies whose place was told from the package's folder. */
export function featurePath(uri: string): string {
  return resolve(ROOT, uri);
}

type Support = Awaited<ReturnType<typeof loadSupport>>;
let support: Promise<Support> | undefined;

/** A feature file breaks the rules of Gherkin. */
export class FeatureUnreadableError extends SimulatorError {
  readonly code = 'SIM_FEATURE_UNREADABLE';
  readonly remedy = 'Correct the lines that are named.';
}

/**
 * Plays the scenarios of one lane, one after the other. Scenarios that fail are messages. Rejects with
 * FeatureUnreadableError.
 */
export async function runLaneOf(
  { run, tags = '', features = FEATURES, dryRun = false }: LaneOptions,
  take: (message: Message) => void,
): Promise<void> {
  let complaint = '';
  let began = false;
  const stderr = written((text) => {
    complaint += text;
  });
  const environment = { cwd: ROOT, stdout: written(() => undefined), stderr };
  const { runConfiguration } = await loadConfiguration(
    {
      file: false,
      provided: {
        paths: [...features],
        import: [`${forGlob(import.meta.dirname)}/{support,steps}/*${SUFFIX}`],
        tags,
        dryRun,
        parallel: 0,
        worldParameters: { run },
      },
    },
    environment,
  );
  // Modules load once in a process, so the steps of the first lane serve all of them.
  support ??= loadSupport(runConfiguration, environment);
  const steps = withoutLooking(await support);
  await runCucumber({ ...runConfiguration, support: steps }, environment, (message) => {
    began ||= message.testRunStarted !== undefined;
    take(message);
  });
  // Features that cannot be read are told on the error output alone.
  if (!began) throw new FeatureUnreadableError(complaint.trim());
}

/**
 * The library as it is, said to come from one file: else every run would look through the folders of the steps again
 * for what is loaded long since.
 */
function withoutLooking(library: Support): Support {
  const importPaths = [forGlob(import.meta.filename)];
  return { ...library, originalCoordinates: { ...library.originalCoordinates, importPaths } };
}

/** Glob patterns are written with slashes on every system. */
function forGlob(path: string): string {
  return path.replaceAll('\\', '/');
}

function written(take: (text: string) => void): Writable {
  return new Writable({
    write(chunk, _encoding, done) {
      take(String(chunk));
      done();
    },
  });
}
