import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ScenarioDraft } from '../../src/scenario/from-capture/scenario-from-capture.ts';

/** A captured scenario as a file, for as long as it is played. */
export async function captureFiles({
  name,
  scenario,
}: Pick<ScenarioDraft, 'name' | 'scenario'>): Promise<
  AsyncDisposable & { readonly folder: string }
> {
  const folder = await mkdtemp(join(tmpdir(), 'spinebox-replay-'));
  await writeFile(join(folder, `${name}.yaml`), scenario);
  return {
    folder,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
