import { mkdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { Writable } from 'node:stream';
import { loadConfiguration, loadSupport, runCucumber } from './cucumber.ts';
import { type FeatureRun, featureLog } from './feature-log.ts';

export interface FeatureOptions {
  /** A tag expression, for example `@refusal and not @tls`. */
  readonly tags?: string;
  /** Regular expressions, one of which a scenario's name must match. */
  readonly names?: readonly string[];
  /** Where `junit.xml`, `features.html` and `messages.ndjson` are written; made when absent. */
  readonly reportsDirectory: string;
  /** Nothing is printed; the caller has the results. */
  readonly quiet?: boolean;
}

// Sources run as they are, the published package from `dist`, where only the code lies: the feature files
// are always below `features` in the package's own folder.
const SUFFIX = extname(import.meta.filename);
const ROOT = join(import.meta.dirname, ...(SUFFIX === '.ts' ? ['..', '..'] : ['..', '..', '..']));
const STEPS = join(import.meta.dirname, '..', 'steps');
/** What is said of the simulator itself. `features/gp2gp` judges systems and has steps of its own. */
const SETS = ['messaging', 'sds', 'pds', 'identity', 'practice', 'ods', 'mesh', 'nhais', 'adaptor'];

type Support = Awaited<ReturnType<typeof loadSupport>>;
let support: Promise<Support> | undefined;

/**
 * Runs the features in this process, one scenario after the other, and writes Cucumber's own reports.
 * Scenarios that fail are results; rejects only when the features cannot be run at all.
 */
export async function runFeatures(options: FeatureOptions): Promise<FeatureRun> {
  const { tags = '', names = [], reportsDirectory, quiet = false } = options;
  await mkdir(reportsDirectory, { recursive: true });
  const environment = { cwd: ROOT, ...(quiet && { stdout: nowhere(), stderr: nowhere() }) };
  const { runConfiguration } = await loadConfiguration(
    {
      file: false,
      provided: {
        paths: SETS.map((set) => `features/${set}/**/*.feature`),
        import: [`${forGlob(STEPS)}/*${SUFFIX}`],
        format: [
          ...(quiet ? [] : ['progress']),
          ['junit', join(reportsDirectory, 'junit.xml')],
          ['html', join(reportsDirectory, 'features.html')],
          ['message', join(reportsDirectory, 'messages.ndjson')],
        ],
        tags,
        name: [...names],
        parallel: 0,
      },
    },
    environment,
  );
  // Modules load once in a process, so the steps of the first run serve the later ones too.
  support ??= loadSupport(runConfiguration, environment);
  const log = featureLog();
  const { success } = await runCucumber(
    { ...runConfiguration, support: await support },
    environment,
    log.take,
  );
  return log.result(success);
}

/** Glob patterns are written with slashes on every system. */
function forGlob(path: string): string {
  return path.replaceAll('\\', '/');
}

function nowhere(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}
