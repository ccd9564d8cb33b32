import { componentOf, type EdifactSegment } from '../wire/edifact/edifact-segment.ts';
import type { Amended, NhaisAddress, NhaisPatient } from './interchange.ts';
import { type SegmentRule, segmentOf } from './segment-rule.ts';
import { readAmended, writeAmended } from './transaction-rules.ts';
import { isDay } from './uk-local-time.ts';

type Rule = SegmentRule<NhaisPatient>;

/** Names of PNA in their places, from the fifth element on. */
const NAMES = [
  ['SU', 'surname'],
  ['FO', 'forename'],
  ['TI', 'title'],
  ['MI', 'middleName'],
  ['FS', 'thirdForename'],
] as const;
const FIRST_NAME = 4;
const POSTCODE = 7;
const LINES = 5;
/** The first line of an address when there is none (mesh-nhais 2.5); a question mark, released in the file. */
const BLANK = '?';

const BEGINNING: Rule = {
  name: 'S02+2',
  read: () => ({}),
  write: () => segmentOf('S02', '2'),
};

/** Of the first group that S02 begins: who the patient is. */
export const PATIENT_RULES: readonly Rule[] = [
  BEGINNING,
  {
    name: 'PNA+PAT',
    read: readName,
    write: (patient) => {
      const { nhsNumber } = patient;
      const names = NAMES.map(([code, member]) => {
        const value = patient[member];
        return value === undefined ? [''] : [code, writeAmended(value)];
      });
      while (names.at(-1)?.length === 1) names.pop();
      const number = nhsNumber === undefined ? [''] : [nhsNumber, 'OPI'];
      if (names.length === 0) return segmentOf('PNA', 'PAT', number);
      return segmentOf('PNA', 'PAT', number, '', '', ...names);
    },
    expects: ({ nhsNumber, surname }) => {
      if (nhsNumber === '') return 'an NHS number before :OPI, or nothing';
      return surname === '' ? 'a surname after SU:' : undefined;
    },
  },
  {
    name: 'DTM+329',
    read: (segment) => ({ birthDate: componentOf(segment, 0, 1) }),
    write: ({ birthDate }) =>
      birthDate === undefined ? undefined : segmentOf('DTM', ['329', birthDate, '102']),
    expects: ({ birthDate = '' }) => (isDay(birthDate) ? undefined : 'a day, yyyymmdd'),
  },
  {
    name: 'PDI',
    read: (segment) => ({ sex: componentOf(segment, 0) }),
    write: ({ sex }) => (sex === undefined ? undefined : segmentOf('PDI', sex)),
    expects: ({ sex = '' }) => (/^[0129]$/.test(sex) ? undefined : '0, 1, 2 or 9'),
  },
  {
    name: 'NAD+PAT',
    read: (segment) => ({ address: readAddress(segment) }),
    write: ({ address }) => address && writeAddress(address),
  },
  {
    name: 'NAD+PER',
    // Blank lines are skipped in it, so that lines are not known by their places.
    read: ({ elements }) => ({ previousAddress: { lines: elements[2] ?? [] } }),
    write: ({ previousAddress }) => {
      const lines = (previousAddress?.lines ?? []).flatMap((line) => line || []);
      return lines.length > 0 ? segmentOf('NAD', 'PER', '', lines.map(writeAmended)) : undefined;
    },
    expects: ({ previousAddress }) =>
      previousAddress?.lines.some(Boolean) ? undefined : 'lines of an address',
  },
];

/** Of each further group: what the patient was called, or which number is theirs from now on. */
export const FORMER_RULES: readonly Rule[] = [
  BEGINNING,
  {
    name: 'PNA+PER',
    read: (segment) => {
      const number = segment.elements[1] ?? [''];
      const surname = nameIn(segment, 0, 'SU');
      return {
        ...(number.length > 1 ? { amendedNhsNumber: number[0] } : {}),
        ...(surname === undefined ? {} : { previousSurname: surname }),
      };
    },
    write: ({ amendedNhsNumber, previousSurname }) => {
      const number = amendedNhsNumber === undefined ? [''] : [amendedNhsNumber, 'API'];
      if (previousSurname === undefined) return segmentOf('PNA', 'PER', number);
      return segmentOf('PNA', 'PER', number, '', '', ['SU', writeAmended(previousSurname)]);
    },
    expects: ({ amendedNhsNumber, previousSurname }) =>
      amendedNhsNumber || previousSurname ? undefined : 'SU: and a surname, or a number and :API',
  },
];

function readName(segment: EdifactSegment): Partial<NhaisPatient> {
  const number = segment.elements[1] ?? [''];
  const names = NAMES.flatMap(([code, member], index) => {
    const value = nameIn(segment, index, code);
    return value === undefined ? [] : [[member, value] as const];
  });
  const nhsNumber = number.length > 1 || number[0] ? { nhsNumber: number[0] } : {};
  return { ...nhsNumber, ...Object.fromEntries(names) };
}

/** A name in its place, or wherever it stands: what is lenient takes it, and tells. */
function nameIn({ elements }: EdifactSegment, place: number, code: string): Amended | undefined {
  const inPlace = elements[FIRST_NAME + place];
  const element =
    inPlace?.[0] === code ? inPlace : elements.slice(2).find(([first]) => first === code);
  return element?.[1] === undefined ? undefined : readAmended(element[1]);
}

function readAddress(segment: EdifactSegment): NhaisAddress {
  const written = segment.elements[2] ?? [];
  const lines = Array.from({ length: Math.max(LINES, written.length) }, (_, index) => {
    const line = written[index] ?? '';
    return line === '' || (index === 0 && line === BLANK) ? undefined : readAmended(line);
  });
  const postcode = componentOf(segment, POSTCODE);
  return { lines, ...(postcode === '' ? {} : { postcode: readAmended(postcode) }) };
}

function writeAddress({ lines, postcode }: NhaisAddress): EdifactSegment {
  const written = Array.from({ length: Math.max(LINES, lines.length) }, (_, index) => {
    const line = lines[index];
    if (line === undefined) return index === 0 ? BLANK : '';
    return writeAmended(line);
  });
  const elements = ['PAT', '', written];
  if (postcode === undefined) return segmentOf('NAD', ...elements);
  return segmentOf(
    'NAD',
    ...elements,
    '',
    '',
    '',
    '',
    postcode === '' ? '' : writeAmended(postcode),
  );
}
