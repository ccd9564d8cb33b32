import { derivedNumber } from './derived-number.ts';
import type { Organisation } from './organisation.ts';

/** What a source of few words says of an organisation. */
export interface SimpleOrganisation {
  readonly odsCode: string;
  readonly name: string;
  /** The first is primary. */
  readonly roles: readonly string[];
  readonly address: Organisation['address'];
  /** `yyyy-mm-dd` */
  readonly opened: string;
  readonly closed?: string | undefined;
  readonly lastChangeDate: string;
  readonly telephone?: string | undefined;
  readonly commissioner?: CommissionedBy | undefined;
}

export interface CommissionedBy {
  readonly target: string;
  readonly since: string;
  readonly until?: string | undefined;
}

const SUB_ICB = 'RO98';

/** The unique number of a role that was derived, not given: relationships name it too. */
function derivedRoleNumber(odsCode: string, roleId: string): number {
  return derivedNumber('role', odsCode, roleId);
}

/** An organisation whose unique numbers follow from its codes: closed where it has an end. */
export function simpleOrganisation(source: SimpleOrganisation): Organisation {
  const { odsCode, name, address, opened, closed, lastChangeDate, telephone, commissioner } =
    source;
  const status = closed === undefined ? 'Active' : 'Inactive';
  const periods = [periodOf(opened, closed)];
  return {
    ...{ odsCode, name, recordClass: 'RC1', status, refOnly: false, lastChangeDate, periods },
    address,
    contacts: telephone === undefined ? [] : [{ type: 'tel', value: telephone }],
    roles: source.roles.map((roleId, at) => ({
      ...{ roleId, uniqueRoleId: derivedRoleNumber(odsCode, roleId) },
      ...{ primary: at === 0, status, periods },
    })),
    relationships: commissioner ? [commissionedBy(odsCode, commissioner)] : [],
    successions: [],
  };
}

function periodOf(start: string, end: string | undefined) {
  return { type: 'Operational' as const, start, ...(end !== undefined && { end }) };
}

function commissionedBy(odsCode: string, { target, since, until }: CommissionedBy) {
  return {
    relId: 'RE4',
    uniqueRelId: derivedNumber('relationship', odsCode, 'RE4', target),
    status: until === undefined ? ('Active' as const) : ('Inactive' as const),
    target,
    targetPrimaryRole: { roleId: SUB_ICB, uniqueRoleId: derivedRoleNumber(target, SUB_ICB) },
    periods: [periodOf(since, until)],
  };
}
