import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { odsFaces } from '../../simulator/ods/ods-faces.ts';
import {
  type OrganisationEdit,
  openOrganisationStore,
} from '../../simulator/ods/organisation-store.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import type { WorldPatch } from '../../simulator/world/world-config.ts';
import { worldSettings } from '../../simulator/world/world-settings.ts';
import { worldStore } from '../../simulator/world/world-store.ts';
import { faultBook } from '../../src/faults/fault-book.ts';
import type { Organisation } from '../../src/organisations/organisation.ts';
import {
  type SimpleOrganisation,
  simpleOrganisation,
} from '../../src/organisations/simple-organisation.ts';
import { virtualClock } from '../../src/platform/clock.ts';
import { systemIds } from '../../src/platform/ids.ts';
import { seededRandom } from '../../src/platform/random.ts';
import { gatewayStand } from '../gateway/stand.ts';

/** The day that the stand's clock shows. */
export const TODAY = '2026-03-01';

/** A world with its organisations and no gateway. */
export async function registerStand(
  patch: WorldPatch = {},
  files: Readonly<Record<string, string>> = {},
) {
  const folder = await mkdtemp(join(tmpdir(), 'spinebox-ods-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    const file = join(folder, 'world.yaml');
    await writeFile(file, JSON.stringify(patch));
    const loaded = await loadWorld({ file });
    const world = worldStore(loaded.world);
    const settings = worldSettings({ store: world, loaded });
    const clock = virtualClock(new Date(`${TODAY}T12:00:00Z`));
    const edits: OrganisationEdit[] = [];
    const organisations = openOrganisationStore({
      ...{ world, clock },
      before: async (edit) => void edits.push(edit),
    });
    return { world, settings, clock, organisations, edits, [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** The faces of ODS behind the real gateway on loopback. */
export async function odsStand(
  patch: WorldPatch = {},
  files: Readonly<Record<string, string>> = {},
) {
  const register = await registerStand(patch, files);
  const { world, organisations, clock } = register;
  const faces = odsFaces({
    ...{ world, organisations, clock },
    ids: systemIds(),
    random: seededRandom(1),
    faults: faultBook(() => world.current().faults),
  });
  const gateway = await gatewayStand(faces, { clock });
  const { ord, fhir, stu3 } = world.current().ods;
  const at =
    (prefix: string) =>
    (path: string, init: RequestInit = {}) =>
      fetch(`${gateway.url}${prefix}${path}`, init);
  const [ask, askFhir, askStu3] = [at(ord.prefix), at(fhir.prefix), at(stu3.prefix)];
  const told = async (status: number, response: Response) => {
    const text = await response.text();
    assert.equal(response.status, status, text);
    return JSON.parse(text);
  };
  return {
    ...{ ...register, faces, ask, askFhir, askStu3, journal: gateway.journal },
    ordBase: `${gateway.url}${ord.prefix}`,
    fhirBase: `${gateway.url}${fhir.prefix}`,
    /** ORD, what must be found. */
    found: async (path: string) => told(200, await ask(path)),
    /** ORD, the text of what must be refused. */
    refused: async (path: string, status = 406): Promise<string> =>
      (await told(status, await ask(path))).errorText,
    /** R4, with a key. */
    fhir: async (path: string, status = 200) =>
      told(status, await askFhir(path, { headers: { apikey: 'any' } })),
    stu3: async (path: string, status = 200) => told(status, await askStu3(path)),
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]();
      await register[Symbol.asyncDispose]();
    },
  };
}

/** A practice of the tests; parts of it can be given. */
export function practice(odsCode: string, parts: Partial<SimpleOrganisation> = {}): Organisation {
  return simpleOrganisation({
    ...{ odsCode, name: `PRACTICE ${odsCode}`, roles: ['RO177', 'RO76'] },
    ...{ opened: '2010-04-01', lastChangeDate: '2026-01-05' },
    address: { lines: ['1 TEST STREET'], town: 'TESTTOWN', postcode: 'ZZ1 1ZZ' },
    commissioner: { target: 'ZZ9', since: '2015-04-01' },
    ...parts,
  });
}
