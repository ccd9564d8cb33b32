import assert from 'node:assert/strict';
import { type Simulator, startSimulator } from '../../simulator/simulator.ts';
import { FREE_SERVICE_PORTS } from '../../simulator/world/any-ports.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import type { WorldPatch } from '../../simulator/world/world-config.ts';
import type { Organisation } from '../../src/organisations/organisation.ts';
import { simpleOrganisation } from '../../src/organisations/simple-organisation.ts';
import { openHttpClient, type WebClient } from '../../src/platform/http-client.ts';
import { type HeaderList, headerValue } from '../../src/platform/http-message.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { processCertificates } from './process-certificates.ts';
import type { Scene } from './scene.ts';

export type OdsInterface = 'ORD' | 'FHIR' | 'STU3';

export interface OdsAnswer {
  readonly status: number;
  readonly headers: HeaderList;
  readonly text: string;
}

/** A supplier's system that asks the Organisation Data Service of a whole simulator. */
export interface OrganisationSupplier extends AsyncDisposable {
  simulator(): Promise<Simulator>;
  configure(patch: WorldPatch): Promise<void>;
  put(organisation: Organisation): Promise<void>;
  /** Asks a path of an interface, or a whole address that an answer gave. */
  ask(face: OdsInterface, pathOrUrl: string): Promise<OdsAnswer>;
  readonly last: OdsAnswer;
}

interface Opened {
  readonly simulator: Simulator;
  readonly web: WebClient;
}

const suppliers = new WeakMap<Scene, OrganisationSupplier>();

export function supplierOf(scene: Scene): OrganisationSupplier {
  const supplier = suppliers.get(scene) ?? openSupplier();
  suppliers.set(scene, supplier);
  return supplier;
}

export async function closeSupplier(scene: Scene): Promise<void> {
  await suppliers.get(scene)?.[Symbol.asyncDispose]();
}

export function practiceOf(odsCode: string, closed?: string): Organisation {
  return simpleOrganisation({
    ...{ odsCode, name: `PRACTICE ${odsCode}`, roles: ['RO177', 'RO76'] },
    ...{ opened: '2010-04-01', lastChangeDate: '2024-04-01', closed },
    address: { lines: ['1 TEST STREET'], town: 'TESTTOWN', postcode: 'ZZ1 1ZZ' },
    commissioner: { target: 'ZZ9', since: '2010-04-01' },
  });
}

function openSupplier(): OrganisationSupplier {
  let opening: Promise<Opened> | undefined;
  let last: OdsAnswer | undefined;
  const opened = () => {
    opening ??= open();
    return opening;
  };
  return {
    simulator: async () => (await opened()).simulator,
    async configure(patch) {
      await (await opened()).simulator.settings.patch(patch);
    },
    async put(organisation) {
      await (await opened()).simulator.services.organisations.put(organisation);
    },
    async ask(face, pathOrUrl) {
      const { simulator, web } = await opened();
      const { ord, fhir, stu3 } = simulator.world.current().ods;
      const { prefix } = { ORD: ord, FHIR: fhir, STU3: stu3 }[face];
      const url = pathOrUrl.startsWith('/')
        ? `${simulator.gateway.url}${prefix}${pathOrUrl}`
        : pathOrUrl;
      const outcome = await web.get(url, face === 'FHIR' ? [['apikey', 'features']] : []);
      assert.ok('status' in outcome, `no answer of ODS: ${JSON.stringify(outcome)}`);
      const { status, headers, body } = outcome;
      last = { status, headers, text: body.toString('utf8') };
      return last;
    },
    get last() {
      assert.ok(last, 'ODS was not asked yet');
      return last;
    },
    async [Symbol.asyncDispose]() {
      const running = await opening?.catch(() => undefined);
      await running?.web.close();
      await running?.simulator.stop();
    },
  };
}

async function open(): Promise<Opened> {
  const { directory: certificateDirectory, store } = await processCertificates();
  const world = await loadWorld({
    overrides: { ...FREE_SERVICE_PORTS, organisations: { lakeside: null } },
  });
  const simulator = await startSimulator({
    ...{ world, certificateDirectory, logger: silentLogger },
    ...{ keyType: 'p-256', practices: false, control: false, durable: false },
  });
  const identity = await store.identity('riverside.spinebox.test');
  return { simulator, web: openHttpClient({ identity }) };
}

/** Every organisation of a search of ORD, by following Next-Page; how many pages it took. */
export async function downloadOverOrd(supplier: OrganisationSupplier, path: string) {
  const codes: string[] = [];
  let pages = 0;
  for (let next: string | undefined = path; next !== undefined; pages++) {
    assert.ok(pages < 100, 'the pages have no end');
    const { status, headers, text } = await supplier.ask('ORD', next);
    assert.equal(status, 200, text);
    const { Organisations } = JSON.parse(text) as { Organisations: { OrgId: string }[] };
    codes.push(...Organisations.map(({ OrgId }) => OrgId));
    next = headerValue(headers, 'Next-Page');
  }
  return { codes, pages };
}
