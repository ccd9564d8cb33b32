import { type Random, seededRandom } from '../../platform/random.ts';
import type { Address, CareProvision, Patient, PersonName, Telecom } from '../patient.ts';
import { numberOfStem } from '../register/number-pool.ts';
import { FAMILIES, GIVEN, PREFIXES, STREETS, TOWNS } from './generated-facts.ts';

/** Beyond the special patients, their cluster and what is usually allocated (pds-identity 5.1). */
const FIRST_STEM = 999_101_000;
const LAST_STEM = 999_999_999;

/** Numbers of the ranges that are kept for drama. People share them: there are no more. */
const PHONES = telephones('H', '01632960');
const MOBILES = telephones('MC', '07700900');

/** Shared by all: a hundred thousand empty lists would weigh something. */
const NONE: readonly never[] = [];

export interface GeneratedPatients {
  readonly count: number;
  readonly seed: number;
  /** ODS codes that they are registered with; without any nobody is registered. */
  readonly practices: readonly string[];
  /** Takes the place of the seed. */
  readonly random?: Random;
}

/**
 * Invented people, in the order of their NHS numbers, one after the other: the same seed gives the same people.
 * Ends early where the range of test numbers does, after some 800,000.
 */
export function* generatePatients(options: GeneratedPatients): Generator<Patient, void> {
  const { count, seed, practices, random = seededRandom(seed) } = options;
  let made = 0;
  for (let stem = FIRST_STEM; stem <= LAST_STEM && made < count; stem++) {
    const nhsNumber = numberOfStem(stem);
    if (!nhsNumber) continue;
    made++;
    const gender = random.next() < 0.5 ? '1' : '2';
    const birthTime = dayFrom(random, 1930, 2024);
    const moved = dayFrom(random, Math.max(2000, Number(birthTime.slice(0, 4)) + 1), 2025);
    yield {
      nhsNumber,
      scn: random.int(1, 40),
      status: 'active',
      supersedes: NONE,
      sensitivity: 'none',
      gender,
      birthTime,
      names: namesOf(random, gender, birthTime),
      addresses: addressesOf(random, birthTime, moved),
      telecoms: telecomsOf(random),
      provisions: provisionsOf(random, practices, moved),
      relatives: NONE,
      emergencyContacts: NONE,
    };
  }
}

function namesOf(random: Random, gender: '1' | '2', born: string): readonly PersonName[] {
  const first = from(random, GIVEN[gender]);
  const given = random.next() < 0.7 ? alone(first) : [first, from(random, GIVEN[gender])];
  const family = from(random, FAMILIES);
  const usual = { id: 'SIM0E', use: 'L', prefix: from(random, PREFIXES[gender]), given, family };
  if (random.next() >= 0.08) return [{ ...usual, from: born }];
  const changed = dayFrom(random, Math.min(2025, Number(born.slice(0, 4)) + 18), 2025);
  const birth = { id: 'SIM0F', use: 'PREVIOUS-BIRTH', given, family: from(random, FAMILIES) };
  return [
    { ...usual, from: changed },
    { ...birth, from: born, to: changed },
  ];
}

function addressesOf(random: Random, born: string, moved: string): readonly Address[] {
  const current: Address = { ...home(random), id: 'SIM0C', from: moved };
  return random.next() < 0.9
    ? [current]
    : [current, { ...home(random), id: 'SIM0G', from: born, to: moved }];
}

function home(random: Random) {
  const street = `${random.int(1, 180)} ${from(random, STREETS)}`;
  const letters = String.fromCharCode(65 + random.int(0, 25), 65 + random.int(0, 25));
  const postcode = `ZZ${random.int(10, 98)} ${random.int(0, 9)}${letters}`;
  return { use: 'H', lines: ['', street, '', from(random, TOWNS), ''], postcode };
}

function telecomsOf(random: Random): readonly Telecom[] {
  return from(random, random.next() < 0.5 ? MOBILES : PHONES);
}

function provisionsOf(
  random: Random,
  practices: readonly string[],
  moved: string,
): readonly CareProvision[] {
  if (practices.length === 0) return NONE;
  const ods = from(random, practices);
  const current: CareProvision = { id: 'SIM0A', code: '1', ods, from: moved };
  if (random.next() < 0.7) return [current];
  return [current, { id: 'SIM0B', code: 'P1', ods: 'FZZ99', from: moved }];
}

/** `19550304`, from the first day of a year to the 28th of December of another. */
function dayFrom(random: Random, firstYear: number, lastYear: number): string {
  const year = random.int(Math.min(firstYear, lastYear), lastYear);
  const number = year * 10_000 + random.int(1, 12) * 100 + random.int(1, 28);
  return shared(number);
}

/** Days written once: people share them by the dozen. */
const DAYS = new Map<number, string>();

function shared(number: number): string {
  const known = DAYS.get(number);
  if (known !== undefined) return known;
  const day = String(number);
  DAYS.set(number, day);
  return day;
}

const ALONE = new Map<string, readonly string[]>();

function alone(name: string): readonly string[] {
  const list = ALONE.get(name) ?? [name];
  ALONE.set(name, list);
  return list;
}

function telephones(use: string, beginning: string): readonly (readonly [Telecom])[] {
  return Array.from({ length: 1000 }, (_, at) => {
    const value = `${beginning}${String(at).padStart(3, '0')}`;
    return [{ id: 'SIM0D', use, system: 'phone', value }];
  });
}

function from<T>(random: Random, all: readonly T[]): T {
  const found = all[random.int(0, all.length - 1)];
  if (found === undefined) throw new RangeError('there is nothing to choose from');
  return found;
}
