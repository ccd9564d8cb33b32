import type { NhsNumber } from '../domain/nhs-number.ts';

/** A date or time of HL7: `1955`, `195503`, `19550304`, `20260105101700`, kept as it was written (pds-identity 5.2). */
export type HlTime = string;

/**
 * One demographic record, behind every face of PDS (pds-identity 5.4). Immutable: a change makes a new one
 * whose serial change number is one higher. Codes are those of the HL7 vocabularies (pds-identity 1.11).
 */
export interface Patient {
  readonly nhsNumber: NhsNumber;
  /** Serial change number: HL7's, and FHIR's `meta.versionId` and ETag. */
  readonly scn: number;
  readonly status: 'active' | 'superseded' | 'invalidated' | 'redacted';
  readonly supersededBy?: NhsNumber;
  /** Numbers that were merged into this one. */
  readonly supersedes: readonly NhsNumber[];
  readonly sensitivity: Sensitivity;
  /** `0` not known, `1` male, `2` female, `9` not specified. */
  readonly gender?: Gender;
  readonly birthTime?: HlTime;
  readonly multipleBirthOrder?: number;
  readonly birthPlace?: BirthPlace;
  readonly deceased?: Death;
  readonly names: readonly PersonName[];
  readonly addresses: readonly Address[];
  readonly telecoms: readonly Telecom[];
  /** The current one of a code first, then the past ones. */
  readonly provisions: readonly CareProvision[];
  readonly removal?: Removal;
  /** ODS code: who holds the record of somebody without a practice. */
  readonly managingOrganization?: string;
  readonly relatives: readonly Relative[];
  readonly language?: Language;
  readonly contactPreference?: ContactPreference;
  /** FHIR's emergency contacts. */
  readonly emergencyContacts: readonly EmergencyContact[];
  /** Cypher of the former health authority. */
  readonly nhaisCypher?: string;
  /** `…17.167` */
  readonly paperRecord?: { readonly status: string; readonly from?: HlTime };
  /** Base64. */
  readonly sharedSecret?: string;
  readonly previousNhsContact?: '0' | '1';
}

export type Gender = '0' | '1' | '2' | '9';

/** `Y` stop noted, `S` sensitive, `B` business reason; `V` very restricted, which only FHIR can say. */
export type Sensitivity = 'none' | 'Y' | 'S' | 'B' | 'V';

/** From and to of anything that counts for a time; open ends are absent. */
export interface Span {
  readonly from?: HlTime;
  readonly to?: HlTime;
}

/** What carries an object id: unique in its patient, stable, the handle of later changes. */
export interface Item extends Span {
  readonly id: string;
}

export interface PersonName extends Item {
  /** `L` usual, `A` alias, `PREFERRED`, `PREVIOUS`, `PREVIOUS-BIRTH`, `PREVIOUS-MAIDEN`, `PREVIOUS-BACHELOR`. */
  readonly use: string;
  readonly prefix?: string;
  readonly given: readonly string[];
  readonly family?: string;
  readonly suffix?: string;
}

export interface Address extends Item {
  /** `H` home, `TMP` temporary, `PST` correspondence. */
  readonly use: string;
  /** Five, empty ones kept; none for a person of no fixed abode. */
  readonly lines: readonly string[];
  readonly postcode?: string;
  /** Keys of the Postcode Address File and of the Unique Property Reference. */
  readonly pafKey?: string;
  readonly uprn?: string;
  /** Of a temporary address: what it is. */
  readonly text?: string;
}

export interface Telecom extends Item {
  /** `H`, `HP`, `HV`, `WP`, `AS`, `EC`, `PG`, `MC`. */
  readonly use: string;
  readonly system: 'phone' | 'email' | 'fax' | 'other';
  /** Without a scheme: `01632960001`. */
  readonly value: string;
}

export interface CareProvision extends Item {
  /** `1` primary care, `P1` nominated pharmacy, `P2` appliance supplier, `P3` dispensing doctor. */
  readonly code: '1' | 'P1' | 'P2' | 'P3';
  /** ODS code. */
  readonly ods: string;
  /** Who last wrote it. */
  readonly sourceAsid?: string;
  /** When PDS took it into use, and out of it. */
  readonly systemFrom?: HlTime;
  readonly systemTo?: HlTime;
}

export interface Death {
  readonly time: HlTime;
  /** `1` informal, `2` formal. */
  readonly notification: '1' | '2';
  readonly systemEffectiveDate?: HlTime;
}

export interface BirthPlace {
  readonly city?: string;
  readonly district?: string;
  readonly country?: string;
}

/** Why somebody has no practice any more; reason of `…17.168`. */
export interface Removal extends Span {
  readonly reason: string;
}

export interface Relative extends Item {
  /** `…16.15`: `01` spouse, `03` parent, `04` next of kin ... */
  readonly relationship: string;
  readonly nhsNumber?: NhsNumber;
  readonly name?: PersonName;
  readonly address?: Address;
  readonly telecoms: readonly Telecom[];
  readonly nextOfKin?: boolean;
}

export interface EmergencyContact extends Item {
  readonly name?: string;
  readonly telecoms: readonly Telecom[];
}

export interface Language {
  readonly code: string;
  readonly interpreter: boolean;
}

export interface ContactPreference {
  /** `…16.16` */
  readonly method?: string;
  /** `…16.17` */
  readonly written?: string;
  readonly times?: string;
}

/** The provision of a code that is in force: the one without an end. */
export function currentProvision(
  { provisions }: Pick<Patient, 'provisions'>,
  code: CareProvision['code'] = '1',
): CareProvision | undefined {
  return provisions.find((each) => each.code === code && each.to === undefined);
}
