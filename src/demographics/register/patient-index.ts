import type { NhsNumber } from '../../domain/nhs-number.ts';
import { mayBeWithin } from '../date-range.ts';
import { nameKey, postcodeKey } from '../name-key.ts';
import { currentProvision, type Patient } from '../patient.ts';
import { type KeyIndex, keyIndex } from './key-index.ts';
import type { Candidates } from './register.ts';

/** Finds patients by family name, postcode, birth date and practice. Kept up with every change. */
export interface PatientIndex {
  /** Either side may be absent: a new patient has no `before`, a removed one no `after`. */
  replace(before: Patient | undefined, after: Patient | undefined): void;
  /** Numbers of a superset of those who fit; `undefined` when no index helps. */
  find(narrow: Candidates): Iterable<NhsNumber> | undefined;
  /** Numbers by current practice. */
  ofPractice(ods: string): Iterable<NhsNumber>;
}

type Field = 'family' | 'postcode' | 'born' | 'practice';

/** What a patient is found by. Past names and addresses count: the caller judges whether they may. */
const KEYS_OF: Readonly<Record<Field, (patient: Patient) => readonly string[]>> = {
  family: ({ names }) => names.flatMap(({ family }) => (family ? [nameKey(family)] : [])),
  postcode: ({ addresses }) =>
    addresses.flatMap(({ postcode }) => (postcode ? [postcodeKey(postcode)] : [])),
  // `1955` stays so: a partial date may be any day of its year.
  born: ({ birthTime }) => (birthTime ? [birthTime.slice(0, 8)] : []),
  practice: (patient) => {
    const ods = currentProvision(patient)?.ods;
    return ods ? [ods.toUpperCase()] : [];
  },
};

export function patientIndex(): PatientIndex {
  const indexes: Readonly<Record<Field, KeyIndex>> = {
    family: keyIndex(),
    postcode: keyIndex(),
    born: keyIndex(),
    practice: keyIndex(),
  };
  return {
    replace(before, after) {
      const number = after?.nhsNumber ?? before?.nhsNumber;
      if (number === undefined) return;
      for (const field of Object.keys(indexes) as Field[]) {
        const old = before ? KEYS_OF[field](before) : [];
        const fresh = after ? KEYS_OF[field](after) : [];
        for (const key of old) if (!fresh.includes(key)) indexes[field].remove(key, number);
        for (const key of fresh) if (!old.includes(key)) indexes[field].add(key, number);
      }
    },
    find(narrow) {
      const lists = keysToTry(indexes, narrow).map(([index, keys]) => ({
        size: keys.reduce((sum, key) => sum + index.sizeAt(key), 0),
        numbers: () => numbersAt(index, keys),
      }));
      const shortest = lists.sort((a, b) => a.size - b.size)[0];
      return shortest?.numbers();
    },
    ofPractice: (ods) => indexes.practice.at(ods.toUpperCase()),
  };
}

/** Each index that helps, with the keys that may fit. */
function keysToTry(
  { family, postcode, born, practice }: Readonly<Record<Field, KeyIndex>>,
  narrow: Candidates,
): readonly (readonly [KeyIndex, readonly string[]])[] {
  const { familyPrefix, bornFrom, bornTo } = narrow;
  const found: (readonly [KeyIndex, readonly string[]])[] = [];
  if (narrow.family !== undefined) found.push([family, [nameKey(narrow.family)]]);
  if (narrow.postcode !== undefined) found.push([postcode, [postcodeKey(narrow.postcode)]]);
  if (narrow.practice !== undefined) found.push([practice, [narrow.practice.toUpperCase()]]);
  if (bornFrom !== undefined && bornFrom === bornTo && bornFrom.length >= 8)
    found.push([born, [8, 6, 4].map((length) => bornFrom.slice(0, length))]);
  // Walking over all keys is dear: only where nothing better was given.
  if (found.length > 0) return found;
  if (familyPrefix !== undefined) {
    const prefix = nameKey(familyPrefix);
    found.push([family, [...family.keys()].filter((key) => key.startsWith(prefix))]);
  }
  if (familyPrefix === undefined && (bornFrom !== undefined || bornTo !== undefined))
    found.push([born, [...born.keys()].filter((key) => mayBeWithin(key, bornFrom, bornTo))]);
  return found;
}

function* numbersAt(index: KeyIndex, keys: readonly string[]): Iterable<NhsNumber> {
  // A patient with two family names that fit comes once.
  const seen = keys.length > 1 ? new Set<NhsNumber>() : undefined;
  for (const key of keys) {
    for (const number of index.at(key)) {
      if (seen?.has(number)) continue;
      seen?.add(number);
      yield number;
    }
  }
}
