import {
  endRegistration,
  registerAtPractice,
} from '../../src/demographics/change/change-practice.ts';
import { generatePatients } from '../../src/demographics/generated/generate-patients.ts';
import type { Patient } from '../../src/demographics/patient.ts';
import type { ChangeNote, PatientRegister } from '../../src/demographics/register/register.ts';
import type { NhsNumber } from '../../src/domain/nhs-number.ts';
import { inventNhsNumber } from '../../src/gp2gp/synthetic/people.ts';
import type { Clock } from '../../src/platform/clock.ts';
import type { Random } from '../../src/platform/random.ts';
import type { PatientShape, ScenarioFile } from '../../src/scenario/scenario-shape.ts';

export type Place = PatientShape['at'];

/** The patients of one situation on PDS. */
export interface PlacedPatients {
  /** NHS numbers by the names of the scenario file; `former NAME` for a number that was replaced. */
  readonly numbers: ReadonlyMap<string, string>;
  nameOf(nhsNumber: string | undefined): string | undefined;
  move(name: string, to: Place): void;
  /** Takes them off the register again. */
  remove(): void;
}

export interface PlacingParts {
  readonly register: PatientRegister;
  readonly clock: Clock;
  readonly random: Random;
  readonly seed: number;
  /** ODS codes of the places. */
  readonly places: Readonly<Record<Exclude<Place, 'nobody'>, string>>;
  readonly reuseProvisionId: () => boolean;
}

export function placePatients(
  { patients }: ScenarioFile,
  { register, clock, random, seed, places, reuseProvisionId }: PlacingParts,
): PlacedPatients {
  const numbers = new Map<string, string>();
  const former = new Map<string, string>();
  const put: string[] = [];
  const note = (what: string): ChangeNote => ({
    ...{ at: clock.now().toISOString(), face: 'operator', by: 'situation', what },
  });
  const freshNumber = (): NhsNumber => {
    for (;;) {
      const number = inventNhsNumber(random);
      if (!register.get(number) && !put.includes(number)) return number;
    }
  };
  const take = (patient: Patient) => {
    register.put(patient, note('registration'));
    put.push(patient.nhsNumber);
  };
  for (const [index, [name, shape]] of Object.entries(patients).entries()) {
    const nhsNumber = freshNumber();
    numbers.set(name, nhsNumber);
    if (!shape.known) continue;
    const practices = shape.at === 'nobody' ? [] : [places[shape.at]];
    const [person] = generatePatients({ count: 1, seed: seed + index, practices });
    if (!person) continue;
    const is: Patient = { ...person, nhsNumber, scn: 1, ...traits(shape, clock) };
    if (!shape.superseded) {
      take(is);
      continue;
    }
    const before = freshNumber();
    former.set(`former ${name}`, before);
    take({ ...is, nhsNumber: before, status: 'superseded', supersededBy: nhsNumber });
    take({ ...is, supersedes: [before] });
  }
  for (const [name, number] of former) numbers.set(name, number);
  const names = new Map(
    [...numbers].map(([name, number]) => [number, name.replace(/^former /, '')]),
  );
  return {
    numbers,
    nameOf: (number) => (number === undefined ? undefined : names.get(number)),
    move(name, to) {
      const number = numbers.get(name);
      if (number === undefined) return;
      const now = clock.now();
      register.change(number, undefined, note('moved by the situation'), (patient) =>
        to === 'nobody'
          ? endRegistration(patient, { now })
          : registerAtPractice(patient, {
              ods: places[to],
              now,
              reuseProvisionId: reuseProvisionId(),
            }),
      );
    },
    remove() {
      for (const number of put) register.remove(number);
    },
  };
}

function traits({ sensitive, deceased }: PatientShape, clock: Clock): Partial<Patient> {
  const day = clock.now().toISOString().slice(0, 10).replaceAll('-', '');
  return {
    ...(sensitive && { sensitivity: 'S' as const }),
    ...(deceased && { deceased: { time: day, notification: '2' as const } }),
  };
}
