import { writeLdif } from '../../src/wire/ldif/write-ldif.ts';

/** LDIF of a practice's system and of its message handler for one interaction. */
export function practiceLdif(ods: string, asid: string, interaction: string): string {
  const partyKey = `${ods}-9${asid.slice(-5)}`;
  const cpaId = `S${asid}`;
  const entry = (id: string, is: string, facts: Readonly<Record<string, string>>) => ({
    dn: `uniqueIdentifier=${id},ou=Services,o=nhs`,
    attributes: [
      { name: 'objectClass', values: ['top', is] },
      ...Object.entries({
        uniqueIdentifier: id,
        nhsIDCode: ods,
        nhsMHSPartyKey: partyKey,
        ...facts,
      }).map(([name, value]) => ({ name, values: [value] })),
    ],
  });
  return writeLdif([
    entry(asid, 'nhsAs', { nhsAsClient: ods, nhsAsSvcIA: interaction }),
    entry(cpaId, 'nhsMhs', {
      nhsMhsCPAId: cpaId,
      nhsMhsSvcIA: interaction,
      nhsMHSEndPoint: `https://${ods.toLowerCase()}.example/in`,
      nhsMHSPersistDuration: 'PT4H10M',
    }),
  ]);
}
