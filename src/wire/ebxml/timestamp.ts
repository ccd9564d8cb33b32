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
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map(Number);
  const [fraction, zone] = match.slice(7);
  const milliseconds = Number((fraction ?? '').padEnd(3, '0').slice(0, 3));
  const utc = Date.UTC(year, month - 1, day, hour, minute, second, milliseconds);
  // Date.UTC rolls 31 June over into July; what was rolled no longer reads as it was written.
  const written = match[0].slice(0, 19).toUpperCase();
  if (Number.isNaN(utc) || new Date(utc).toISOString().slice(0, 19) !== written) {
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
