import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { COUNTERPARTS_FQDN } from '../../simulator/counterpart/open-counterparts.ts';
import { printableConfig } from '../../simulator/world/printable-config.ts';
import type { NamedCertificate } from '../../src/bundle/bundle-content.ts';
import type { Redactor } from '../../src/bundle/redact/redactor.ts';
import { writeBundle } from '../../src/bundle/write-bundle.ts';
import { SimulatorError } from '../../src/platform/simulator-error.ts';
import type { ScenarioResult } from '../../src/report/results.ts';
import type { Engine } from '../engine/engine.ts';
import type { Kept } from './kept.ts';
import { printableProfile } from './printable-profile.ts';

export interface KeepOptions {
  readonly engine: Engine;
  readonly scenarios: readonly ScenarioResult[];
  /** By id, as the suite tells it. */
  readonly features: ReadonlyMap<
    string,
    { readonly file: string; readonly named: readonly string[] }
  >;
  /** Folder of the run. */
  readonly folder: string;
  readonly kept: Kept;
  readonly run: { readonly id: string; readonly seed: number };
  /** Of the product. */
  readonly version: string;
  /** Makes what redacts one bundle; nothing is redacted without. */
  readonly redactor?: () => Redactor;
}

export interface KeptBundles {
  /** Paths by id. */
  readonly written: ReadonlyMap<string, string>;
  /** Ids whose bundle could not be written, with the reason. */
  readonly failed: ReadonlyMap<string, string>;
}

/**
 * Writes a bundle for each scenario that asks for one: `bundles/GP2GP-REQ-083.zip` in the folder of the run. A bundle that
 * cannot be written takes nothing from the verdict: it is told.
 */
export async function keepBundles(options: KeepOptions): Promise<KeptBundles> {
  const { scenarios, kept, folder } = options;
  const written = new Map<string, string>();
  const failed = new Map<string, string>();
  const wanted = scenarios.filter(({ verdict }) => isKept(verdict, kept));
  const certificates = wanted.length > 0 ? await certificatesOf(options.engine) : [];
  for (const result of wanted) {
    const out = join(folder, 'bundles', `${result.id}.zip`);
    try {
      await keepOne(options, result, certificates, out);
      written.set(result.id, out);
    } catch (error) {
      if (!(error instanceof SimulatorError)) throw error;
      failed.set(result.id, error.message);
    }
  }
  return { written, failed };
}

function isKept(verdict: ScenarioResult['verdict'], kept: Kept): boolean {
  if (kept === 'failures') return verdict === 'fail' || verdict === 'error';
  return kept === 'all' && verdict !== 'skip' && verdict !== 'notApplicable';
}

async function keepOne(
  { engine, features, run, version, redactor }: KeepOptions,
  result: ScenarioResult,
  certificates: readonly NamedCertificate[],
  out: string,
): Promise<void> {
  const { file, named } = features.get(result.id) ?? {};
  if (file === undefined) throw new Error(`nobody knows the feature of ${result.id}`);
  const { situations, sequences } = await engine.evidenceOf(result.id, named);
  const { journal, settings } = engine.simulator;
  await using redacting = redactor?.();
  await writeBundle({
    ...{ out, journal, sequences, run, version, certificates },
    kind: 'run',
    title: `${result.id} ${result.title}: ${result.verdict}`,
    scenarios: [
      {
        result,
        feature: { name: basename(file), text: await readFile(file, 'utf8'), shipped: true },
        situations: situations.map(({ path, text, shipped }) => ({ name: path, text, shipped })),
      },
    ],
    world: printableConfig(settings.config()),
    system: printableProfile(engine.system),
    ...(redacting && { redactor: redacting }),
    now: new Date(),
  });
}

/** Whom everybody trusts, and the certificates of those who took part that were made here. */
async function certificatesOf({ simulator, system }: Engine): Promise<readonly NamedCertificate[]> {
  const { certificates, world } = simulator;
  const names = new Set([world.current().spine.fqdn, system.fqdn, COUNTERPARTS_FQDN]);
  const listed = await certificates.list();
  const own = listed.filter(({ kind, fqdn }) => kind === 'identity' && names.has(fqdn));
  const read = own.map(async ({ fqdn, path }) => {
    const pem = await readFile(join(path, 'cert.pem'), 'utf8').catch(() => undefined);
    return pem === undefined ? [] : [{ name: fqdn, pem }];
  });
  return [{ name: 'trust', pem: certificates.trustPem }, ...(await Promise.all(read)).flat()];
}
