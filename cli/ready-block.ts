import type { PracticeFacts, ReadyFacts } from '../simulator/doors/ready-facts.ts';
import { readyFacts } from '../simulator/ready-facts.ts';
import type { Simulator } from '../simulator/simulator.ts';

/** What a supplier needs in order to point a system at this simulator. `milliseconds` until ready. */
export function readyBlock(simulator: Simulator, milliseconds: number): string {
  const facts = readyFacts(simulator);
  const { practices, control } = facts;
  const bundled = practices.filter(({ played }) => played === 'bundled');
  const external = practices.filter(({ played }) => played === 'external');
  return [
    `spinebox is ready (${milliseconds} ms)`,
    ...(facts.profile === 'local' ? [] : profileRows(facts)),
    '',
    ...spineRows(facts),
    '',
    ...questionRows(facts),
    '',
    ...identityRows(facts),
    '',
    ...neighbourRows(facts),
    '',
    ...section('Practices played by spinebox', bundled.flatMap(bundledRows)),
    '',
    ...section(
      external.length > 0 ? 'For your system' : 'No slot for a system of yours is in the world',
      external.flatMap((party, at) => [
        ...(at > 0 ? [''] : []),
        ...slotRows(simulator, party, facts),
      ]),
    ),
    '',
    ...rows(
      'console',
      control ? `${control.replace(/api\/v1$/, 'console/')}   in a browser` : 'off',
    ),
    ...rows('control API', control ?? 'off'),
    ...rows('why an answer', control ? 'spinebox explain NUMBER, of a line below' : '-'),
    ...rows('stop', 'Ctrl+C'),
  ].join('\n');
}

function profileRows({ profile }: ReadyFacts): readonly string[] {
  return ['', ...rows('as strict as', `${profile}   spinebox profile show ${profile}`)];
}

function spineRows({ spine }: ReadyFacts): readonly string[] {
  const { url, plainUrl, partyKey, asid, odsCode } = spine;
  return section('Spine', [
    ...rows('forward reliable', `${url}/reliablemessaging/forwardreliable`),
    ...rows('reliable', `${url}/reliablemessaging/reliablerequest`),
    ...rows('express', `${url}/reliablemessaging/queryrequest`),
    ...rows('synchronous', `${url}/sync-service`),
    ...rows('party key', `${partyKey}   ASID ${asid}   ODS ${odsCode}`),
    ...(plainUrl ? rows('plain HTTP', `${plainUrl}   (debugging only)`) : []),
  ]);
}

function questionRows({ sds, pds, gateway }: ReadyFacts): readonly string[] {
  const ldap = [sds.ldaps, sds.ldap && `${sds.ldap}   (StartTLS)`].flatMap((each) => each ?? []);
  return section('What your system asks before it sends', [
    ...rows('SDS LDAP', ...ldap, 'base ou=services,o=nhs'),
    ...rows('SDS FHIR', sds.fhir),
    ...rows('PDS HL7 v3', 'through Spine, at the addresses above'),
    ...rows('PDS FHIR', pds.fhir),
    ...rows('PDS SMSP', pds.smsp),
    ...(gateway.plainUrl ? rows('plain HTTP', `${gateway.plainUrl}   (the same without TLS)`) : []),
    ...rows('patients', `${pds.patients}   spinebox patient list`),
  ]);
}

function identityRows({ identity }: ReadyFacts): readonly string[] {
  return section('Who the user is', [
    ...rows('OAuth tokens', identity.token),
    ...rows('CIS2', identity.cis2),
    ...rows('smartcards', identity.smartcard),
    ...rows('users', `${identity.users}   in identity.users of spinebox world show`),
  ]);
}

function neighbourRows({ ods, mesh, nhais, adaptors }: ReadyFacts): readonly string[] {
  return section('What stands beside Spine', [
    ...rows('ODS ORD', ods.ord ?? 'off'),
    ...rows('ODS FHIR', ods.fhir ?? 'off'),
    ...(ods.stu3 ? rows('ODS STU3', ods.stu3) : []),
    ...rows('MESH', mesh ? `${mesh.url}   ${mesh.mailboxes} mailboxes` : 'off'),
    ...rows('GP Links', `${nhais.links} links over MESH   spinebox nhais links`),
    ...adaptors.flatMap(({ odsCode, rest, broker, queue }) =>
      rows('MHS adaptor', `${rest}   of ${odsCode}`, `${broker}   queue ${queue}`),
    ),
  ]);
}

function bundledRows({ odsCode, name, partyKey, asid, endpoint }: PracticeFacts) {
  return rows(odsCode, `${name}   ${endpoint}`, `party key ${partyKey}   ASID ${asid}`);
}

function slotRows(
  { world }: Simulator,
  { odsCode, asid, partyKey, fqdn, endpoint }: PracticeFacts,
  { certificates, adaptors }: ReadyFacts,
): readonly string[] {
  const adaptor = adaptors.find((each) => each.odsCode === odsCode);
  if (adaptor)
    return [
      ...rows('ODS code', `${odsCode}   ASID ${asid}   party key ${partyKey}`),
      ...rows('sends by', `${adaptor.rest}   no certificate needed`),
      ...rows('takes from', `queue ${adaptor.queue} at ${adaptor.broker}`),
    ];
  const contract = world
    .current()
    .contractFor(partyKey, 'urn:nhs:names:services:gp2gp', 'RCMR_IN030000UK06');
  return [
    ...rows('ODS code', `${odsCode}   ASID ${asid}   party key ${partyKey}`),
    ...rows(
      'certificate',
      `spinebox certs create ${fqdn}`,
      'or spinebox certs sign --csr FILE, with a request of yours',
    ),
    ...rows('trust', certificates.trust),
    ...rows('Spine calls it at', endpoint),
    ...(contract
      ? rows(
          'its CPAId',
          `${contract.cpaId}   for RCMR_IN030000UK06`,
          'all: spinebox world show --contracts',
        )
      : []),
  ];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return [title, ...lines];
}

/** A name and what stands for it; what is more goes below. */
function rows(name: string, ...values: readonly string[]): readonly string[] {
  return values.map((value, at) => `  ${(at === 0 ? name : '').padEnd(18)} ${value}`);
}
