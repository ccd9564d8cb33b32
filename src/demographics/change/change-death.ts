import { secondOf } from '../date-range.ts';
import type { Death, HlTime, Patient } from '../patient.ts';

/** The record of somebody who died (pds-identity 1.8): time of death with its notification. */
export function recordDeath(
  patient: Patient,
  {
    time,
    notification,
    now,
  }: {
    readonly time: HlTime;
    readonly notification: Death['notification'];
    readonly now: Date;
  },
): Patient {
  return { ...patient, deceased: { time, notification, systemEffectiveDate: secondOf(now) } };
}

/** The record of somebody who is alive after all. */
export function withdrawDeath({ deceased: _, ...alive }: Patient): Patient {
  return alive;
}
