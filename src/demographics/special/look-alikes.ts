import type { Patient } from '../patient.ts';
import { numberOfStem } from '../register/number-pool.ts';
import { adult } from './pieces.ts';

/** More of the cluster than an advanced trace or a search may return (pds-identity 2.5). */
const CLUSTER_SIZE = 60;
const CLUSTER_STEM = 999_100_500;
const CLUSTER_BORN = '19700101';

/** Numbers 18 to 20 and the rest of the cluster: people who cannot be told apart by a search (pds-identity 5.5). */
export function lookAlikes(): readonly Patient[] {
  const twin = {
    given: 'QUEBEC',
    family: 'TWIN',
    gender: '2',
    born: '20100331',
    house: 18,
  } as const;
  return [
    adult({ number: '9991001190', ...twin }, { multipleBirthOrder: 1 }),
    adult({ number: '9991001204', ...twin }, { multipleBirthOrder: 2 }),
    member('9991001212', 0),
    ...clusterNumbers().map((number, at) => member(number, at + 1)),
  ];
}

function member(number: string, at: number): Patient {
  const given = `SIERRA${String.fromCharCode(65 + (at % 26))}`;
  return adult({
    ...{ number, given, family: 'TESTPATIENT', born: CLUSTER_BORN },
    ...{ gender: at % 2 === 0 ? '1' : '2', house: 200 + at },
  });
}

function clusterNumbers(): readonly string[] {
  const found: string[] = [];
  for (let stem = CLUSTER_STEM; found.length < CLUSTER_SIZE - 1; stem++) {
    const number = numberOfStem(stem);
    if (number) found.push(number);
  }
  return found;
}
