import { type DirectoryEntry, firstValueOf } from '../../../src/directory/entry.ts';
import { serviceInteraction } from '../../../src/domain/interaction.ts';
import { contractOf, type HandlerValues } from './contract-of.ts';
import { type DirectoryLookup, filterValue } from './directory-lookup.ts';
import { found, notFound, onlyOne, type SystemFinder } from './system-finder.ts';

const BASE = 'ou=services,o=nhs';
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
 * @param open a connection to the directory of the moment
 */
export function findInLdap(open: () => DirectoryLookup): SystemFinder {
  return {
    async find({ odsCode, service, action }) {
      const key = filterValue(serviceInteraction(service, action));
      const lookup = open();
      try {
        const systems = await lookup.search(
          BASE,
          `(&(nhsIDCode=${filterValue(odsCode)})(objectClass=nhsAs)(nhsAsSvcIA=${key}))`,
          SYSTEM_ATTRIBUTES,
        );
        const system = onlyOne(systems, `system of ${odsCode} for ${action}`);
        if (!system.ok) return system.outcome;
        const asid = firstValueOf(system.value, 'uniqueIdentifier');
        const partyKey = firstValueOf(system.value, 'nhsMHSPartyKey');
        if (!asid || !partyKey) {
          return notFound('none', `the system of ${odsCode} has no ASID or no party key`);
        }
        const handlers = await lookup.search(
          BASE,
          `(&(objectClass=nhsMhs)(nhsMHSPartyKey=${filterValue(partyKey)})(nhsMhsSvcIA=${key}))`,
          HANDLER_ATTRIBUTES,
        );
        const handler = onlyOne(handlers, `message handler of ${partyKey} for ${action}`);
        if (!handler.ok) return handler.outcome;
        const contract = contractOf(
          { service, action },
          { partyKey, odsCode },
          values(handler.value),
        );
        return found({ odsCode, asid, partyKey, contract });
      } catch (error) {
        return notFound('failed', `SDS could not be asked: ${reasonOf(error)}`);
      } finally {
        await lookup.close();
      }
    },
  };
}

function values(entry: DirectoryEntry): HandlerValues {
  return Object.fromEntries(
    HANDLER_ATTRIBUTES.map((name) => [name.toLowerCase(), firstValueOf(entry, name)]),
  );
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
