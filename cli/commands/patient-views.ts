import type {
  Address,
  CareProvision,
  Patient,
  PersonName,
  Span,
} from '../../src/demographics/patient.ts';
import { currentProvision } from '../../src/demographics/patient.ts';

const GENDER: Readonly<Record<string, string>> = {
  0: 'not known',
  1: 'male',
  2: 'female',
  9: 'not specified',
};
const PROVIDER = {
  1: 'practice',
  P1: 'pharmacy',
  P2: 'appliances',
  P3: 'dispensing doctor',
} as const;

/** One record for a terminal: what is in force first, then the past. */
export function patientCard(patient: Patient): readonly string[] {
  const { nhsNumber, scn, names, addresses, telecoms, provisions, relatives } = patient;
  const row = (label: string, text: string) => `  ${label.padEnd(18)} ${text}`;
  const gender = patient.gender && (GENDER[patient.gender] ?? patient.gender);
  return [
    `${spaced(nhsNumber)}  serial number ${scn}${marks(patient)}`,
    ...(gender ? [row('gender', gender)] : []),
    ...(patient.birthTime ? [row('born', day(patient.birthTime))] : []),
    ...(patient.deceased
      ? [
          row(
            'died',
            `${day(patient.deceased.time)}, ${patient.deceased.notification === '2' ? 'formally' : 'informally'} notified`,
          ),
        ]
      : []),
    ...pastLast(names).map((each) => row(`name ${each.use}`, `${nameText(each)}${span(each)}`)),
    ...pastLast(addresses).map((each) =>
      row(`address ${each.use}`, `${addressText(each)}${span(each)}`),
    ),
    ...pastLast(telecoms).map((each) =>
      row(`${each.system} ${each.use}`, `${each.value}${span(each)}`),
    ),
    ...pastLast(provisions).map((each) => row(providerOf(each), `${each.ods}${span(each)}`)),
    ...(patient.removal
      ? [row('removed', `${patient.removal.reason}${span(patient.removal)}`)]
      : []),
    ...(patient.managingOrganization ? [row('record held by', patient.managingOrganization)] : []),
    ...relatives.map((each) =>
      row(
        `relative ${each.relationship}`,
        [each.nhsNumber && spaced(each.nhsNumber), each.name && nameText(each.name)]
          .filter(Boolean)
          .join(' '),
      ),
    ),
  ];
}

/** The column that gives way on a narrow terminal, and what is left of it at least. */
const NAME_COLUMN = 2;
const LEAST_NAME = 12;

/** Records as a table, a line each. Names are shortened where the line would be wider than the terminal. */
export function patientTable(
  patients: readonly Patient[],
  next: string | undefined,
  width = Number.POSITIVE_INFINITY,
): readonly string[] {
  if (patients.length === 0) return ['nothing found'];
  const rows = [
    ['NHS NUMBER', 'SERIAL', 'NAME', 'BORN', 'POSTCODE', 'PRACTICE', ''],
    ...patients.map((each) => [
      spaced(each.nhsNumber),
      String(each.scn),
      each.names[0] ? nameText(each.names[0]) : '-',
      each.birthTime ? day(each.birthTime) : '-',
      each.addresses[0]?.postcode ?? '-',
      currentProvision(each)?.ods ?? '-',
      marks(each).replace(/^, /, ''),
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((each) => each[at]?.length ?? 0)),
  );
  const beyond = widths.reduce((sum, each) => sum + each + 2, -2) - width;
  const name = widths[NAME_COLUMN] ?? 0;
  if (beyond > 0) widths[NAME_COLUMN] = Math.min(name, Math.max(LEAST_NAME, name - beyond));
  const lines = rows.map((each) =>
    each
      .map((cell, at) => fitted(cell, widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return next ? [...lines, `more: --after ${next}`] : lines;
}

function fitted(cell: string, width: number): string {
  return cell.length <= width ? cell.padEnd(width) : `${cell.slice(0, width - 3)}...`;
}

interface VersionView {
  readonly patient: Pick<Patient, 'scn'>;
  readonly note: {
    readonly at: string;
    readonly face: string;
    readonly by: string;
    readonly what: string;
  };
}

/** Versions, a line each. */
export function historyLines(versions: readonly VersionView[]): readonly string[] {
  return versions.map(({ patient, note }) => {
    const { at, face, by, what } = note;
    return `${at}  serial number ${String(patient.scn).padEnd(4)}  ${face} ${by}: ${what}`;
  });
}

/** `999 100 1018`, as people read it. */
function spaced(number: string): string {
  return `${number.slice(0, 3)} ${number.slice(3, 6)} ${number.slice(6)}`;
}

function marks({ status, supersededBy, sensitivity, deceased, removal }: Patient): string {
  const found = [
    ...(status === 'active' ? [] : [status + (supersededBy ? ` by ${spaced(supersededBy)}` : '')]),
    ...(sensitivity === 'none' ? [] : [`sensitive (${sensitivity})`]),
    ...(deceased ? ['deceased'] : []),
    ...(removal ? [`removed (${removal.reason})`] : []),
  ];
  return found.map((each) => `, ${each}`).join('');
}

function pastLast<T extends Span>(items: readonly T[]): readonly T[] {
  return [
    ...items.filter(({ to }) => to === undefined),
    ...items.filter(({ to }) => to !== undefined),
  ];
}

function nameText({ prefix, given, family, suffix }: PersonName): string {
  return [prefix, ...given, family, suffix].filter(Boolean).join(' ');
}

function addressText({ lines, postcode, text }: Address): string {
  return [...lines, postcode, text].filter(Boolean).join(', ') || 'no fixed abode';
}

function providerOf({ code }: CareProvision): string {
  return PROVIDER[code];
}

function span({ from, to }: Span): string {
  if (from === undefined && to === undefined) return '';
  return to === undefined
    ? `  since ${day(from ?? '')}`
    : `  ${from === undefined ? '' : `${day(from)} `}to ${day(to)}`;
}

/** `1955-03-04`, as much of it as there is. */
function day(time: string): string {
  return [time.slice(0, 4), time.slice(4, 6), time.slice(6, 8)].filter(Boolean).join('-');
}
