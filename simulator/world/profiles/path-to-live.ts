import type { ProfileSetting, Standing } from './environment-profile.ts';

type Row = readonly [path: string, value: unknown, standing: Standing, source: string, why: string];

/** Settings from rows, so that a profile reads as a table. */
export function settings(rows: readonly Row[]): readonly ProfileSetting[] {
  return rows.map(([path, value, standing, source, why]) => ({
    ...{ path, value, standing, source, why },
  }));
}

/** Keys of the applications that the default world has; an environment has the key of yours in their place. */
const API_KEYS = ['sut-api-key', 'privileged-api-key', 'no-asid-api-key'];

/** What the environments with a gateway and a national directory have in common, and a sandbox has not. */
export const PATH_TO_LIVE: readonly ProfileSetting[] = settings([
  [
    'sds.ldap.listen',
    'tls-only',
    'inferred',
    'sds-ods 1.2',
    'Clients speak LDAPS on 636 from connect. No source shows plain LDAP outside OpenTest.',
  ],
  [
    'sds.ldap.clientCertificate',
    'require',
    'known',
    'sds-ods 1.2',
    'The guidance for developers asks for mutual TLS, and both public adaptors do it.',
  ],
  [
    'sds.fhir.apiKeys',
    API_KEYS,
    'known',
    'sds-ods 2.3',
    'The proxy wants an API key; which ones it takes is up to the environment.',
  ],
  ['sds.fhir.cacheSeconds', 1800, 'known', 'sds-ods 2.3', 'The proxy keeps answers for 1800 s.'],
  ['sds.fhir.quotaPerMinute', 300, 'known', 'sds-ods 2.3', '300 requests a minute per product.'],
  ['sds.fhir.spikePerSecond', 40, 'known', 'sds-ods 2.3', 'Spike arrest at 40 a second.'],
  [
    'pds.fhir.authentication',
    'enforce',
    'known',
    'pds-identity 2.3 and 2.8',
    'Only the sandbox answers without a token.',
  ],
  ['pds.fhir.ratePerSecond', 5, 'known', 'pds-identity 6, F18', 'Five requests a second.'],
  [
    'pds.asyncAnswerDelay',
    'PT2S',
    'inferred',
    'pds-identity 7',
    'A capture of an advanced trace shows about two seconds.',
  ],
  [
    'ods.fhir.apiKeys',
    API_KEYS,
    'known',
    'sds-ods 3.3 and case T5',
    'Without the header apikey the answer is 401.',
  ],
  [
    'ods.ord.quotaPerSecond',
    5,
    'inferred',
    'sds-ods 3.1.5',
    'Fair use of ORD is about five requests a second; that more is refused is our conclusion.',
  ],
  ['ods.fhir.quotaPerMinute', 300, 'known', 'sds-ods 3.3', 'The proxy lets 300 a minute through.'],
  [
    'mesh.testEndpoints',
    false,
    'known',
    'mesh-nhais 1.10',
    'The endpoints that only tests use are those of the sandbox.',
  ],
  [
    'mesh.chunkBytesAtLeast',
    5_000_000,
    'inferred',
    'mesh-nhais 1.4',
    'Chunks other than the last hold more than 5 MB; that a smaller one is refused is our conclusion.',
  ],
  [
    'identity.enforce',
    'warn',
    'unknown',
    'pds-identity 8',
    'Whether Spine asks for a live session of the user that a message names. Told, not refused.',
  ],
]);
