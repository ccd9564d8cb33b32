import type { DirectoryEntry } from '../../src/directory/entry.ts';

export const SVC_IA = 'urn:nhs:names:services:gp2gp:RCMR_IN010000UK05';
const OTHERS = ['MCCI_IN010000UK13', 'RCMR_IN030000UK06', 'COPC_IN000001UK01'];

/** Half of them systems, half message handlers: as many organisations as there are pairs. */
export function benchEntries(count: number): readonly DirectoryEntry[] {
  return Array.from({ length: count / 2 }, (_, at) => pairOf(at)).flat();
}

export const odsOf = (at: number) => `Q${String(at).padStart(5, '0')}`;
export const partyKeyOf = (at: number) => `${odsOf(at)}-${800_000 + at}`;

function pairOf(at: number): readonly DirectoryEntry[] {
  const owner = { nhsIDCode: odsOf(at), nhsMHSPartyKey: partyKeyOf(at) };
  const asked = {
    nhsRequestorURP: 'uniqueidentifier=1,uniqueidentifier=2,uid=3,ou=people, o=nhs',
    nhsDateRequested: '20150302141231',
  };
  const service = SVC_IA.slice(0, SVC_IA.lastIndexOf(':'));
  return [
    entry('nhsAs', String(400_000_000_000 + at), {
      ...owner,
      nhsAsClient: odsOf(at),
      nhsAsSvcIA: [SVC_IA, ...OTHERS.map((each) => `${service}:${each}`)],
      ...asked,
    }),
    entry('nhsMhs', `S${100_000_000 + at}`, {
      ...owner,
      nhsMhsSvcIA: SVC_IA,
      nhsMHsSN: service,
      nhsMHsIN: SVC_IA.slice(service.length + 1),
      nhsMhsCPAId: `S${100_000_000 + at}`,
      nhsMHSEndPoint: `https://practice-${at}.example/reliablemessaging/intermediary`,
      nhsMhsFQDN: `practice-${at}.example`,
      nhsMHSPersistDuration: 'PT4H10M',
      nhsMHSRetries: '2',
      nhsMHSRetryInterval: 'PT2H',
      nhsMHSAckRequested: 'always',
      nhsMHSDuplicateElimination: 'always',
      nhsMHSSyncReplyMode: 'None',
      nhsMHSActor: 'urn:oasis:names:tc:ebxml-msg:actor:nextMSH',
      ...asked,
    }),
  ];
}

function entry(
  is: string,
  id: string,
  attributes: Readonly<Record<string, string | readonly string[]>>,
): DirectoryEntry {
  return {
    dn: `uniqueIdentifier=${id},ou=Services,o=nhs`,
    attributes: [
      { name: 'objectClass', values: ['top', is] },
      { name: 'uniqueIdentifier', values: [id] },
      ...Object.entries(attributes).map(([name, values]) => ({ name, values: [values].flat() })),
    ],
  };
}
