import type { Patient } from '../patient.ts';
import { numberOf } from '../plain-patient.ts';
import { adult, BACK_OFFICE, PHARMACY, PRACTICE, registration } from './pieces.ts';

/** Numbers 3 to 10: deceased, superseded, invalidated, restricted, redacted (pds-identity 5.5). */
export function statuses(): readonly Patient[] {
  return [
    adult(
      { ...who('9991001034', 'CHARLIE', 'INFORMALDEATH', 3), gender: '1', born: '19370814' },
      { deceased: { time: '20251120', notification: '1', systemEffectiveDate: '20251121101500' } },
    ),
    adult(
      { ...who('9991001042', 'DELTA', 'FORMALDEATH', 4), gender: '2', born: '19420102' },
      { deceased: { time: '20251003', notification: '2', systemEffectiveDate: '20251010083000' } },
    ),
    adult(
      { ...who('9991001050', 'ECHO', 'MERGED', 6), gender: '1', born: '19720317' },
      { scn: 5, status: 'superseded', supersededBy: numberOf('9991001069') },
    ),
    adult(
      { ...who('9991001069', 'ECHO', 'MERGED', 6), gender: '1', born: '19720317' },
      { scn: 8, supersedes: [numberOf('9991001050')] },
    ),
    adult(
      { ...who('9991001077', 'FOXTROT', 'INVALIDATED', 7), gender: '2', born: '19830923' },
      { scn: 2, status: 'invalidated' },
    ),
    restricted(),
    adult(
      { ...who('9991001093', 'HOTEL', 'VERYRESTRICTED', 9), gender: '1', born: '19790605' },
      { scn: 6, sensitivity: 'V' },
    ),
    adult(
      { ...who('9991001107', 'INDIA', 'REDACTED', 10), gender: '2', born: '19881212' },
      { scn: 7, status: 'redacted' },
    ),
  ];
}

/** 8. Holds everything that an ordinary caller may not see of it. */
function restricted(): Patient {
  return adult(
    { ...who('9991001085', 'GOLF', 'RESTRICTED', 8), gender: '2', born: '19910418' },
    {
      scn: 4,
      sensitivity: 'Y',
      provisions: [
        registration(PRACTICE.A),
        { id: 'SIM0B', code: 'P1', ods: PHARMACY, from: '20210301' },
      ],
      managingOrganization: BACK_OFFICE,
      relatives: [
        {
          ...{ id: 'SIM0P', relationship: '03', from: '20200101', telecoms: [] },
          name: { id: 'SIM0R', use: 'L', given: ['GLORIA'], family: 'RESTRICTED' },
        },
      ],
      emergencyContacts: [
        {
          ...{ id: 'SIM0U', name: 'GLORIA RESTRICTED', from: '20200101' },
          telecoms: [{ id: 'SIM0V', use: 'H', system: 'phone', value: '01632960108' }],
        },
      ],
    },
  );
}

function who(number: string, given: string, family: string, house: number) {
  return { number, given, family, house } as const;
}
