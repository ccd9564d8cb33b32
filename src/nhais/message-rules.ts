import { componentOf } from '../wire/edifact/edifact-segment.ts';
import { isKnownCipher } from './authority-codes.ts';
import type { RegistrationMessage } from './interchange.ts';
import { type SegmentRule, segmentOf } from './segment-rule.ts';
import { TRANSACTION_RULES } from './transaction-rules.ts';
import { isDay, isMoment } from './uk-local-time.ts';

/** What stands in a message of type FHSREG before its transactions. */
export type RegistrationHead = Pick<RegistrationMessage, 'code' | 'cipher' | 'at' | 'quarterEnd'>;

type Rule = SegmentRule<RegistrationHead>;

/** Between UNH and the first S01, in order. */
export const HEAD_RULES: readonly Rule[] = [
  {
    name: 'BGM',
    read: () => ({}),
    write: () => segmentOf('BGM', '', '', '507'),
  },
  {
    name: 'NAD+FHS',
    read: (segment) => ({ cipher: componentOf(segment, 1) }),
    write: ({ cipher = '' }) => segmentOf('NAD', 'FHS', [cipher, '954']),
    expects: ({ cipher = '' }) =>
      isKnownCipher(cipher) ? undefined : 'the cipher of a health authority',
  },
  {
    name: 'DTM+137',
    read: (segment) => ({ at: componentOf(segment, 0, 1) }),
    write: ({ at = '' }) => segmentOf('DTM', ['137', at, '203']),
    expects: ({ at = '' }) => (isMoment(at) ? undefined : 'a moment, yyyymmddhhmm'),
  },
  {
    name: 'DTM+206',
    read: (segment) => ({ quarterEnd: componentOf(segment, 0, 1) }),
    write: ({ quarterEnd }) =>
      quarterEnd === undefined ? undefined : segmentOf('DTM', ['206', quarterEnd, '102']),
    expects: ({ quarterEnd = '' }) => (isDay(quarterEnd) ? undefined : 'a day, yyyymmdd'),
  },
  {
    name: 'RFF+950',
    read: (segment) => ({ code: componentOf(segment, 0, 1) }),
    write: ({ code = '' }) => segmentOf('RFF', ['950', code]),
  },
];

/** What stands for a reason in a close quarter notification. */
export const CLOSE_QUARTER_REASON = 'Q';

/** A close quarter notification has one transaction, and no S01 before it (mesh-nhais 2.9). */
export const CLOSE_QUARTER_RULES = TRANSACTION_RULES.flatMap((rule) => {
  if (rule.name === 'RFF+TN') return rule;
  if (rule.name !== 'GIS') return [];
  const expects: typeof rule.expects = ({ deductionReason }) =>
    deductionReason === CLOSE_QUARTER_REASON ? undefined : 'Q';
  return { ...rule, expects };
});
