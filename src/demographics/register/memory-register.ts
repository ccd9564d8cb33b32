import type { NhsNumber } from '../../domain/nhs-number.ts';
import type { Patient } from '../patient.ts';
import { delayedView } from './delayed-view.ts';
import { numberPool } from './number-pool.ts';
import { patientIndex } from './patient-index.ts';
import type { Candidates, ChangeNote, PatientRegister, Version } from './register.ts';
import { sortedNumbers } from './sorted-numbers.ts';
import { versionBook } from './version-book.ts';

export interface MemoryRegisterOptions {
  readonly patients?: Iterable<Patient>;
  readonly now: () => Date;
  /** How long readers do not see a change, milliseconds; asked at each change. 0 unless given. */
  readonly visibleAfterMs?: () => number;
  /** The NHS number where allocation begins. */
  readonly pool?: string;
}

/** How far a chain of superseded numbers is followed: a circle must not hold a reader up. */
const LONGEST_CHAIN = 10;

/** A register in memory. Changes are judged against the newest version, whatever readers see. */
export function memoryRegister(options: MemoryRegisterOptions): PatientRegister {
  const { now, visibleAfterMs = () => 0 } = options;
  const beginning = (what: string): ChangeNote => ({
    ...{ at: now().toISOString(), face: 'operator', by: 'world', what },
  });
  let records = new Map<string, Patient>();
  let index = patientIndex();
  const order = sortedNumbers(() => records.keys());
  const view = delayedView({ now, delayMs: visibleAfterMs });
  const book = versionBook(beginning('loaded'));
  const pool = numberPool(options.pool);
  const listeners = new Set<(version: Version) => void>();

  const load = (patients: Iterable<Patient>) => {
    records = new Map();
    index = patientIndex();
    for (const patient of patients) {
      index.replace(records.get(patient.nhsNumber), patient);
      records.set(patient.nhsNumber, patient);
    }
    order.reset();
  };
  const store = (version: Version, before: Patient | undefined) => {
    const { patient } = version;
    records.set(patient.nhsNumber, patient);
    index.replace(before, patient);
    if (!before) order.add(patient.nhsNumber);
    book.add(version, before);
    for (const listener of [...listeners]) listener(version);
  };
  const get = (number: string) => {
    const newest = records.get(number);
    return newest && view.shown(newest);
  };
  const all = function* (numbers: Iterable<string>): Iterable<Patient> {
    for (const number of numbers) {
      const patient = get(number);
      if (patient) yield patient;
    }
  };
  load(options.patients ?? []);

  return {
    get size() {
      return records.size;
    },
    get,
    follow(number) {
      let patient = get(number);
      for (let steps = 0; patient?.status === 'superseded'; steps++) {
        if (patient.supersededBy === undefined || steps === LONGEST_CHAIN) return undefined;
        patient = get(patient.supersededBy);
      }
      return patient;
    },
    list({ after, limit = 100, practice } = {}) {
      const found: Patient[] = [];
      const numbers =
        practice === undefined ? order.after(after) : sortedOf(index.ofPractice(practice), after);
      for (const patient of all(numbers)) {
        if (found.length >= limit) break;
        found.push(patient);
      }
      return found;
    },
    candidates: (narrow: Candidates) =>
      all(withHidden(index.find(narrow) ?? records.keys(), [...view.hidden()])),
    change(number, expectedScn, note, change) {
      const before = records.get(number);
      if (!before) return { ok: false, why: 'unknown' };
      if (expectedScn !== undefined && expectedScn !== before.scn)
        return { ok: false, why: 'stale', scn: before.scn };
      const { nhsNumber, scn } = before;
      const patient: Patient = { ...change(before), nhsNumber, scn: scn + 1 };
      view.hide(before, patient);
      store({ patient, note }, before);
      return { ok: true, patient };
    },
    put(patient, note) {
      view.reveal(patient.nhsNumber);
      store({ patient, note }, records.get(patient.nhsNumber));
    },
    remove(number) {
      const before = records.get(number);
      if (!before) return false;
      records.delete(number);
      index.replace(before, undefined);
      order.reset();
      view.reveal(number);
      book.forget(number);
      return true;
    },
    allocate: () => pool.next((number) => records.has(number)),
    history(number) {
      const patient = records.get(number);
      return patient ? book.of(patient) : [];
    },
    snapshot: () => ({ patients: [...records.values()], allocated: pool.position }),
    restore({ patients, allocated }) {
      view.clear();
      book.begin(beginning('restored'));
      load(patients);
      pool.goTo(allocated);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function sortedOf(numbers: Iterable<NhsNumber>, after = ''): readonly NhsNumber[] {
  return [...numbers].filter((number) => number > after).sort();
}

/** The index knows the newest versions only: whoever readers see otherwise is a candidate as well. */
function* withHidden(numbers: Iterable<string>, hidden: readonly string[]): Iterable<string> {
  const extra = new Set(hidden);
  for (const number of numbers) {
    extra.delete(number);
    yield number;
  }
  yield* extra;
}
