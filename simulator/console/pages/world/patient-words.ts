import { currentProvision, type Patient } from '../../../../src/demographics/patient.ts';
import type { Child } from '../../../../src/wire/html/markup.ts';
import { badge } from '../../pieces/badge.ts';

/** `TESTPATIENT, Alpha (Ms)`, the usual name. */
export function nameOf({ names }: Patient): string {
  const name = names.find(({ use }) => use === 'L') ?? names[0];
  if (!name) return 'no name';
  const given = name.given.join(' ');
  const whole = [name.family, given].filter((each) => each).join(', ');
  return name.prefix ? `${whole} (${name.prefix})` : whole || 'no name';
}

/** `1980-02-29`, as far as it is known. */
export function dayOf(time: string | undefined): string {
  if (time === undefined) return '';
  return [time.slice(0, 4), time.slice(4, 6), time.slice(6, 8)].filter((each) => each).join('-');
}

const GENDERS = { 0: 'not known', 1: 'male', 2: 'female', 9: 'not specified' } as const;

export function genderOf({ gender }: Patient): string {
  return gender === undefined ? '' : GENDERS[gender];
}

export function practiceOf(patient: Patient): string {
  return currentProvision(patient)?.ods ?? patient.managingOrganization ?? '';
}

/** How the record stands, and what is special about it. */
export function standingOf({ status, sensitivity, deceased, removal }: Patient): Child {
  return [
    status === 'active' ? badge('good', 'active') : badge('odd', status),
    deceased && [' ', badge('note', `died ${dayOf(deceased.time)}`)],
    removal && [' ', badge('odd', 'without a practice')],
    sensitivity !== 'none' && [' ', badge('odd', `sensitive: ${sensitivity}`)],
  ];
}
