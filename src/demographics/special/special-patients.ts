import type { Patient } from '../patient.ts';
import { ordinaryAdults } from './adults.ts';
import { lookAlikes } from './look-alikes.ts';
import { misbehaving } from './misbehaving.ts';
import { registrations } from './registrations.ts';
import { shapes } from './shapes.ts';
import { statuses } from './statuses.ts';

/**
 * The patients of special kinds (pds-identity 5.5), one whose past practice comes first, and the cluster that
 * is too large for a search. In the order of NHS numbers. `now` makes one of them born yesterday.
 */
export function specialPatients(now: Date): readonly Patient[] {
  return [
    ...ordinaryAdults(),
    ...statuses(),
    ...registrations(),
    ...shapes(now),
    ...lookAlikes(),
    ...misbehaving(),
  ].sort((a, b) => (a.nhsNumber < b.nhsNumber ? -1 : 1));
}
