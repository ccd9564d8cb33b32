import type { Deviation, Place, Reading } from '../reading.ts';
import { readAs, START, unreadable } from '../reading.ts';

const SHAPE =
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,](\d{1,12}))?(Z|z|[+-]\d\d:?\d\d)?$/;

/**
 * An ebXML timestamp as milliseconds since the epoch. Without a zone it is taken as UTC. Fractions are
 * cut to the millisecond: the seven digits of one supplier are more than a clock of ours holds
 * (mhs 2.6, ebMS 2.0 section 3.1.6.2).
 */
export function parseTimestamp(text: string, at: Place = START): Reading<number> {
  const match = SHAPE.exec(text.trim());
  if (!match)
    return unreadable('ebxml.timestamp', `"${text}" is not an ISO 8601 date and time`, at);
  const field = (index: number): number => Number(match[index]);
  const [year, month, day] = [field(1), field(2), field(3)];
  const fraction = match[7];
  const zone = match[8];
  const milliseconds = fraction === undefined ? 0 : Number(fraction.padEnd(3, '0').slice(0, 3));
  const utc = Date.UTC(year, month - 1, day, field(4), field(5), field(6), milliseconds);
  // Date.UTC rolls 31 June over into July, and takes the year 99 for 1999.
  const rolled = new Date(utc);
  const sameDay = rolled.getUTCDate() === day && rolled.getUTCMonth() === month - 1;
  const inRange = field(4) < 24 && field(5) < 60 && field(6) < 60;
  if (!sameDay || !inRange || rolled.getUTCFullYear() !== year) {
    return unreadable('ebxml.timestamp', `"${text}" names no moment of the calendar`, at);
  }
  const deviations: Deviation[] = [];
  const odd = (code: string, message: string): void => {
    deviations.push({ code: `ebxml.timestamp-${code}`, message: `"${text}" ${message}`, at });
  };
  if (zone === undefined) odd('without-zone', 'has no zone; read as UTC');
  else if (zone !== 'Z') odd('zone', 'is not written in UTC with a Z');
  if (fraction !== undefined && fraction.length > 3) odd('fraction', 'is finer than milliseconds');
  return readAs(utc - offsetOf(zone), deviations);
}

/** The form that the MHS adaptor and Spine write: `YYYY-MM-DDThh:mm:ssZ`, cut to the second. */
export function writeTimestamp(moment: Date | number): string {
  return `${new Date(moment).toISOString().slice(0, 19)}Z`;
}

function offsetOf(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z' || zone === 'z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}
