import { createHash } from 'node:crypto';
import type { Entry } from '../journal/entry.ts';
import { SimulatorError } from '../platform/simulator-error.ts';
import { scenarioResultSchema } from '../report/results-schema.ts';
import { canonicalJson } from '../wire/json/canonical-json.ts';
import { FILES, type NamedCertificate, type ScenarioEvidence } from './bundle-content.ts';
import { BundleDamagedError } from './bundle-errors.ts';
import { bodyName, bundledJournal } from './bundled-journal.ts';
import type { OpenBundle } from './open-bundle.ts';
import type { BundleOptions } from './write-bundle.ts';

/** The bundles are of several journals: their entries have the same numbers. */
export class BundlesApartError extends SimulatorError {
  readonly code = 'SIM_BUNDLES_APART';
  readonly remedy =
    'Make one bundle for each of them: --scenario chooses. The shards of a run have a journal each.';

  constructor(sequence: number) {
    super(
      `the bundles are of different journals: entry ${sequence} is not the same in all of them`,
    );
  }
}

/** Everything of several bundles of one run, to be written as one. They stay open until that is done. */
export async function joinBundles(
  bundles: readonly OpenBundle[],
): Promise<
  Pick<BundleOptions, 'journal' | 'conversations' | 'scenarios' | 'certificates' | 'redacted'> &
    Pick<BundleOptions, 'world' | 'system' | 'run'>
> {
  const entries = new Map<number, { readonly entry: Entry; readonly form: string }>();
  const holders = new Map<string, OpenBundle>();
  const scenarios: ScenarioEvidence[] = [];
  const certificates = new Map<string, NamedCertificate>();
  for (const bundle of bundles) {
    for (const { name } of bundle.manifest.files) {
      if (name.startsWith(bodyName(''))) holders.set(name, bundle);
      const [, certificate] = /^certificates\/(.+)\.pem$/.exec(name) ?? [];
      if (certificate !== undefined && !certificates.has(certificate))
        certificates.set(certificate, { name: certificate, pem: await bundle.readText(name) });
    }
    for (const entry of await everyEntry(bundle)) {
      const form = createHash('sha256').update(canonicalJson(entry)).digest('hex');
      const known = entries.get(entry.sequence);
      if (known && known.form !== form) throw new BundlesApartError(entry.sequence);
      entries.set(entry.sequence, { entry, form });
    }
    scenarios.push(...(await scenariosOf(bundle)));
  }
  const inOrder = [...entries.values()].map(({ entry }) => entry);
  inOrder.sort((a, b) => a.sequence - b.sequence);
  const journal = bundledJournal(
    inOrder,
    async (sha256) => {
      const holder = holders.get(bodyName(sha256));
      if (!holder) throw new Error(`no bundle holds the body ${sha256}`);
      return holder.stream(bodyName(sha256));
    },
    (name) => new Error(`${name} changed while it was read`),
  );
  const first = async (name: string) => {
    const holder = bundles.find(({ manifest }) =>
      manifest.files.some((file) => file.name === name),
    );
    return holder && { value: await holder.readJson(name) };
  };
  const [world, system] = [await first(FILES.world), await first(FILES.system)];
  const run = bundles.find(({ manifest }) => manifest.run)?.manifest.run;
  return {
    ...{ journal, conversations: 'all', scenarios, certificates: [...certificates.values()] },
    redacted: bundles.length > 0 && bundles.every(({ manifest }) => manifest.redacted),
    ...(world && { world: world.value }),
    ...(system && { system: system.value }),
    ...(run && { run }),
  };
}

/** All entries of a bundle. */
export async function everyEntry({ journal, manifest }: OpenBundle): Promise<readonly Entry[]> {
  return journal.find({ limit: manifest.entries });
}

async function scenariosOf(bundle: OpenBundle): Promise<readonly ScenarioEvidence[]> {
  const found: ScenarioEvidence[] = [];
  for (const { id, result, feature, situations, shipped = [] } of bundle.manifest.scenarios) {
    const read = scenarioResultSchema.safeParse(await bundle.readJson(result));
    if (!read.success) throw new BundleDamagedError(result, `it is no result of ${id}`);
    const named = async (name: string, below: string) => ({
      name: name.slice(name.indexOf(below) + below.length),
      text: await bundle.readText(name),
      shipped: shipped.includes(name),
    });
    found.push({
      result: read.data as ScenarioEvidence['result'],
      feature: await named(feature, `${id}/`),
      situations: await Promise.all(situations.map((name) => named(name, '/situations/'))),
    });
  }
  return found;
}
