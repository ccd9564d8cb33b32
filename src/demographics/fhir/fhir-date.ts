import type { HlTime } from '../patient.ts';

/** `19550304` as `1955-03-04`; `1955` and `195503` stay as short as they are (pds-identity 5.2). */
export function writeDate(time: HlTime): string {
  return [time.slice(0, 4), time.slice(4, 6), time.slice(6, 8)].filter((part) => part).join('-');
}

/**
 * A time with its offset, as PDS writes every one, midnight where only the date is known. HL7 times carry no
 * zone and are taken as they are (pds-identity 5.2); shorter than a date they stay a date.
 */
export function writeInstant(time: HlTime): string {
  if (time.length < 8) return writeDate(time);
  const clock = time.slice(8, 14).padEnd(6, '0');
  return `${writeDate(time)}T${clock.slice(0, 2)}:${clock.slice(2, 4)}:${clock.slice(4, 6)}+00:00`;
}

const DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(Z|[+-]\d{2}:\d{2})?$/;

/** A date of the calendar, perhaps only its year or month; a time of day behind it is left away. */
export function readDate(text: unknown): HlTime | undefined {
  if (typeof text !== 'string') return undefined;
  const [, year = '', month, day] = DATE.exec(INSTANT.test(text) ? text.slice(0, 10) : text) ?? [];
  if (year === '' || year === '0000') return undefined;
  if (month === undefined) return year;
  if (Number(month) < 1 || Number(month) > 12) return undefined;
  if (day === undefined) return `${year}${month}`;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  // Date.UTC takes the years 0 to 99 for the twentieth century.
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  const real = date.getUTCMonth() + 1 === Number(month) && date.getUTCDate() === Number(day);
  return real ? `${year}${month}${day}` : undefined;
}

/** A time in UTC; midnight says no more than the date. */
export function readInstant(text: unknown): HlTime | undefined {
  if (typeof text !== 'string') return undefined;
  const [, zone] = INSTANT.exec(text) ?? [];
  if (!INSTANT.test(text)) return readDate(text);
  if (readDate(text) === undefined) return undefined;
  const time = Date.parse(zone ? text : `${text}Z`);
  if (Number.isNaN(time)) return undefined;
  const digits = new Date(time).toISOString().replace(/\D/g, '').slice(0, 14);
  return digits.endsWith('000000') ? digits.slice(0, 8) : digits;
}
