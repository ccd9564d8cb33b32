import {
  componentOf,
  type EdifactSegment,
  type PlacedSegment,
} from '../wire/edifact/edifact-segment.ts';
import { isKnownCipher } from './authority-codes.ts';
import type { MessageReceipt, ReceiptMessage } from './interchange.ts';
import { writeSequence } from './numbers.ts';
import type { Tell } from './read-by-rules.ts';
import { nameOf, type SegmentRule, segmentOf, textOf } from './segment-rule.ts';
import { isMoment } from './uk-local-time.ts';

type Head = Pick<ReceiptMessage, 'at' | 'cipher' | 'gp' | 'confirmedAt'>;

const MOMENT = 'a moment, yyyymmddhhmm';
const OF_MESSAGE = /^(\d{1,8}) (CP|CA|CI)$/;
const OF_INTERCHANGE = /^(\d{1,8}) (OK|NA|ER)$/;

/** Of a RECEP before what it refers to (mesh-nhais 2.6). */
export const RECEIPT_RULES: readonly SegmentRule<Head>[] = [
  {
    name: 'BGM',
    read: (segment) => ({ at: componentOf(segment, 2, 1) }),
    write: ({ at = '' }) => segmentOf('BGM', '', '600', ['243', at, '306'], '64'),
    expects: ({ at = '' }) => (isMoment(at) ? undefined : MOMENT),
  },
  {
    name: 'NHS',
    read: (segment) => ({ cipher: componentOf(segment, 0), gp: componentOf(segment, 1) }),
    write: ({ cipher = '', gp = '' }) =>
      segmentOf('NHS', [cipher, '819', '201'], [gp, '814', '202']),
    expects: ({ cipher = '', gp }) =>
      isKnownCipher(cipher) && gp
        ? undefined
        : 'the cipher of a health authority, and a GP code or 9999',
  },
  {
    name: 'DTM+815',
    read: (segment) => ({ confirmedAt: componentOf(segment, 0, 1) }),
    write: ({ at = '', confirmedAt = at }) => segmentOf('DTM', ['815', confirmedAt, '306']),
    expects: ({ confirmedAt = '' }) => (isMoment(confirmedAt) ? undefined : MOMENT),
  },
];

type Results = Pick<ReceiptMessage, 'messages' | 'interchange'>;

/** What a receipt says of messages, and of the interchange. */
export function readResults(segments: readonly PlacedSegment[], tell: Tell): Results {
  const messages: MessageReceipt[] = [];
  let interchange: ReceiptMessage['interchange'] | undefined;
  for (const segment of segments) {
    const name = nameOf(segment);
    const said = componentOf(segment, 0, 1);
    const [, number = '', result = ''] =
      (name === 'RFF+MIS' ? OF_MESSAGE : OF_INTERCHANGE).exec(said) ?? [];
    if (number === '') {
      const expected = name === 'RFF+MIS' ? '<SMS> CP, CA or CI' : '<SIS> OK, NA or ER';
      const message = `${name} does not say what came of it`;
      tell({ code: 'nhais.value', message, expected, found: textOf(segment) }, segment);
    } else if (name === 'RFF+MIS') {
      if (interchange) tell(late(segment), segment);
      messages.push({ message: Number(number), result: result as MessageReceipt['result'] });
      tellForm(writeResult(messages.at(-1)), segment, tell);
    } else if (!interchange) {
      const count = Number(componentOf(segment, 0, 2));
      const outcome = result as ReceiptMessage['interchange']['result'];
      interchange = { sequence: Number(number), result: outcome, messages: count || 0 };
      tellForm(writeOutcome(interchange), segment, tell);
    }
  }
  if (!interchange) {
    const message = 'the receipt does not say which interchange it is of';
    const expected = 'RFF+RIS:<SIS> OK:<messages>';
    tell({ code: 'nhais.segment-missing', message, expected, found: 'nothing' }, undefined);
  } else if (interchange.messages !== messages.length) {
    const message = 'RFF+RIS counts other than the messages that are told of';
    const found = String(interchange.messages);
    tell(
      { code: 'nhais.receipt-count', message, expected: String(messages.length), found },
      segments.at(-1),
    );
  }
  return { messages, interchange: interchange ?? { sequence: 0, result: 'NA', messages: 0 } };
}

export function writeReceipt(message: ReceiptMessage): EdifactSegment[] {
  return [
    ...RECEIPT_RULES.flatMap((rule) => rule.write(message) ?? []),
    ...message.messages.map((each) => writeResult(each)),
    writeOutcome(message.interchange),
  ];
}

function writeResult(receipt: MessageReceipt | undefined): EdifactSegment {
  return segmentOf('RFF', [
    'MIS',
    `${writeSequence(receipt?.message ?? 0)} ${receipt?.result ?? ''}`,
  ]);
}

function writeOutcome(interchange: ReceiptMessage['interchange']): EdifactSegment {
  const { sequence, result, messages } = interchange;
  return segmentOf('RFF', ['RIS', `${writeSequence(sequence)} ${result}`, String(messages)]);
}

function tellForm(written: EdifactSegment, segment: PlacedSegment, tell: Tell): void {
  const expected = textOf(written);
  const found = textOf(segment);
  if (expected !== found)
    tell(
      { code: 'nhais.form', message: `${nameOf(segment)} is written otherwise`, expected, found },
      segment,
    );
}

function late(segment: PlacedSegment) {
  const message = 'RFF+MIS comes after RFF+RIS';
  return { code: 'nhais.order', message, expected: 'RFF+MIS before', found: textOf(segment) };
}
