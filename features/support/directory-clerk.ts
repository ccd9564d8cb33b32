import assert from 'node:assert/strict';
import { type Simulator, startSimulator } from '../../simulator/simulator.ts';
import { FREE_SERVICE_PORTS } from '../../simulator/world/any-ports.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import type { WorldPatch } from '../../simulator/world/world-config.ts';
import { openHttpClient, type WebClient } from '../../src/platform/http-client.ts';
import {
  type FoundEntry,
  type LdapClient,
  type LdapOutcome,
  openLdapClient,
} from '../../src/platform/ldap-client.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { PRACTICES, playedByScenario } from './cast.ts';
import { processCertificates } from './process-certificates.ts';

const CLIENT = 'riverside.spinebox.test';
const BASE = 'ou=services, o=nhs';

/** What the FHIR face answered. */
export interface FhirAnswer {
  readonly status: number;
  readonly body: {
    readonly total?: number;
    readonly entry?: readonly { readonly resource: Readonly<Record<string, unknown>> }[];
    readonly issue?: readonly { readonly diagnostics?: string }[];
  };
}

/** Somebody who looks things up in the directory of a whole simulator, over LDAPS and over FHIR. */
export interface DirectoryClerk extends AsyncDisposable {
  simulator(): Promise<Simulator>;
  configure(patch: WorldPatch): Promise<void>;
  ldap(filter: string): Promise<LdapOutcome>;
  /** The entries of a search that must succeed. */
  entries(filter: string): Promise<readonly FoundEntry[]>;
  fhir(pathAndQuery: string): Promise<FhirAnswer>;
}

export function openDirectoryClerk(): DirectoryClerk {
  let opening: Promise<Opened> | undefined;
  const opened = () => {
    opening ??= open();
    return opening;
  };
  const ldap = async (filter: string) => {
    const { directory } = await opened();
    return directory.search({ base: BASE, filter });
  };
  return {
    simulator: async () => (await opened()).simulator,
    async configure(patch) {
      await (await opened()).simulator.settings.patch(patch);
    },
    ldap,
    async entries(filter) {
      const outcome = await ldap(filter);
      assert.ok('entries' in outcome, `the directory refused: ${JSON.stringify(outcome)}`);
      return outcome.entries;
    },
    async fhir(pathAndQuery) {
      const { simulator, web } = await opened();
      const { prefix } = simulator.world.current().sds.fhir;
      const url = `${simulator.gateway.url}${prefix}${pathAndQuery}`;
      const outcome = await web.get(url, []);
      assert.ok('status' in outcome, `no answer over FHIR: ${JSON.stringify(outcome)}`);
      return {
        status: outcome.status,
        body: JSON.parse(outcome.body.toString('utf8')) as FhirAnswer['body'],
      };
    },
    async [Symbol.asyncDispose]() {
      const running = await opening?.catch(() => undefined);
      await running?.directory.close();
      await running?.web.close();
      await running?.simulator.stop();
    },
  };
}

interface Opened {
  readonly simulator: Simulator;
  readonly directory: LdapClient;
  readonly web: WebClient;
}

async function open(): Promise<Opened> {
  const { directory: certificateDirectory, store } = await processCertificates();
  const organisations = playedByScenario('Oakfield', 'https://oakfield.spinebox.test/in');
  const world = await loadWorld({ overrides: { ...FREE_SERVICE_PORTS, organisations } });
  const simulator = await startSimulator({
    ...{ world, certificateDirectory, logger: silentLogger },
    ...{ keyType: 'p-256', practices: false, control: false, durable: false },
  });
  const identity = await store.identity(CLIENT);
  const { host, tlsPort } = simulator.ldap;
  return {
    simulator,
    directory: openLdapClient({ url: `ldaps://${host}:${tlsPort}`, identity }),
    web: openHttpClient({ identity }),
  };
}

/** The key of Oakfield in the configuration. */
export const OAKFIELD = PRACTICES.Oakfield.key;
