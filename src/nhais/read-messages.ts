import { componentOf, type PlacedSegment } from '../wire/edifact/edifact-segment.ts';
import type { DeviationList } from './deviation-list.ts';
import type { NhaisMessage } from './interchange.ts';
import { writeSequence } from './numbers.ts';
import type { Tell } from './read-by-rules.ts';
import { readReceipt } from './read-receipt.ts';
import { readRegistration } from './read-registration.ts';
import { segmentOf, textOf } from './segment-rule.ts';
import { RECEIPT_TYPE, REGISTRATION_TYPE } from './write-interchange.ts';

/** The messages between UNB and UNZ. */
export function readMessages(
  segments: readonly PlacedSegment[],
  deviations: DeviationList,
): readonly NhaisMessage[] {
  const messages: NhaisMessage[] = [];
  const sequences = new Set<number>();
  for (let at = 0; at < segments.length; ) {
    const head = segments[at];
    if (!head) break;
    if (head.tag !== 'UNH') {
      deviations.tell(outside(head), head);
      at += 1;
      continue;
    }
    let after = at + 1;
    while (after < segments.length && !isEnd(segments[after])) after += 1;
    const tail = segments[after]?.tag === 'UNT' ? segments[after] : undefined;
    const message = readMessage(head, segments.slice(at + 1, after), tail, deviations);
    if (message.sequence > 0 && sequences.has(message.sequence))
      deviations.tell(repeated(message.sequence), head, message.sequence);
    sequences.add(message.sequence);
    messages.push(message);
    at = tail ? after + 1 : after;
  }
  return messages;
}

/** A message ends at its UNT, or where the next one begins. */
function isEnd(segment: PlacedSegment | undefined): boolean {
  return segment?.tag === 'UNT' || segment?.tag === 'UNH';
}

function readMessage(
  head: PlacedSegment,
  segments: readonly PlacedSegment[],
  tail: PlacedSegment | undefined,
  deviations: DeviationList,
): NhaisMessage {
  const written = componentOf(head, 0);
  const sequence = /^\d{1,8}$/.test(written) ? Number(written) : 0;
  const tell = deviations.ofMessage(sequence, head);
  const type = (head.elements[1] ?? []).join(':');
  const message = readBody(type, sequence, segments, tell);
  const right = textOf(segmentOf('UNH', writeSequence(sequence), type.split(':')));
  const found = textOf(head);
  if (sequence === 0 || found !== right) {
    const expected = sequence === 0 ? 'UNH+<SMS, eight digits>+<type>' : right;
    tell({ code: 'nhais.form', message: 'UNH is written otherwise', expected, found }, head);
  }
  tellTail(sequence, written, segments.length + 2, tail, tell);
  return message;
}

function readBody(
  type: string,
  sequence: number,
  segments: readonly PlacedSegment[],
  tell: Tell,
): NhaisMessage {
  const [name] = type.split(':');
  const right = name === 'FHSREG' ? REGISTRATION_TYPE : RECEIPT_TYPE;
  if (type !== right.join(':')) {
    const message = 'UNH names a type or version that GP Links does not have';
    const expected = `${REGISTRATION_TYPE.join(':')} or ${RECEIPT_TYPE.join(':')}`;
    tell({ code: 'nhais.message-type', message, expected, found: type.slice(0, 60) }, undefined);
  }
  if (name === 'FHSREG') return readRegistration(sequence, segments, tell);
  if (name === 'RECEP') return readReceipt(sequence, segments, tell);
  return { kind: 'other', sequence, type, segments: segments.map(textOf) };
}

function tellTail(
  sequence: number,
  written: string,
  count: number,
  tail: PlacedSegment | undefined,
  tell: Tell,
): void {
  if (!tail) {
    const message = 'the message has no UNT';
    const expected = `UNT+${count}+${writeSequence(sequence)}`;
    tell({ code: 'nhais.unt-missing', message, expected, found: 'nothing' }, undefined);
    return;
  }
  const said = componentOf(tail, 0);
  if (said !== String(count)) {
    const message = 'UNT counts other than the segments from UNH to UNT';
    tell({ code: 'nhais.unt-count', message, expected: String(count), found: said }, tail);
  }
  const repeated = componentOf(tail, 1);
  if (repeated !== written) {
    const message = 'UNT repeats another sequence number than UNH';
    tell({ code: 'nhais.unt-sequence', message, expected: written, found: repeated }, tail);
  }
  const right = textOf(segmentOf('UNT', said, repeated));
  const found = textOf(tail);
  if (found !== right)
    tell({ code: 'nhais.form', message: 'UNT is written otherwise', expected: right, found }, tail);
}

function outside(segment: PlacedSegment) {
  const message = `${segment.tag.slice(0, 3)} stands outside of any message`;
  return { code: 'nhais.segment-outside', message, expected: 'UNH', found: textOf(segment) };
}

/** A receipt could not tell the two of them apart. */
function repeated(sequence: number) {
  const message = 'two messages of the interchange have the same sequence number';
  const found = writeSequence(sequence);
  return { code: 'nhais.sms-repeated', message, expected: 'each its own', found };
}
