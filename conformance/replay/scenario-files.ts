import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import type { BundledScenario } from '../../src/bundle/manifest.ts';

/** What a replay needs of an open bundle. */
export interface ScenarioSources {
  readonly manifest: { readonly scenarios: readonly BundledScenario[] };
  readText(name: string): Promise<string>;
}

/** The features and situations of a bundle as files, for as long as they are played. */
export interface ScenarioFiles extends AsyncDisposable {
  /** Where situations are looked for. */
  readonly folder: string;
  /** Path of the feature of an id. */
  readonly features: ReadonlyMap<string, string>;
}

/** Lays out what a bundle carries, so that exactly that is played, whatever is installed here. */
export async function scenarioFiles({
  manifest,
  readText,
}: ScenarioSources): Promise<ScenarioFiles> {
  const root = await mkdtemp(join(tmpdir(), 'spinebox-replay-'));
  const remove = () => rm(root, { recursive: true, force: true });
  try {
    const folder = join(root, 'scenarios');
    await mkdir(folder);
    const features = new Map<string, string>();
    for (const [index, scenario] of manifest.scenarios.entries()) {
      // The names of the bundle never become paths: only their last piece is kept, and of a feature not even that.
      const feature = join(root, `${index + 1}.feature`);
      await writeFile(feature, await readText(scenario.feature));
      features.set(scenario.id, feature);
      for (const name of scenario.situations)
        await writeFile(join(folder, posix.basename(name)), await readText(name));
    }
    return { folder, features, [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
