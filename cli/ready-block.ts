import { join } from 'node:path';
import type { Simulator } from '../simulator/simulator.ts';

export interface ReadyFacts {
  /** The folder of the certificates. */
  readonly certificates: string;
  /** Until ready. */
  readonly milliseconds: number;
}

/** What a supplier needs in order to point a system at this simulator. */
export function readyBlock(
  simulator: Simulator,
  { certificates, milliseconds }: ReadyFacts,
): string {
  const world = simulator.world.current();
  const { spine, pds, sds } = world;
  const external = world.parties.filter(({ played }) => played === 'external');
  const bundled = world.parties.filter(({ played }) => played === 'bundled');
  const lines = [
    `spinebox is ready (${milliseconds} ms)`,
    '',
    'Spine',
    row('forward reliable', `${simulator.spine.url}/reliablemessaging/forwardreliable`),
    row('reliable', `${simulator.spine.url}/reliablemessaging/reliablerequest`),
    row('express', `${simulator.spine.url}/reliablemessaging/queryrequest`),
    row('synchronous', `${simulator.spine.url}/sync-service`),
    row('party key', `${spine.partyKey}   ASID ${spine.asid}   ODS ${spine.odsCode}`),
    ...(simulator.spine.plainUrl
      ? [row('plain HTTP', `${simulator.spine.plainUrl}  (debugging only)`)]
      : []),
    '',
    'What your system asks before it sends',
    ...directoryRows(simulator),
    row('SDS FHIR', `${simulator.gateway.url}${sds.fhir.prefix}`),
    row('PDS HL7 v3', 'through Spine, at the addresses above'),
    row('PDS FHIR', `${simulator.gateway.url}${pds.fhir.prefix}`),
    row('PDS SMSP', `${simulator.gateway.url}${pds.smsp.prefix}`),
    row('tokens', `${simulator.gateway.url}/oauth2/token   smartcard: /saml/RoleAssertion`),
    ...(simulator.gateway.plainUrl
      ? [row('plain HTTP', `${simulator.gateway.plainUrl}  (the same without TLS)`)]
      : []),
    row('patients', `${simulator.services.register.size}   spinebox patient list`),
    '',
    'Practices played by spinebox',
    ...bundled.map(({ odsCode, name, partyKey, asid, endpoint }) =>
      row(odsCode, `${name}   ${partyKey}   ASID ${asid}   ${endpoint}`),
    ),
    '',
    external.length > 0 ? 'For your system' : 'No slot for a system of yours is in the world',
    ...external.flatMap((party) => {
      const contract = world.contractFor(
        party.partyKey,
        'urn:nhs:names:services:gp2gp',
        'RCMR_IN030000UK06',
      );
      return [
        row('ODS code', `${party.odsCode}   ASID ${party.asid}   party key ${party.partyKey}`),
        row('certificate', `spinebox certs create ${party.fqdn}   (or sign --csr yours.csr)`),
        row('trust', join(certificates, 'trust.pem')),
        row('Spine calls it at', party.endpoint),
        ...(contract
          ? [
              row(
                'its CPAId',
                `${contract.cpaId}   for RCMR_IN030000UK06; all: spinebox world show --contracts`,
              ),
            ]
          : []),
      ];
    }),
    '',
    row('control API', simulator.control ? `${simulator.control.url}/api/v1` : 'off'),
    row('stop', 'Ctrl+C'),
  ];
  return lines.join('\n');
}

function directoryRows({ ldap }: Simulator): string[] {
  const addresses = [
    ...(ldap.tlsPort === undefined ? [] : [`ldaps://${ldap.host}:${ldap.tlsPort}`]),
    ...(ldap.port === undefined ? [] : [`ldap://${ldap.host}:${ldap.port}`]),
  ];
  return [row('SDS LDAP', `${addresses.join('   ')}   base ou=services,o=nhs`)];
}

function row(name: string, value: string): string {
  return `  ${name.padEnd(18)} ${value}`;
}
