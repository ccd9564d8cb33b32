import { dayOf, daysBefore, isDay } from '../../../src/organisations/calendar-day.ts';

/** First and last day, both inclusive. */
export interface DayRange {
  readonly changedFrom?: string;
  readonly changedTo?: string;
}

/**
 * The days that dates with their prefixes allow, all together: `gt2024-02-01`, `lt2024`, `2024-02` (sds-ods 3.3). The text
 * of the first that is no date where there is one.
 */
export function changedBetween(
  dates: readonly string[],
):
  | { readonly ok: true; readonly range: DayRange }
  | { readonly ok: false; readonly wrong: string } {
  let from = '';
  let to = '9999-12-31';
  for (const text of dates) {
    const [, prefix = 'eq', date = ''] = /^(gt|ge|lt|le|eq)?(.*)$/s.exec(text) ?? [];
    const span = spanOf(date);
    if (!span) return { ok: false, wrong: text };
    const [first, last] = span;
    const least = { gt: daysBefore(last, -1), ge: first, eq: first }[prefix] ?? '';
    const most = { lt: daysBefore(first, 1), le: last, eq: last }[prefix] ?? '9999-12-31';
    if (least > from) from = least;
    if (most < to) to = most;
  }
  return {
    ok: true,
    range: {
      ...(from !== '' && { changedFrom: from }),
      ...(to !== '9999-12-31' && { changedTo: to }),
    },
  };
}

/** First and last day of a year, a month or a day. */
function spanOf(date: string): readonly [string, string] | undefined {
  // A time of day narrows nothing: changes are known by the day.
  const day = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}/.exec(date)?.[1] ?? date;
  if (isDay(day)) return [day, day];
  if (/^[1-9]\d{3}$/.test(day)) return [`${day}-01-01`, `${day}-12-31`];
  if (!/^\d{4}-\d{2}$/.test(day) || !isDay(`${day}-01`)) return undefined;
  const [year = 0, month = 0] = day.split('-').map(Number);
  return [`${day}-01`, dayOf(new Date(Date.UTC(year, month, 0)))];
}
