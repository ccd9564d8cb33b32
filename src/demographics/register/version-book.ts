import type { Patient } from '../patient.ts';
import type { ChangeNote, Version } from './register.ts';

/** Versions of one record that are kept; the oldest go first. */
const MOST_OF_ONE = 100;
/** Versions of all records together. */
const MOST_IN_ALL = 50_000;

/** Histories of the records that were changed. Bounded: callers can change as often as they like. */
export interface VersionBook {
  add(version: Version, before: Patient | undefined): void;
  /** Oldest first; `current` alone when nothing was changed. */
  of(current: Patient): readonly Version[];
  forget(nhsNumber: string): void;
  /** Histories begin anew with the records as they are. */
  begin(note: ChangeNote): void;
}

export function versionBook(first: ChangeNote): VersionBook {
  // In the order of their last change, so that what nobody touches any more goes first.
  const books = new Map<string, Version[]>();
  let beginning = first;
  let count = 0;
  const trim = (versions: Version[], keep: number) => {
    const drop = Math.max(0, versions.length - keep);
    versions.splice(0, drop);
    count -= drop;
  };
  return {
    add(version, before) {
      const number = version.patient.nhsNumber;
      const known = books.get(number);
      const versions = known ?? (before ? [{ patient: before, note: beginning }] : []);
      if (!known) count += versions.length;
      versions.push(version);
      count++;
      trim(versions, MOST_OF_ONE);
      books.delete(number);
      books.set(number, versions);
      for (const [oldest, longest] of books) {
        if (count <= MOST_IN_ALL || oldest === number) break;
        count -= longest.length;
        books.delete(oldest);
      }
    },
    of: (current) => [...(books.get(current.nhsNumber) ?? [{ patient: current, note: beginning }])],
    forget(number) {
      count -= books.get(number)?.length ?? 0;
      books.delete(number);
    },
    begin(note) {
      beginning = note;
      books.clear();
      count = 0;
    },
  };
}
