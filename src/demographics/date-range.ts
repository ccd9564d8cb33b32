import type { HlTime, Span } from './patient.ts';

/** Days from and to, inclusive, each as coarse as it was given: `1955`, `195503`, `19550304`. */
export interface DateRange {
  readonly from?: HlTime | undefined;
  readonly to?: HlTime | undefined;
}

/** The first day that a date, partial perhaps, may be. */
const earliest = (time: HlTime) => `${time.slice(0, 8)}0101`.slice(0, 8);

/** The last one. */
function latest(time: HlTime): string {
  if (time.length >= 8) return time.slice(0, 8);
  if (time.length < 6) return `${time.slice(0, 4)}1231`;
  const [year, month] = [Number(time.slice(0, 4)), Number(time.slice(4, 6))];
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return `${time.slice(0, 6)}${String(days).padStart(2, '0')}`;
}

/** Whether a date, partial perhaps, may lie in a range. */
export function mayBeWithin(date: HlTime, from: HlTime | undefined, to: HlTime | undefined) {
  return (
    (from === undefined || latest(date) >= earliest(from)) &&
    (to === undefined || earliest(date) <= latest(to))
  );
}

/** Whether a date lies in a range whatever its missing parts are: `1955` is not in March 1955, but in 1955. */
export function isWithin(date: HlTime, { from, to }: DateRange): boolean {
  return (
    (from === undefined || earliest(date) >= earliest(from)) &&
    (to === undefined || latest(date) <= latest(to))
  );
}

/** Whether something is in force on a day; without a day, whether it has no end. */
export function isInForce({ from, to }: Span, day: HlTime | undefined): boolean {
  if (day === undefined) return to === undefined;
  return mayBeWithin(day, from, to);
}

/** The day of a time, in UTC: `20260105`. */
export function dayOf(time: Date): HlTime {
  return time.toISOString().slice(0, 10).replaceAll('-', '');
}

/** A time of HL7 to the second, in UTC: `20260105101700`. */
export function secondOf(time: Date): HlTime {
  return time.toISOString().slice(0, 19).replace(/\D/g, '');
}
