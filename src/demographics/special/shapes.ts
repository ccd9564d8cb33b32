import type { Patient } from '../patient.ts';
import { plainPatient } from '../plain-patient.ts';
import { adult, homeAddress, PRACTICE, registration, usualName } from './pieces.ts';

/** Numbers 17 and 21 to 25: records of an unusual shape (pds-identity 5.5). `now` makes one born yesterday. */
export function shapes(now: Date): readonly Patient[] {
  const yesterday = dayBefore(now);
  return [
    adult(
      { ...who('9991001182', 'PAPA', 'NOFIXEDABODE', 17), gender: '1', born: '19820808' },
      {
        addresses: [{ id: 'SIM0C', use: 'H', lines: [], postcode: 'ZZ99 3VZ', from: '20200101' }],
        telecoms: [],
      },
    ),
    longNames(),
    plainPatient('9991001239'),
    adult({ ...who('9991001247', 'VICTOR', 'PARTIALDATE', 23), gender: '1', born: '1955' }),
    adult(
      { ...who('9991001255', 'WHISKEY', 'NEWBORN', 24), gender: '2', born: yesterday },
      {
        scn: 1,
        multipleBirthOrder: 1,
        provisions: [registration(PRACTICE.A, { from: yesterday })],
        addresses: [homeAddress('24 SYNTHETIC STREET', 'ZZ1 4AA', yesterday)],
      },
    ),
    adult(
      { ...who('9991001271', 'XRAY', 'THREEADDRESSES', 25), gender: '2', born: '19740921' },
      {
        addresses: [
          homeAddress('25 SYNTHETIC STREET', 'ZZ1 5AA'),
          {
            ...{ id: 'SIM0F', use: 'TMP', lines: ['WARD 1', '', '1 HOSPITAL WAY', 'TESTTOWN', ''] },
            ...{ postcode: 'ZZ3 1AA', text: 'Staying for treatment' },
            ...{ from: '20251201', to: '20271231' },
          },
          {
            ...{ id: 'SIM0G', use: 'PST', lines: ['', 'PO BOX 25', '', 'TESTTOWN', ''] },
            ...{ postcode: 'ZZ3 2AA', from: '20250101', to: '20271231' },
          },
        ],
      },
    ),
  ];
}

/** 21. As long as the rules let names and lines be, with letters beyond ASCII. */
function longNames(): Patient {
  const line = (text: string) => text.padEnd(35, 'X').slice(0, 35);
  return adult(
    { ...who('9991001220', 'SIÂN', "O'NEIL-DE LA CRUZ", 21), gender: '2', born: '19700630' },
    {
      names: [
        usualName(
          {
            ...{ prefix: 'DR', given: ['SIÂN', 'ZOË', "D'ARCY", 'ŁUCJA', 'NÚÑEZ'] },
            ...{ family: "O'NEIL-DE LA CRUZ", suffix: 'OBE' },
          },
          '19700630',
        ),
      ],
      addresses: [
        {
          ...homeAddress('', 'ZZ1 1ZZ'),
          lines: ["L'ÉTAGE ", '21 SYNTHETIC STREET ', 'Ŷ AND ', 'TESTTOWN & ', '<COUNTY> '].map(
            line,
          ),
        },
      ],
    },
  );
}

function dayBefore(now: Date): string {
  return new Date(now.getTime() - 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
}

function who(number: string, given: string, family: string, house: number) {
  return { number, given, family, house } as const;
}
