import type { DirectoryEntry } from '../../src/directory/entry.ts';

/** An entry under ou=Services by its attributes, `objectClass` from `is`. */
export function entryOf(
  is: string,
  attributes: Readonly<Record<string, string | readonly string[]>>,
): DirectoryEntry {
  const [id] = [attributes.uniqueIdentifier ?? 'X'].flat();
  return {
    dn: `uniqueIdentifier=${id},ou=Services,o=nhs`,
    attributes: [
      { name: 'objectClass', values: ['top', is] },
      ...Object.entries(attributes).map(([name, value]) => ({ name, values: [value].flat() })),
    ],
  };
}

export const GP2GP = 'urn:nhs:names:services:gp2gp';

/** A system and a message handler as INT shows them, and two of Spine's test organisation (sds-ods 1.5, 2.6). */
export const M85019_AS = entryOf('nhsas', {
  uniqueIdentifier: '200000000149',
  nhsIDCode: 'M85019',
  nhsMHSPartyKey: 'YGM24-820388',
  nhsAsClient: 'M85019',
  nhsMhsManufacturerOrg: 'YGM24',
  nhsProductName: 'SystmOne',
  nhsAsSvcIA: [`${GP2GP}:RCMR_IN010000UK05`, `${GP2GP}:RCMR_IN030000UK06`],
  nhsRequestorURP: 'uniqueidentifier=1,uniqueidentifier=2,uid=3,ou=people, o=nhs',
});
export const X26_AS = entryOf('nhsAs', {
  uniqueIdentifier: '918999199246',
  nhsIDCode: 'X26',
  nhsMHSPartyKey: 'X26-822084',
  nhsAsClient: 'X26',
  nhsAsSvcIA: `${GP2GP}:COPC_IN000001UK01`,
});
export const X26_MHS = entryOf('nhsMhs', {
  uniqueIdentifier: 'cb238429762210af860b',
  nhsIDCode: 'X26',
  nhsMHSPartyKey: 'X26-820918',
  nhsMhsSvcIA: `${GP2GP}:COPC_IN000001UK01`,
  nhsMHSRetries: '2',
  nhsMHSEndPoint: ['https://one.example/', 'https://two.example/'],
});
