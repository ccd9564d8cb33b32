/** A role that organisations can have. */
export interface ReferenceRole {
  /** `RO177` */
  readonly id: string;
  readonly displayName: string;
  readonly primary: boolean;
}

/** A kind of relationship, or a record class. */
export interface ReferenceCode {
  readonly id: string;
  readonly displayName: string;
}

const role = (id: string, displayName: string, primary = true): ReferenceRole => ({
  ...{ id, displayName, primary },
});

/** The roles that public documents and examples name; others are shown by their id alone (sds-ods 3.4). */
export const ROLES: readonly ReferenceRole[] = [
  role('RO7', 'HOSPICE', false),
  role('RO57', 'FOUNDATION TRUST', false),
  role('RO72', 'OTHER PRESCRIBING COST CENTRE', false),
  role('RO76', 'GP PRACTICE', false),
  role('RO82', 'PRISON'),
  role('RO98', 'CLINICAL COMMISSIONING GROUP'),
  role('RO116', 'EXECUTIVE AGENCY'),
  role('RO167', 'OPTICAL SITE'),
  role('RO172', 'INDEPENDENT SECTOR HEALTHCARE PROVIDER'),
  role('RO177', 'PRESCRIBING COST CENTRE'),
  role('RO181', 'PHARMACY HEADQUARTER'),
  role('RO182', 'PHARMACY'),
  role('RO197', 'NHS TRUST'),
  role('RO198', 'NHS TRUST SITE'),
  role('RO227', 'SCOTTISH GP PRACTICE'),
  role('RO251', 'IMMIGRATION REMOVAL CENTRE'),
  role('RO257', 'SECURE TRAINING CENTRE'),
  role('RO260', 'YOUNG OFFENDER INSTITUTION'),
  role('RO272', 'PRIMARY CARE NETWORK'),
  role('RO318', 'INTEGRATED CARE BOARD', false),
  role('RO319', 'SUB ICB LOCATION', false),
];

export const RELATIONSHIPS: readonly ReferenceCode[] = [
  { id: 'RE4', displayName: 'IS COMMISSIONED BY' },
  { id: 'RE5', displayName: 'IS LOCATED IN THE GEOGRAPHY OF' },
  { id: 'RE6', displayName: 'IS OPERATED BY' },
  { id: 'RE8', displayName: 'IS PARTNER TO' },
  { id: 'RE10', displayName: 'IS NOMINATED PAYEE FOR' },
];

export const RECORD_CLASSES: readonly ReferenceCode[] = [
  { id: 'RC1', displayName: 'HSCOrg' },
  { id: 'RC2', displayName: 'HSCSite' },
];

const NAMES: ReadonlyMap<string, string> = new Map(
  [...ROLES, ...RELATIONSHIPS, ...RECORD_CLASSES].map(({ id, displayName }) => [id, displayName]),
);

/** The name of a role, a relationship or a record class; the id itself where none is known. */
export function displayNameOf(id: string): string {
  return NAMES.get(id) ?? id;
}

const PRIMARY_ROLES: ReadonlyMap<string, boolean> = new Map(
  ROLES.map(({ id, primary }) => [id, primary]),
);

/** Whether a role is one of the primary ones; `undefined` where that is not known. */
export function isPrimaryRole(id: string): boolean | undefined {
  return PRIMARY_ROLES.get(id);
}
