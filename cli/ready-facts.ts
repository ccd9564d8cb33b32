import { join } from 'node:path';
import { OPENID_PREFIX } from '../simulator/identity/id-tokens.ts';
import type { Simulator } from '../simulator/simulator.ts';

/** Where everything of a running simulator is, for scripts (`spinebox up --json`) and for the ready block. */
export interface ReadyFacts {
  readonly spine: {
    readonly url: string;
    readonly plainUrl?: string;
    readonly partyKey: string;
    readonly asid: string;
    readonly odsCode: string;
  };
  readonly sds: { readonly ldaps?: string; readonly ldap?: string; readonly fhir: string };
  readonly pds: { readonly fhir: string; readonly smsp: string; readonly patients: number };
  readonly identity: {
    readonly token: string;
    readonly cis2: string;
    readonly smartcard: string;
    readonly users: number;
  };
  readonly gateway: { readonly url: string; readonly plainUrl?: string };
  readonly control: string | null;
  readonly certificates: { readonly directory: string; readonly trust: string };
  readonly practices: readonly PracticeFacts[];
}

export interface PracticeFacts {
  readonly odsCode: string;
  readonly name: string;
  readonly played: 'bundled' | 'external';
  readonly partyKey: string;
  readonly asid: string;
  readonly fqdn: string;
  readonly endpoint: string;
}

export function readyFacts(simulator: Simulator): ReadyFacts {
  const world = simulator.world.current();
  const { url, plainUrl } = simulator.gateway;
  const { partyKey, asid, odsCode } = world.spine;
  const { host, port, tlsPort } = simulator.ldap;
  const directory = simulator.certificateDirectory;
  return {
    spine: {
      url: simulator.spine.url,
      ...(simulator.spine.plainUrl && { plainUrl: simulator.spine.plainUrl }),
      ...{ partyKey, asid, odsCode },
    },
    sds: {
      ...(tlsPort !== undefined && { ldaps: `ldaps://${host}:${tlsPort}` }),
      ...(port !== undefined && { ldap: `ldap://${host}:${port}` }),
      fhir: `${url}${world.sds.fhir.prefix}`,
    },
    pds: {
      fhir: `${url}${world.pds.fhir.prefix}`,
      smsp: `${url}${world.pds.smsp.prefix}`,
      patients: simulator.services.register.size,
    },
    identity: {
      token: `${url}/oauth2/token`,
      cis2: `${url}${OPENID_PREFIX}/.well-known/openid-configuration`,
      smartcard: `${url}/saml/RoleAssertion`,
      users: Object.keys(world.identity.users).length,
    },
    gateway: { url, ...(plainUrl && { plainUrl }) },
    control: simulator.control ? `${simulator.control.url}/api/v1` : null,
    certificates: { directory, trust: join(directory, 'trust.pem') },
    practices: world.parties.map((party) => ({
      odsCode: party.odsCode,
      name: party.name,
      played: party.played,
      partyKey: party.partyKey,
      asid: party.asid,
      fqdn: party.fqdn,
      endpoint: party.endpoint,
    })),
  };
}
