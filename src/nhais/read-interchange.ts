import { DEFAULT_EDIFACT_LIMITS, type EdifactLimits } from '../wire/edifact/edifact-limits.ts';
import { componentOf, type PlacedSegment } from '../wire/edifact/edifact-segment.ts';
import type { EdifactStyle } from '../wire/edifact/edifact-style.ts';
import { readSegments } from '../wire/edifact/read-segments.ts';
import { checkParties } from './check-parties.ts';
import { DeviationList } from './deviation-list.ts';
import type { NhaisInterchange } from './interchange.ts';
import type { NhaisDeviation } from './nhais-deviation.ts';
import { writeSequence } from './numbers.ts';
import { readMessages } from './read-messages.ts';
import { segmentOf, textOf } from './segment-rule.ts';
import { isDay, isTimeOfDay } from './uk-local-time.ts';
import { writeHead } from './write-interchange.ts';

/** `strict` has no value for what deviates; `lenient` goes on as far as it can be understood. */
export type ReadingMode = 'lenient' | 'strict';

export type InterchangeReading =
  | {
      readonly ok: true;
      readonly value: NhaisInterchange;
      readonly deviations: readonly NhaisDeviation[];
      /** As it was written. */
      readonly style: EdifactStyle;
    }
  | {
      readonly ok: false;
      /** The first deviation, or what kept it from being read. */
      readonly failure: NhaisDeviation;
      readonly deviations: readonly NhaisDeviation[];
      /** What could be read all the same: to receipt it. Not for an effect. */
      readonly value?: NhaisInterchange | undefined;
    };

/**
 * Reads an interchange of GP Links (mesh-nhais 2.5), with everything that is odd about it. Never throws. Without a
 * UNB that has a sequence number there is no value in either mode: it could not even be receipted.
 */
export function readInterchange(
  bytes: Uint8Array,
  mode: ReadingMode = 'lenient',
  limits: EdifactLimits = DEFAULT_EDIFACT_LIMITS,
): InterchangeReading {
  const reading = readSegments(bytes, limits);
  if (!reading.ok) return reading;
  const { segments, style } = reading.value;
  const deviations = new DeviationList(reading.deviations);
  const [head, ...rest] = segments;
  const sequence = Number(/^\d{1,8}$/.exec(head ? componentOf(head, 4) : '')?.[0] ?? 0);
  if (head?.tag !== 'UNB' || sequence === 0) {
    const failure = noHead(head);
    return { ok: false, failure, deviations: deviations.all };
  }
  const about = readHead(head, sequence, deviations);
  const end = rest.findIndex(({ tag }) => tag === 'UNZ');
  const messages = readMessages(end < 0 ? rest : rest.slice(0, end), deviations);
  tellTail(head, messages.length, rest[end], deviations);
  const extra = end < 0 ? undefined : rest[end + 1];
  if (extra) {
    const message = 'something follows after UNZ, and is not read: one file is one interchange';
    deviations.tell(
      { code: 'nhais.after-unz', message, expected: 'the end', found: extra.tag.slice(0, 3) },
      extra,
    );
  }
  const value: NhaisInterchange = { ...about, messages };
  for (const { oddity, sms } of checkParties(value)) deviations.tell(oddity, head, sms);

  const all = deviations.all.toSorted((one, other) => one.at.offset - other.at.offset);
  const [failure] = all;
  return mode === 'strict' && failure
    ? { ok: false, failure, deviations: all, value }
    : { ok: true, value, deviations: all, style };
}

function readHead(
  head: PlacedSegment,
  sequence: number,
  deviations: DeviationList,
): Omit<NhaisInterchange, 'messages'> {
  const reference = componentOf(head, 6);
  const agreement = componentOf(head, 9);
  const about = {
    sender: componentOf(head, 1),
    recipient: componentOf(head, 2),
    date: componentOf(head, 3),
    time: componentOf(head, 3, 1),
    sequence,
    ...(reference || agreement ? { application: { reference, agreement } } : {}),
  };
  const found = textOf(head);
  if (!isDay(`20${about.date}`) || !isTimeOfDay(about.time)) {
    const expected = 'yymmdd:hhmm';
    const message = 'UNB has no moment';
    deviations.tell({ code: 'nhais.value', message, expected, found }, head);
  } else if (textOf(writeHead(about)) !== found) {
    const message = 'UNB is written otherwise';
    const expected = textOf(writeHead(about));
    deviations.tell({ code: 'nhais.form', message, expected, found }, head);
  }
  return about;
}

function tellTail(
  head: PlacedSegment,
  count: number,
  tail: PlacedSegment | undefined,
  deviations: DeviationList,
): void {
  const written = componentOf(head, 4);
  if (!tail) {
    const message = 'the interchange has no UNZ';
    const expected = `UNZ+${count}+${writeSequence(Number(written))}`;
    deviations.tell({ code: 'nhais.unz-missing', message, expected, found: 'nothing' }, head);
    return;
  }
  const said = componentOf(tail, 0);
  if (said !== String(count)) {
    const message = 'UNZ counts other than the messages';
    const expected = String(count);
    deviations.tell({ code: 'nhais.unz-count', message, expected, found: said }, tail);
  }
  const repeated = componentOf(tail, 1);
  if (repeated !== written) {
    const message = 'UNZ repeats another sequence number than UNB';
    deviations.tell(
      { code: 'nhais.unz-sequence', message, expected: written, found: repeated },
      tail,
    );
  }
  const expected = textOf(segmentOf('UNZ', said, repeated));
  const found = textOf(tail);
  if (found !== expected) {
    const message = 'UNZ is written otherwise';
    deviations.tell({ code: 'nhais.form', message, expected, found }, tail);
  }
}

function noHead(head: PlacedSegment | undefined): NhaisDeviation {
  const found = head ? textOf(head).slice(0, 80) : 'nothing';
  return {
    code: 'nhais.no-unb',
    message: 'the file does not begin with a UNB that has a sequence number',
    expected: 'UNB+UNOA:2+<sender>+<recipient>+<yymmdd>:<hhmm>+<SIS>',
    found,
    at: head?.at ?? { offset: 0, line: 1, column: 1 },
  };
}
