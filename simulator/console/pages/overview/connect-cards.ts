import type { Child, Markup } from '../../../../src/wire/html/markup.ts';
import type { PracticeFacts, ReadyFacts } from '../../../doors/ready-facts.ts';
import { CONSOLE, h } from '../../element.ts';
import { copyable } from '../../pieces/copyable.ts';
import { facts } from '../../pieces/facts.ts';

const MOST_SLOTS = 3;

/** What is put into a system so that it finds this simulator, to be copied. */
export function connectCards(ready: ReadyFacts): Markup {
  const { spine, sds, pds, identity, gateway, control, certificates, practices } = ready;
  const { ods, mesh, nhais, adaptors } = ready;
  const slots = practices.filter(({ played }) => played === 'external').slice(0, MOST_SLOTS);
  return h(
    'div',
    { class: 'grid connect' },
    card('Spine', [
      [
        'Forward reliable',
        copied(`${spine.url}/reliablemessaging/forwardreliable`, 'forward reliable address'),
      ],
      ['Reliable', copied(`${spine.url}/reliablemessaging/reliablerequest`, 'reliable address')],
      ['Express', copied(`${spine.url}/reliablemessaging/queryrequest`, 'express address')],
      ['Synchronous', copied(`${spine.url}/sync-service`, 'synchronous address')],
      ['Party key', copied(spine.partyKey, 'party key of Spine')],
      ['ASID', copied(spine.asid, 'ASID of Spine')],
      ['Plain HTTP', copied(spine.plainUrl, 'plain address of Spine')],
    ]),
    card('SDS, PDS', [
      ['LDAP over TLS', copied(sds.ldaps, 'LDAPS address')],
      ['LDAP', copied(sds.ldap, 'LDAP address')],
      ['LDAP base', copied('ou=services,o=nhs', 'LDAP base')],
      ['SDS FHIR', copied(sds.fhir, 'SDS FHIR address')],
      ['PDS FHIR', copied(pds.fhir, 'PDS FHIR address')],
      ['PDS SMSP', copied(pds.smsp, 'PDS SMSP address')],
      ['Patients', String(pds.patients)],
      ['Without TLS', copied(gateway.plainUrl, 'plain address of the web faces')],
    ]),
    card('Identity', [
      ['Tokens', copied(identity.token, 'token address')],
      ['CIS2', copied(identity.cis2, 'CIS2 discovery address')],
      ['Smartcards', copied(identity.smartcard, 'smartcard address')],
      ['Users', String(identity.users)],
      ['Control API', copied(control ?? undefined, 'control API address')],
    ]),
    card('ODS, MESH, GP Links', [
      ['ORD', copied(ods.ord, 'ORD address')],
      ['ODS FHIR', copied(ods.fhir, 'ODS FHIR address')],
      ['ODS STU3', copied(ods.stu3, 'ODS STU3 address')],
      ['MESH', copied(mesh?.url, 'MESH address')],
      ['Mailboxes', mesh ? linkTo('/mailboxes', String(mesh.mailboxes)) : undefined],
      ['GP Links', linkTo('/gp-links', String(nhais.links))],
    ]),
    adaptors.slice(0, MOST_SLOTS).map((adaptor) =>
      card(`MHS adaptor of ${adaptor.odsCode}`, [
        ['Send to', copied(adaptor.rest, `REST address of the adaptor of ${adaptor.odsCode}`)],
        ['Broker', copied(adaptor.broker, `broker of the adaptor of ${adaptor.odsCode}`)],
        ['Queue', copied(adaptor.queue, `queue of the adaptor of ${adaptor.odsCode}`)],
        ['What it does', linkTo('/adaptors', 'on the Adaptors page')],
      ]),
    ),
    card('Trust', [
      ['Trust bundle', copied(certificates.trust, 'path of the trust bundle')],
      ['Directory', copied(certificates.directory, 'path of the certificate directory')],
      ['New certificate', copied('spinebox certs create NAME', 'command')],
      ['From a request', copied('spinebox certs sign --csr FILE', 'command')],
    ]),
    slots.map(slotCard),
  );
}

function slotCard({ odsCode, name, partyKey, asid, fqdn, endpoint }: PracticeFacts): Markup {
  return card(`For your system: ${odsCode}`, [
    ['Name', name],
    ['Party key', copied(partyKey, `party key of ${odsCode}`)],
    ['ASID', copied(asid, `ASID of ${odsCode}`)],
    ['Certificate for', copied(fqdn, `host name of ${odsCode}`)],
    ['Spine calls it at', copied(endpoint, `endpoint of ${odsCode}`)],
    ['Change it', h('a', { href: `${CONSOLE}/world` }, 'on the World page')],
  ]);
}

function card(title: string, pairs: readonly (readonly [string, Child])[]): Markup {
  return h('section', { class: 'card' }, h('h3', {}, title), facts(pairs));
}

function copied(value: string | undefined, what: string): Child {
  return value === undefined ? undefined : copyable(value, what);
}

function linkTo(path: string, said: string): Markup {
  return h('a', { href: CONSOLE + path }, said);
}
