import { contractOf, type HandlerValues } from '../../../src/directory/contract-of.ts';
import { firstValueOf } from '../../../src/directory/entry.ts';
import { serviceInteraction } from '../../../src/domain/interaction.ts';
import type { FoundEntry, LdapClient } from '../../../src/platform/ldap-client.ts';
import type { LdapFilter } from '../../../src/wire/ldap/ldap-filter.ts';
import { renderFilter } from '../../../src/wire/ldap/render-filter.ts';
import {
  found,
  notAsked,
  onlyOne,
  type Searched,
  type SystemFinder,
  type SystemOutcome,
  systemMeant,
} from './system-finder.ts';

const SYSTEM_ATTRIBUTES = ['nhsMHSPartyKey', 'uniqueIdentifier'];
const HANDLER_ATTRIBUTES = [
  'nhsMhsCPAId',
  'nhsMHSEndPoint',
  'nhsMhsFQDN',
  'nhsMHSAckRequested',
  'nhsMHSDuplicateElimination',
  'nhsMHSPersistDuration',
  'nhsMHSRetries',
  'nhsMHSRetryInterval',
  'nhsMHSSyncReplyMode',
  'nhsMHSActor',
];

/**
 * Finds systems over LDAP: the accredited system of the organisation, then the message handler of that
 * system's party key (sds-ods 1.6, Q2 and Q3). One connection for each question.
 *
 * @param open a client of the directory of the moment
 */
export function findInLdap(open: () => LdapClient): SystemFinder {
  return {
    async find(query) {
      const client = open();
      try {
        return await findWith(client, query);
      } finally {
        await client.close();
      }
    },
  };
}

async function findWith(
  client: LdapClient,
  { odsCode, service, action, known }: Parameters<SystemFinder['find']>[0],
): Promise<SystemOutcome> {
  const interaction = serviceInteraction(service, action);
  const systems = await search(client, SYSTEM_ATTRIBUTES, [
    ['nhsIDCode', odsCode],
    ['objectClass', 'nhsAs'],
    ['nhsAsSvcIA', interaction],
  ]);
  if (!systems.ok) return systems.outcome;
  const what = `system of ${odsCode} for ${action}`;
  const system = systemMeant(systems.things, what, known, (each) => ({
    asid: firstValueOf(each, 'uniqueIdentifier'),
    partyKey: firstValueOf(each, 'nhsMHSPartyKey'),
  }));
  if (!system.ok) return system.outcome;
  const { asid, partyKey } = system;
  const handlers = await search(client, HANDLER_ATTRIBUTES, [
    ['objectClass', 'nhsMhs'],
    ['nhsMHSPartyKey', partyKey],
    ['nhsMhsSvcIA', interaction],
  ]);
  if (!handlers.ok) return handlers.outcome;
  const handler = onlyOne(handlers.things, `message handler of ${partyKey} for ${action}`);
  if (!handler.ok) return handler.outcome;
  const owner = { partyKey, odsCode };
  const contract = contractOf({ service, action }, owner, valuesIn(handler.value));
  return found({ odsCode, asid, partyKey, contract });
}

async function search(
  client: LdapClient,
  attributes: readonly string[],
  wanted: readonly (readonly [attribute: string, value: string])[],
): Promise<Searched<FoundEntry>> {
  const filters = wanted.map(
    ([attribute, value]): LdapFilter => ({ kind: 'equal', attribute, value }),
  );
  const filter = renderFilter({ kind: 'and', filters });
  const answer = await client.search({ base: 'ou=services,o=nhs', filter, attributes });
  return 'failed' in answer ? notAsked(answer.message) : { ok: true, things: answer.entries };
}

function valuesIn(entry: FoundEntry): HandlerValues {
  return Object.fromEntries(
    HANDLER_ATTRIBUTES.map((name) => [name.toLowerCase(), firstValueOf(entry, name)]),
  );
}
