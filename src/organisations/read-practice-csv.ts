import type { CsvRecord } from '../wire/csv/read-csv.ts';
import { isDay } from './calendar-day.ts';
import type { Organisation } from './organisation.ts';
import type { OrganisationProblem } from './organisation-reading.ts';
import { simpleOrganisation } from './simple-organisation.ts';

/** Columns of the practice file of ODS (`epraccur`), which has no header line; from 0. */
const CODE = 0;
const NAME = 1;
const LINES = [4, 5, 6] as const;
const TOWN = 7;
const COUNTY = 8;
const POSTCODE = 9;
const OPENED = 10;
const CLOSED = 11;
const STATUS = 12;
const COMMISSIONER = 14;
const JOINED = 15;
const LEFT = 16;
const TELEPHONE = 17;
const SETTING = 25;
const COLUMNS = 27;

/** Roles by prescribing setting: 4 is a GP practice, 1 a walk-in centre and so on. */
const GP_PRACTICE = ['RO177', 'RO76'];
const OTHER = ['RO177', 'RO72'];

/** One line of the practice file; a file gives no day of change, so that it is the day of the import. */
export function readPracticeLine(
  { line, fields }: CsvRecord,
  today: string,
): Organisation | OrganisationProblem {
  if (fields.length < COLUMNS)
    return { line, text: `has ${fields.length} columns; the practice file of ODS has ${COLUMNS}` };
  const at = (column: number) => (fields[column] ?? '').trim();
  const some = (column: number) => (at(column) === '' ? undefined : at(column));
  const odsCode = at(CODE).toUpperCase();
  if (!/^[A-Z0-9]{1,10}$/.test(odsCode))
    return { line, text: `${JSON.stringify(at(CODE).slice(0, 20))} is no code of an organisation` };
  if (at(NAME) === '') return { line, text: `${odsCode} has no name` };
  const days = [OPENED, CLOSED, JOINED, LEFT].map((column) => dayOfDigits(at(column)));
  const wrong = days.indexOf(undefined);
  if (wrong >= 0)
    return { line, text: `${at([OPENED, CLOSED, JOINED, LEFT][wrong] ?? 0)} is no day, yyyymmdd` };
  const [opened, closed, joined, left] = days;
  if (!opened) return { line, text: `${odsCode} has no day of opening` };
  const isClosed = at(STATUS).toUpperCase() === 'C';
  if (isClosed && !closed) return { line, text: `${odsCode} is closed, but has no day of closing` };
  const commissioner = some(COMMISSIONER)?.toUpperCase();
  const [town, county, postcode] = [some(TOWN), some(COUNTY), some(POSTCODE)];
  return simpleOrganisation({
    ...{ odsCode, name: at(NAME), lastChangeDate: today, opened },
    roles: at(SETTING) === '4' || at(SETTING) === '' ? GP_PRACTICE : OTHER,
    address: {
      lines: LINES.map(at).filter((text) => text !== ''),
      ...(town && { town }),
      ...(county && { county }),
      ...(postcode && { postcode }),
    },
    ...(isClosed && closed && { closed }),
    telephone: some(TELEPHONE),
    ...(commissioner && {
      commissioner: { target: commissioner, since: joined || opened, until: left || undefined },
    }),
  });
}

/** `20240331` as a day, empty for nothing, `undefined` for anything else. */
function dayOfDigits(text: string): string | undefined {
  if (text === '') return '';
  if (!/^\d{8}$/.test(text)) return undefined;
  const day = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
  return isDay(day) ? day : undefined;
}
