import { componentOf, type EdifactSegment } from '../wire/edifact/edifact-segment.ts';
import type { Amended, NhaisTransaction } from './interchange.ts';
import { type SegmentRule, segmentOf } from './segment-rule.ts';
import { isDay } from './uk-local-time.ts';

type Rule = SegmentRule<NhaisTransaction>;
/** Members that are one text. */
type TextMember = {
  [K in keyof NhaisTransaction]-?: Exclude<NhaisTransaction[K], undefined> extends string
    ? K
    : never;
}[keyof NhaisTransaction];
/** Members that can be erased. */
type AmendedMember = 'residentialInstitute' | 'drugsDispensed' | 'birthplace';

/** How an erased value is written. */
const ERASE = '%';

export function readAmended(text: string): Amended {
  return text === ERASE ? { erase: true } : text;
}

export function writeAmended(value: Amended): string {
  return typeof value === 'string' ? value : ERASE;
}

/** Where the text stands: the elements before it, the components after it. */
interface Position {
  readonly element: number;
  readonly component?: number;
  /** Components that follow it: the code of its list. */
  readonly list?: string;
}

/** Greatest number of a transaction that is taken: live files hold eight digits (mesh-nhais 2.7). */
const GREATEST = 99_999_999;

/** Of the group that S01 begins, in order; of the patient, see `patient-rules`. */
export const TRANSACTION_RULES: readonly Rule[] = [
  {
    name: 'S01+1',
    read: () => ({}),
    write: () => segmentOf('S01', '1'),
  },
  {
    name: 'RFF+TN',
    read: (segment) => {
      const written = componentOf(segment, 0, 1);
      const number = /^\d{1,8}$/.test(written) ? Number(written) : 0;
      return written === String(number) ? { number } : { number, writtenNumber: written };
    },
    write: ({ number, writtenNumber }) =>
      segmentOf('RFF', ['TN', writtenNumber ?? String(number ?? 0)]),
    expects: ({ number = 0 }) =>
      number < 1 || number > GREATEST ? `a number from 1 to ${GREATEST}` : undefined,
  },
  {
    name: 'NAD+GP',
    read: (segment) => {
      const [national = '', ...local] = componentOf(segment, 1).split(',');
      return { gp: { national, local: local.join(',') } };
    },
    write: ({ gp }) => gp && segmentOf('NAD', 'GP', [`${gp.national},${gp.local}`, '900']),
    expects: ({ gp }) =>
      gp?.national && gp.local ? undefined : '<national code>,<local code>, as in 4826940,281',
  },
  amended('residentialInstitute', 'NAD', 'RIC', { element: 1, list: '956' }),
  text('previousGp', 'NAD', 'PGP', { element: 3 }),
  text('previousAuthority', 'NAD', 'PFH', { element: 1, list: '954' }),
  text('newAuthority', 'NAD', 'NFH', { element: 1, list: '954' }),
  text('acceptanceCode', 'HEA', 'ACD', { element: 1, list: 'ZZZ' }, /^[ADIRS]$/, 'A, D, I, R or S'),
  text('acceptanceType', 'HEA', 'ATP', { element: 1, list: 'ZZZ' }, /^[1-4]$/, '1, 2, 3 or 4'),
  amended('drugsDispensed', 'HEA', 'DM', { element: 1, list: 'ZZZ' }, /^Y$/, 'Y or %'),
  text('fp69Reason', 'HEA', 'FRN', { element: 1, list: 'ZZZ' }),
  text('deductionReason', 'GIS', '', { element: 0, list: 'ZZZ' }),
  day('acceptanceDate', '956'),
  day('entryDate', '957'),
  day('exitDate', '958'),
  day('deductionDate', '961'),
  day('fp69ExpiryDate', '962'),
  amended('birthplace', 'LOC', '950', { element: 1 }),
  text('freeText', 'FTX', 'RGI', { element: 3 }),
];

/** A member of one text. */
function text(
  member: TextMember,
  tag: string,
  qualifier: string,
  position: Position,
  shape = /./s,
  expected = 'not blank',
): Rule {
  return {
    name: qualifier ? `${tag}+${qualifier}` : tag,
    read: (segment) => ({ [member]: takeFrom(segment, position) }),
    write: ({ [member]: value }) =>
      value === undefined ? undefined : putInto(tag, qualifier, position, value),
    expects: ({ [member]: value = '' }) => (shape.test(value) ? undefined : expected),
  };
}

/** A member that an amendment can erase. */
function amended(
  member: AmendedMember,
  tag: string,
  qualifier: string,
  position: Position,
  shape = /./s,
  expected = 'not blank',
): Rule {
  return {
    name: `${tag}+${qualifier}`,
    read: (segment) => ({ [member]: readAmended(takeFrom(segment, position)) }),
    write: ({ [member]: value }) =>
      value === undefined ? undefined : putInto(tag, qualifier, position, writeAmended(value)),
    expects: ({ [member]: value = '' }) =>
      typeof value !== 'string' || shape.test(value) ? undefined : expected,
  };
}

/** A day, `DTM+<qualifier>:yyyymmdd:102`. */
function day(member: TextMember, qualifier: string): Rule {
  return {
    name: `DTM+${qualifier}`,
    read: (segment) => ({ [member]: componentOf(segment, 0, 1) }),
    write: ({ [member]: value }) =>
      value === undefined ? undefined : segmentOf('DTM', [qualifier, value, '102']),
    expects: ({ [member]: value = '' }) => (isDay(value) ? undefined : 'a day, yyyymmdd'),
  };
}

function takeFrom(segment: EdifactSegment, { element, component = 0 }: Position): string {
  return componentOf(segment, element, component);
}

function putInto(
  tag: string,
  qualifier: string,
  { element, list }: Position,
  value: string,
): EdifactSegment {
  const before = qualifier ? [qualifier, ...Array<string>(element - 1).fill('')] : [];
  return segmentOf(tag, ...before, list === undefined ? [value] : [value, list]);
}
