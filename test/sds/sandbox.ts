import { ldifOf } from './directory-stand.ts';

export const COPC = 'urn:nhs:names:services:gp2gp:COPC_IN000001UK01';
export const DISCHARGE = 'urn:nhs:names:services:ebs:PRSC_IN080000UK03';
export const GP_CONNECT = 'urn:nhs:names:services:gpconnect:documents:fhir:rest:read:binary-1';
export const WITH_REDACTIONS = 'urn:nhs:names:services:gp2gp:RCMR_IN030000UK07';
export const INTERMEDIARY = 'https://msg.int.spine2.ncrs.nhs.uk/reliablemessaging/intermediary';

const forwarded = (id: string, ods: string, partyKey: string, interaction: string) =>
  ldifOf(id, {
    objectClass: 'nhsMhs',
    nhsIDCode: ods,
    nhsMHSPartyKey: partyKey,
    nhsMhsCPAId: id,
    nhsMhsFQDN: 'test.x26.example',
    nhsMhsSvcIA: interaction,
    nhsMHSEndPoint: 'https://test.x26.example/listener',
    nhsMHSAckRequested: 'always',
    nhsMHSDuplicateElimination: 'always',
    nhsMHSPersistDuration: 'PT7H',
    nhsMHSRetries: '2',
    nhsMHSRetryInterval: 'PT2H',
    nhsMHSSyncReplyMode: 'None',
  });

const intermediary = (id: string, name: string) =>
  ldifOf(id, {
    objectClass: 'nhsMhs',
    nhsIDCode: 'YES',
    nhsMHSPartyKey: 'YES-0000806',
    nhsMhsCPAId: id,
    nhsMhsSvcIA: `urn:nhs:names:services:tms:${name}`,
    nhsMHSEndPoint: INTERMEDIARY,
  });

/** The codes of the public sandbox (sds-ods 2.6), in entries of our own. */
export const SANDBOX = [
  intermediary('S20001A000192', 'ReliableIntermediary'),
  intermediary('S20001A000190', 'ExpressIntermediary'),
  ldifOf('918999199246', {
    objectClass: 'nhsAs',
    nhsIDCode: 'X26',
    nhsMHSPartyKey: 'X26-822084',
    nhsAsClient: 'X26',
    nhsMhsManufacturerOrg: 'X26',
    nhsAsSvcIA: COPC,
  }),
  forwarded('S918999508766', 'X26', 'X26-9199246', COPC),
  forwarded('cb238429762210af860b', 'X26', 'X26-820918', COPC),
  forwarded('5878ac87fcd8acfef532', 'X26', 'X26-200150', DISCHARGE),
  forwarded('redactions', 'X26', 'X26-820918', WITH_REDACTIONS),
  ldifOf('227319907549', {
    objectClass: 'nhsMhs',
    nhsIDCode: 'B82617',
    nhsMHSPartyKey: 'B82617-0000806',
    nhsMhsSvcIA: GP_CONNECT,
    nhsMHSEndPoint: 'https://orange.example/gpconnect/',
  }),
].join('');
