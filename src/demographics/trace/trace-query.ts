import type { DateRange } from '../date-range.ts';
import type { Gender, HlTime } from '../patient.ts';

/**
 * What a trace, a cross-check or a search asks for; everything that is given must hold. The faces judge first
 * whether a query may be asked at all (minimum data, wildcards).
 */
export interface TraceQuery {
  /** May hold `*`, unless the search is fuzzy. */
  readonly family?: string | undefined;
  /** Each must be a given name of the same name that has the family name; may hold `*`. */
  readonly given?: readonly string[] | undefined;
  /** One of these. */
  readonly genders?: readonly Gender[] | undefined;
  readonly born?: DateRange | undefined;
  readonly died?: DateRange | undefined;
  /** Of a home address; may hold `*`. */
  readonly postcode?: string | undefined;
  /** ODS code of the current practice. */
  readonly practice?: string | undefined;
  readonly managingOrganization?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  /** Cross-check: this number, or the one that superseded it. */
  readonly nhsNumber?: string | undefined;
  /** Past names and addresses count as well. */
  readonly history?: boolean | undefined;
  /** Like names and dates will do; otherwise all must be equal, case and accents aside. */
  readonly fuzzy?: boolean | undefined;
  /** Leaves out who was removed from registration, as searches over FHIR do (pds-identity 2.6). */
  readonly withoutRemoved?: boolean | undefined;
  /** Leaves out who must not be found at all, where searches do not show them (pds-identity 2.6). */
  readonly withoutVeryRestricted?: boolean | undefined;
  /** Today, by which past names and addresses are told; without it whatever has an end is past. */
  readonly day?: HlTime | undefined;
  /** Stops when so many are found. */
  readonly limit?: number | undefined;
}
