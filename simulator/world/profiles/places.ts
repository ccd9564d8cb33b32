import type { WorldConfig } from '../world-config.ts';
import type { ProfilePlace } from './environment-profile.ts';

type Where = Omit<ProfilePlace, 'what' | 'here'>;
type Here = ProfilePlace['here'];

const gateway =
  (prefix: (config: WorldConfig) => string): Here =>
  (config) =>
    `https://${config.gateway.host}:${config.gateway.port}${prefix(config)}`;

const spine =
  (path: string): Here =>
  ({ spine: { host, port } }) =>
    `https://${host}:${port}${path}`;

/** What every profile has a word on, with its place in a world of ours. */
const HERE = {
  intermediary: ['Spine, forward messages', spine('/reliablemessaging/intermediary')],
  reliable: ['Spine, asynchronous reliable', spine('/reliablemessaging/reliablerequest')],
  express: ['Spine, asynchronous express', spine('/reliablemessaging/queryrequest')],
  synchronous: ['Spine, synchronous', spine('/sync-service')],
  ldap: [
    'SDS over LDAPS',
    ({ sds: { ldap } }: WorldConfig) => `ldaps://${ldap.host}:${ldap.tlsPort}`,
  ],
  sdsFhir: ['SDS FHIR', gateway(({ sds }) => sds.fhir.prefix)],
  pdsFhir: ['PDS FHIR', gateway(({ pds }) => pds.fhir.prefix)],
  token: ['OAuth token', gateway(() => '/oauth2/token')],
  odsFhir: ['ODS FHIR', gateway(({ ods }) => ods.fhir.prefix)],
  ord: ['ODS ORD 2-0-0', gateway(({ ods }) => ods.ord.prefix)],
  mesh: [
    'MESH',
    ({ mesh: { host, port } }: WorldConfig) => `https://${host}:${port}/messageexchange`,
  ],
} as const satisfies Record<string, readonly [string, Here]>;

export type PlaceName = keyof typeof HERE;

/** Places in the order of `HERE`; one that a profile says nothing of is unknown there. */
export function places(known: Readonly<Partial<Record<PlaceName, Where>>>): ProfilePlace[] {
  return Object.entries(HERE).map(([name, [what, here]]) => ({
    what,
    here,
    ...(known[name as PlaceName] ?? { standing: 'unknown', source: 'no public source' }),
  }));
}

/** A place that a source has. */
export function at(there: string, source: string, standing: Where['standing'] = 'known'): Where {
  return { there, source, standing };
}
