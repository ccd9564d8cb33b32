import { dayOf, secondOf } from '../date-range.ts';
import { nextObjectId } from '../object-ids.ts';
import { type CareProvision, currentProvision, type HlTime, type Patient } from '../patient.ts';

export interface Registration {
  /** ODS code of the new provider. */
  readonly ods: string;
  /** What it provides; primary care unless given. */
  readonly code?: CareProvision['code'];
  readonly now: Date;
  /** Who says so. */
  readonly sourceAsid?: string | undefined;
  /** Whether the new one keeps the object id of the old one, as was seen live (`pds.reuseProvisionId`). */
  readonly reuseProvisionId: boolean;
  /** The day it begins; today unless given. */
  readonly from?: HlTime | undefined;
  /** Object id for the new one where it does not keep the old one's; made up unless given. */
  readonly newId?: string | undefined;
}

/**
 * The record after a change of practice (pds-identity 1.8, 5.4): the current registration ends on the day the
 * new one begins, the new one comes first. Somebody who was without a practice is removed no more.
 */
export function registerAtPractice(patient: Patient, change: Registration): Patient {
  const { ods, code = '1', now, sourceAsid, reuseProvisionId, from = dayOf(now) } = change;
  const old = currentProvision(patient, code);
  const kept = reuseProvisionId ? lastOf(patient, code)?.id : undefined;
  const fresh: CareProvision = {
    id: kept ?? change.newId ?? nextObjectId(patient),
    ...{ code, ods, from, systemFrom: secondOf(now) },
    ...(sourceAsid ? { sourceAsid } : {}),
  };
  const { removal, managingOrganization, ...rest } = patient;
  return {
    ...(code === '1' ? rest : patient),
    provisions: [fresh, ...withEnded(patient, old, now, from)],
  };
}

/** The record without a provider of a code from a day on. `patient` itself when there was none. */
export function endRegistration(
  patient: Patient,
  { code = '1', now, from = dayOf(now) }: Pick<Registration, 'code' | 'now' | 'from'>,
): Patient {
  const old = currentProvision(patient, code);
  if (!old) return patient;
  return { ...patient, provisions: withEnded(patient, old, now, from) };
}

/** Those in force first, as live records have them; then the one that ends; then the past ones. */
function withEnded(
  { provisions }: Patient,
  old: CareProvision | undefined,
  now: Date,
  from: HlTime,
): readonly CareProvision[] {
  const others = provisions.filter((each) => each !== old);
  return [
    ...others.filter(({ to }) => to === undefined),
    ...(old ? [endOf(old, now, from)] : []),
    ...others.filter(({ to }) => to !== undefined),
  ];
}

function endOf(provision: CareProvision, now: Date, from: HlTime): CareProvision {
  return { ...provision, to: laterOf(provision.from, from), systemTo: secondOf(now) };
}

/** The current one of a code, otherwise the latest. */
function lastOf(patient: Patient, code: CareProvision['code']): CareProvision | undefined {
  const all = patient.provisions.filter((each) => each.code === code);
  return (
    currentProvision(patient, code) ?? all.sort((a, b) => ((a.to ?? '') < (b.to ?? '') ? 1 : -1))[0]
  );
}

/** No item ends before it begins, even when it began in the future. */
function laterOf(from: HlTime | undefined, day: HlTime): HlTime {
  return from !== undefined && from.slice(0, 8) > day.slice(0, 8) ? from : day;
}
