import { join } from 'node:path';
import type { ReadyFacts } from './doors/ready-facts.ts';
import { OPENID_PREFIX } from './identity/id-tokens.ts';
import type { Simulator } from './simulator.ts';

/** What a simulator that is up says of itself. */
export function readyFacts(simulator: Omit<Simulator, 'parts'>): ReadyFacts {
  const world = simulator.world.current();
  const { url, plainUrl } = simulator.gateway;
  const { partyKey, asid, odsCode } = world.spine;
  const { host, port, tlsPort } = simulator.ldap;
  const directory = simulator.certificateDirectory;
  const { mesh, nhais, adaptors } = simulator.neighbours;
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
    ods: {
      ...(world.ods.ord.enabled && { ord: `${url}${world.ods.ord.prefix}` }),
      ...(world.ods.fhir.enabled && { fhir: `${url}${world.ods.fhir.prefix}` }),
      ...(world.ods.stu3.enabled && { stu3: `${url}${world.ods.stu3.prefix}` }),
    },
    mesh: mesh
      ? { url: `${mesh.url}/messageexchange`, mailboxes: mesh.desk.mailboxes().length }
      : null,
    nhais: { links: nhais?.desk.links().length ?? 0 },
    adaptors: (adaptors?.desk.adaptors() ?? []).map(({ odsCode, rest, broker, queue }) => ({
      ...{ odsCode, rest, broker, queue },
    })),
    profile: world.profile,
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
