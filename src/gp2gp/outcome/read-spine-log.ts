import { type Deviation, type Reading, readAs, unreadable } from '../../wire/reading.ts';
import { normalizeResponseCode } from '../response-codes.ts';
import {
  NO_CODE,
  NO_REFERENCE,
  SPINE_COLUMNS,
  type SpineColumn,
  type SpineRow,
} from './spine-row.ts';

/** Hours that the zones of the log are ahead of UTC. */
const ZONES: Readonly<Record<string, number>> = { UTC: 0, GMT: 0, Z: 0, BST: 1 };
const TIME =
  /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?)\s*([A-Z]+|[+-]\d{2}:?\d{2})?$/;

/**
 * Reads rows of Spine's log as CSV with a line of column names (gp2gp 5.1). Columns may stand in any order. Fails
 * with `spine-log.columns` when one is missing; a row that cannot be read is left out and told as `spine-log.row`
 * or `spine-log.time`.
 */
export function readSpineLog(text: string): Reading<readonly SpineRow[]> {
  const [header, ...records] = csvRecords(text);
  const names = (header?.fields ?? []).map((name) => name.trim());
  const missing = SPINE_COLUMNS.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    return unreadable('spine-log.columns', `the log has no column ${missing.join(', no ')}`);
  }
  const rows: SpineRow[] = [];
  const deviations: Deviation[] = [];
  for (const { fields, line } of records) {
    const odd = (code: string, message: string): void => {
      deviations.push({ code: `spine-log.${code}`, message, at: { offset: 0, line, column: 1 } });
    };
    if (fields.length !== names.length) {
      odd('row', `line ${line} has ${fields.length} fields, not ${names.length}`);
      continue;
    }
    const get = (name: SpineColumn): string => (fields[names.indexOf(name)] ?? '').trim();
    const time = readLogTime(get('_time'));
    if (time === undefined) odd('time', `line ${line}: "${get('_time')}" is no time`);
    else rows.push(rowOf(get, time));
  }
  return readAs(rows, deviations);
}

/** Milliseconds of a time as the log writes it, `2019-12-02 19:02:29.985 BST`; UTC where it names no zone. */
export function readLogTime(text: string): number | undefined {
  const [, day, clock, zone = 'UTC'] = TIME.exec(text.trim()) ?? [];
  if (day === undefined || clock === undefined) return undefined;
  const local = Date.parse(`${day}T${clock}Z`);
  const numbers = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  const hours = numbers
    ? (Number(numbers[2]) + Number(numbers[3]) / 60) * (numbers[1] === '-' ? -1 : 1)
    : ZONES[zone];
  if (Number.isNaN(local) || hours === undefined) return undefined;
  return local - hours * 3_600_000;
}

function rowOf(get: (name: SpineColumn) => string, time: number): SpineRow {
  const reference = get('messageRef');
  const code = get('jdiEvent');
  return {
    time,
    conversationId: get('conversationID'),
    guid: get('GUID'),
    interactionId: get('interactionID'),
    sender: get('messageSender'),
    recipient: get('messageRecipient'),
    messageRef: reference === '' || reference === NO_REFERENCE ? undefined : reference,
    code: code === '' || code === NO_CODE ? undefined : normalizeResponseCode(code),
    toSystem: get('toSystem'),
    fromSystem: get('fromSystem'),
  };
}

interface CsvRecord {
  readonly fields: readonly string[];
  /** Where it begins. */
  readonly line: number;
}

/** RFC 4180: fields between quotes may hold commas, line breaks and doubled quotes. Empty lines are no records. */
function csvRecords(text: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  const field = /(?:"([^"]*(?:""[^"]*)*)"|([^,\r\n]*))(,|\r\n|\n|\r|$)/y;
  let fields: string[] = [];
  let line = 1;
  let begins = 1;
  const body = text.replace(/^\ufeff/, '');
  while (field.lastIndex < body.length) {
    const from = field.lastIndex;
    const match = field.exec(body);
    // Something stands between a closing quote and the comma: the rest of the line is taken as it is.
    if (!match) {
      const end = body.slice(from).search(/[\r\n]|$/) + from;
      fields.push(body.slice(from, end));
      field.lastIndex = end;
      continue;
    }
    const [whole, quoted, bare = '', separator] = match;
    fields.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    line += whole.match(/\r\n|\n|\r/g)?.length ?? 0;
    if (separator === ',' && field.lastIndex < body.length) continue;
    if (separator === ',') fields.push('');
    if (fields.length > 1 || fields[0] !== '') records.push({ fields, line: begins });
    fields = [];
    begins = line;
  }
  if (fields.length > 0) records.push({ fields, line: begins });
  return records;
}
