import { SPECIAL_FAULTS } from '../../src/demographics/special/special-faults.ts';
import { buildWorld } from './build-world.ts';
import { PSIS_QUERY_ANSWER } from './default-answers.ts';
import { DEFAULT_IDENTITY } from './default-identity.ts';
import { DEFAULT_MAILBOXES } from './default-mailboxes.ts';
import { PDS_SERVICES } from './pds-services.ts';
import type { World } from './world.ts';
import { type WorldPatch, worldConfig } from './world-config.ts';

/** Spine alone. Codes as public test data has them (sds-ods 1.8). */
export const SPINE_ALONE: WorldPatch = {
  spine: {
    odsCode: 'YES',
    partyKey: 'YES-0000806',
    asid: '928942012545',
    fqdn: 'msg.spinebox.test',
    host: '127.0.0.1',
    port: 8443,
  },
};

/** Core Spine with an example of each of its patterns, PDS behind it, two bundled practices, a slot for a system under test. */
export const DEFAULT_CONFIG: WorldPatch = {
  ...SPINE_ALONE,
  organisations: {
    riverside: {
      ods: 'Z99001',
      name: 'Riverside Surgery',
      partyKey: 'Z99001-900001',
      asid: '999000000001',
      fqdn: 'riverside.spinebox.test',
      played: 'bundled',
      port: 8451,
    },
    hillside: {
      ods: 'Z99002',
      name: 'Hillside Practice',
      partyKey: 'Z99002-900002',
      asid: '999000000002',
      fqdn: 'hillside.spinebox.test',
      played: 'bundled',
      port: 8452,
    },
    sut: {
      ods: 'Z99003',
      name: 'System under test',
      partyKey: 'Z99003-900003',
      asid: '999000000003',
      fqdn: 'sut.spinebox.test',
      played: 'external',
      endpoint: 'https://localhost:9443/',
    },
    lakeside: {
      ods: 'Z99050',
      name: 'Lakeside Medical Centre',
      partyKey: 'Z99050-900050',
      asid: '999000000050',
      fqdn: 'lakeside.spinebox.test',
      played: 'external',
      port: 8453,
      adaptor: {},
    },
  },
  services: {
    'urn:nhs:names:services:psis:REPC_IN150016UK05': {
      pattern: 'asynchronous-reliable',
      answer: { kind: 'acknowledge', typeCode: 'AA' },
      contract: { cpaId: 'S20001A000182' },
    },
    'urn:nhs:names:services:psisquery:QUPC_IN160101UK05': {
      pattern: 'asynchronous-express',
      answer: { kind: 'payload', action: 'QUPC_IN160102UK05', xml: PSIS_QUERY_ANSWER },
    },
    ...PDS_SERVICES,
  },
  identity: DEFAULT_IDENTITY,
  faults: SPECIAL_FAULTS,
  ...DEFAULT_MAILBOXES,
};

/** The world that stands when the operator says nothing. */
export function defaultWorld(): World {
  return buildWorld(worldConfig.parse(DEFAULT_CONFIG));
}
