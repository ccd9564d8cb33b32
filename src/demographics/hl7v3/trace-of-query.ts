import type { DateRange } from '../date-range.ts';
import type { Gender } from '../patient.ts';
import type { TraceQuery } from '../trace/trace-query.ts';
import type { PdsQuery, WrittenTime } from './read-query.ts';

/** What a simple trace looks for: everything equal, nothing of the past (pds-identity 1.5). */
export function simpleTraceOf(query: PdsQuery, day: string): TraceQuery {
  return {
    ...personOf(query),
    given: query.name?.given ?? [],
    family: query.name?.families[0],
    day,
    limit: 2,
  };
}

/** What an advanced trace looks for: `1` wildcards and ranges, `2` likeness as well (pds-identity 1.6). */
export function advancedTraceOf(query: PdsQuery, day: string, limit: number): TraceQuery {
  const fuzzy = query.searchTypes[0] === '2';
  return {
    ...personOf(query),
    given: query.name?.given ?? [],
    family: query.name?.families[0],
    practice: query.primaryCare?.extension || undefined,
    history: query.ignoreHistory !== '1',
    fuzzy,
    day,
    limit: limit + 1,
  };
}

/** What a cross-check compares: number, date of birth and, if given, the name (pds-identity 1.10). */
export function crossCheckOf(query: PdsQuery, day: string): TraceQuery {
  const { id, birthTime, name } = query;
  return {
    nhsNumber: id?.extension,
    born: rangeOf(birthTime),
    given: name?.given ?? [],
    family: name?.families[0],
    day,
  };
}

function personOf({ gender, birthTime, deceasedTime, address }: PdsQuery): TraceQuery {
  return {
    genders: gender === undefined ? undefined : [gender as Gender],
    born: rangeOf(birthTime),
    died: rangeOf(deceasedTime),
    postcode: address?.postcode,
  };
}

function rangeOf(time: WrittenTime | undefined): DateRange | undefined {
  if (!time) return undefined;
  const day = time.at?.slice(0, 8);
  return day ? { from: day, to: day } : { from: dayOf(time.from), to: dayOf(time.to) };
}

function dayOf(time: string | undefined): string | undefined {
  return time?.slice(0, 8);
}
