import type { DirectoryEntry } from '../../../src/directory/entry.ts';
import { entryOf, GP2GP } from '../../directory/entry-of.ts';

const COPC = `${GP2GP}:COPC_IN000001UK01`;
export const REQUEST = `${GP2GP}:RCMR_IN010000UK05`;
const ASKED = {
  nhsRequestorURP:
    'uniqueidentifier=555008543106,uniqueidentifier=555008542105,uid=1, ou=people, o=nhs',
  nhsDateRequested: '20150302141231',
};

/** A practice whose supplier's party key stands for it, as INT shows one; it is not listed for COPC. */
const M85019: readonly DirectoryEntry[] = [
  entryOf('nhsAs', {
    uniqueIdentifier: '200000000149',
    nhsIDCode: 'M85019',
    nhsMHSPartyKey: 'YGM24-820388',
    nhsAsClient: 'M85019',
    nhsMhsManufacturerOrg: 'YGM24',
    nhsAsSvcIA: [`${GP2GP}:MCCI_IN010000UK13`, REQUEST, `${GP2GP}:RCMR_IN030000UK06`],
    ...ASKED,
  }),
  handler('S20001A000999', 'M85019', 'YGM24-820388', REQUEST, ['https://practice.example/']),
];

/** The test organisation: two party keys handle COPC, and neither is that of its own system (sds-ods 2.6). */
const X26: readonly DirectoryEntry[] = [
  entryOf('nhsAs', {
    uniqueIdentifier: '918999199246',
    nhsIDCode: 'X26',
    nhsMHSPartyKey: 'X26-822084',
    nhsAsClient: 'X26',
    nhsMhsManufacturerOrg: 'X26',
    nhsAsSvcIA: COPC,
    ...ASKED,
  }),
  handler('S918999508766', 'X26', 'X26-9199246', COPC, ['https://one.example/']),
  handler('cb238429762210af860b', 'X26', 'X26-820918', COPC, [
    'https://two.example/a',
    'https://two.example/b',
  ]),
];

/** Spine itself. */
const YES = entryOf('nhsAs', {
  uniqueIdentifier: '928942012545',
  nhsIDCode: 'YES',
  nhsMHSPartyKey: 'YES-0000806',
  nhsAsSvcIA: 'urn:nhs:names:services:pdsquery:QUPA_IN040000UK32',
});

/** Something of another shape: it has no organisation code at all. */
const LIST = entryOf('nhsList', { uniqueIdentifier: '77' });

export const SEED: readonly DirectoryEntry[] = [...M85019, ...X26, YES, LIST];
export { COPC };

function handler(
  id: string,
  ods: string,
  partyKey: string,
  svcIA: string,
  endpoints: readonly string[],
): DirectoryEntry {
  const at = svcIA.lastIndexOf(':');
  return entryOf('nhsMhs', {
    uniqueIdentifier: id,
    nhsIDCode: ods,
    nhsMHSPartyKey: partyKey,
    nhsMhsSvcIA: svcIA,
    nhsMHsSN: svcIA.slice(0, at),
    nhsMHsIN: svcIA.slice(at + 1),
    nhsMhsCPAId: id,
    nhsMHSEndPoint: endpoints,
    nhsMHSPersistDuration: 'PT4H10M',
    nhsMHSRetries: '2',
    nhsMHSRetryInterval: 'PT2H',
    nhsMHSAckRequested: 'always',
    nhsMHSDuplicateElimination: 'always',
    nhsMHSSyncReplyMode: 'None',
    ...ASKED,
  });
}

/** So many systems of so many organisations. */
export function manySystems(count: number): readonly DirectoryEntry[] {
  return Array.from({ length: count }, (_, at) =>
    entryOf('nhsAs', {
      uniqueIdentifier: String(300_000_000_000 + at),
      nhsIDCode: `Q${String(at).padStart(5, '0')}`,
      nhsMHSPartyKey: `Q${String(at).padStart(5, '0')}-900000`,
      nhsAsSvcIA: [REQUEST, COPC],
    }),
  );
}
