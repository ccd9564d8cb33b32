import {
  ORD_ADDRESS,
  ORD_AUTHORITY,
  ORD_ROOT,
  type OrdDate,
  type OrdId,
  type OrdRecord,
  type OrdTarget,
} from './ord-record.ts';
import type { Organisation, Period } from './organisation.ts';

/** A single record of ORD (sds-ods 3.1.4), its parts in the order of the examples. */
export function writeOrdRecord(organisation: Organisation): OrdRecord {
  const { odsCode, name, status, lastChangeDate, recordClass, refOnly, periods } = organisation;
  const { roles, contacts, relationships, successions } = organisation;
  const location = locationOf(organisation);
  return {
    Organisation: {
      Name: name,
      ...datesOf(periods),
      OrgId: idOf(odsCode),
      Status: status,
      LastChangeDate: lastChangeDate,
      orgRecordClass: recordClass,
      ...(refOnly && { refOnly }),
      ...(Object.keys(location).length > 0 && { GeoLoc: { Location: location } }),
      ...(roles.length > 0 && {
        Roles: {
          Role: roles.map((role) => ({
            id: role.roleId,
            uniqueRoleId: role.uniqueRoleId,
            ...(role.primary && { primaryRole: true as const }),
            ...datesOf(role.periods),
            Status: role.status,
          })),
        },
      }),
      ...(contacts.length > 0 && {
        Contacts: { Contact: contacts.map(({ type, value }) => ({ type, value })) },
      }),
      ...(relationships.length > 0 && {
        Rels: {
          Rel: relationships.map(({ relId, uniqueRelId, target, targetPrimaryRole, ...rest }) => ({
            ...datesOf(rest.periods),
            Status: rest.status,
            Target: targetOf(target, targetPrimaryRole),
            id: relId,
            uniqueRelId,
          })),
        },
      }),
      ...(successions.length > 0 && {
        Succs: {
          Succ: successions.map(({ uniqueSuccId, date, type, target, targetPrimaryRole }) => ({
            uniqueSuccId,
            Date: [{ Type: 'Legal', Start: date }],
            Type: type,
            Target: targetOf(target, targetPrimaryRole),
          })),
        },
      }),
    },
  };
}

function locationOf({ address }: Organisation): Readonly<Record<string, string>> {
  const location: Record<string, string> = {};
  for (const [at, line] of address.lines.slice(0, 3).entries()) location[`AddrLn${at + 1}`] = line;
  for (const [name, key] of Object.entries(ORD_ADDRESS)) {
    const value = address[key];
    if (value !== undefined) location[name] = value;
  }
  return location;
}

function datesOf(periods: readonly Period[]): { readonly Date?: readonly OrdDate[] } {
  if (periods.length === 0) return {};
  return {
    Date: periods.map(({ type, start, end }) => ({
      Type: type,
      Start: start,
      ...(end !== undefined && { End: end }),
    })),
  };
}

function idOf(extension: string): OrdId {
  return { root: ORD_ROOT, assigningAuthorityName: ORD_AUTHORITY, extension };
}

function targetOf(
  code: string,
  role: { readonly roleId: string; readonly uniqueRoleId: number } | undefined,
): OrdTarget {
  return {
    OrgId: idOf(code),
    ...(role?.roleId && { PrimaryRoleId: { id: role.roleId, uniqueRoleId: role.uniqueRoleId } }),
  };
}
