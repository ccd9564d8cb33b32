import type { Patient } from '../patient.ts';
import { adult, BACK_OFFICE, PHARMACY, PRACTICE, registration } from './pieces.ts';

/** Numbers 11 to 16, 26 and 35: what matters for a change of practice (pds-identity 5.5). */
export function registrations(): readonly Patient[] {
  const past = registration(PRACTICE.A, { from: '20100201', to: '20250701' });
  return [
    adult(
      { ...who('9991001115', 'JULIET', 'NEVERREGISTERED', 11), gender: '2', born: '20010709' },
      { provisions: [] },
    ),
    adult(
      { ...who('9991001123', 'KILO', 'MOVEDTOSCOTLAND', 12), gender: '1', born: '19680530' },
      removed('SCT', past),
    ),
    adult(
      { ...who('9991001131', 'LIMA', 'JOINEDFORCES', 13), gender: '2', born: '19950122' },
      removed('AFN', past),
    ),
    adult(
      { ...who('9991001158', 'MIKE', 'SMOVER', 14), gender: '1', born: '19860716' },
      { scn: 9 },
    ),
    // There and back again: the requester B is a practice of the past.
    adult(
      { ...who('9991001166', 'NOVEMBER', 'ABAPATIENT', 15), gender: '2', born: '19770311' },
      {
        scn: 15,
        provisions: [
          registration(PRACTICE.A, { from: '20240401' }),
          registration(PRACTICE.B, { from: '20220901', to: '20240401' }),
          registration(PRACTICE.A, { from: '20120101', to: '20220901' }),
        ],
      },
    ),
    adult({
      ...who('9991001174', 'OSCAR', 'ELSEWHERE', 16),
      ...{ gender: '1', born: '19591027', ods: PRACTICE.C },
    }),
    adult(
      { ...who('9991001298', 'YANKEE', 'MANYPROVIDERS', 26), gender: '1', born: '19500505' },
      {
        provisions: [
          registration(PRACTICE.A),
          { id: 'SIM0B', code: 'P1', ods: PHARMACY, from: '20210301' },
          { id: 'SIM0F', code: 'P2', ods: 'FZZ98', from: '20210401' },
          { id: 'SIM0G', code: 'P3', ods: 'Z99010', from: '20210501' },
        ],
      },
    ),
    adult({
      ...who('9991001417', 'INDIGO', 'UNKNOWNPRACTICE', 35),
      ...{ gender: '2', born: '19930214', ods: PRACTICE.UNKNOWN_TO_SDS },
    }),
    pastFirst(),
  ];
}

/** Beyond the 35: catches clients that take the first practice without looking at its dates (pds-identity 1.7). */
function pastFirst(): Patient {
  return adult(
    { ...who('9991001425', 'JADE', 'PASTFIRST', 36), gender: '1', born: '19660606' },
    {
      scn: 6,
      provisions: [
        registration(PRACTICE.B, { from: '20110101', to: '20200601' }),
        registration(PRACTICE.A, { from: '20200601' }),
      ],
    },
  );
}

function removed(reason: string, past: Patient['provisions'][number]): Partial<Patient> {
  return {
    scn: 5,
    provisions: [past],
    removal: { reason, from: '20250701' },
    managingOrganization: BACK_OFFICE,
  };
}

function who(number: string, given: string, family: string, house: number) {
  return { number, given, family, house } as const;
}
