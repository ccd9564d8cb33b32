import type { EdifactSegment } from '../wire/edifact/edifact-segment.ts';
import { readSegments } from '../wire/edifact/read-segments.ts';
import { writeSegments } from '../wire/edifact/write-segments.ts';
import type {
  NhaisInterchange,
  NhaisMessage,
  NhaisPatient,
  NhaisTransaction,
  RegistrationMessage,
} from './interchange.ts';
import { CLOSE_QUARTER_REASON, CLOSE_QUARTER_RULES, HEAD_RULES } from './message-rules.ts';
import { DEFAULT_NHAIS_STYLE, type NhaisStyle } from './nhais-style.ts';
import { writeSequence } from './numbers.ts';
import { FORMER_RULES, PATIENT_RULES } from './patient-rules.ts';
import { writeReceipt } from './receipt-segments.ts';
import { segmentOf, writeByRules } from './segment-rule.ts';
import { TRANSACTION_RULES } from './transaction-rules.ts';

/** UNH of a registration, after its sequence. */
export const REGISTRATION_TYPE = ['FHSREG', '0', '1', 'FH', 'FHS001'] as const;
export const RECEIPT_TYPE = ['RECEP', '0', '2', 'FH'] as const;

/**
 * An interchange as bytes, the same for the same. What was read without deviations is equal when it is written in
 * the style that it was read in; but one newline stands between segments, and what a patient was called and is
 * numbered from now on stands in a group each, in this order.
 * @throws TypeError for a character that ISO 8859-1 does not have.
 */
export function writeInterchange(
  interchange: NhaisInterchange,
  style: Partial<NhaisStyle> = {},
): Buffer {
  const whole = { ...DEFAULT_NHAIS_STYLE, ...style };
  return writeSegments(
    [
      writeHead(interchange),
      ...interchange.messages.flatMap((message) => writeMessage(message, whole)),
      segmentOf('UNZ', String(interchange.messages.length), writeSequence(interchange.sequence)),
    ],
    whole,
  );
}

/** UNB. */
export function writeHead(head: Omit<NhaisInterchange, 'messages'>): EdifactSegment {
  const { sender, recipient, date, time, sequence, application } = head;
  const says = application ? ['', application.reference, '', '', application.agreement] : [];
  const numbers = [[date, time], writeSequence(sequence)];
  return segmentOf('UNB', ['UNOA', '2'], sender, recipient, ...numbers, ...says);
}

function writeMessage(message: NhaisMessage, { countError }: NhaisStyle): EdifactSegment[] {
  const sequence = writeSequence(message.sequence);
  const body = [segmentOf('UNH', sequence, typeOf(message)), ...bodyOf(message)];
  return [...body, segmentOf('UNT', String(body.length + 1 + countError), sequence)];
}

function typeOf(message: NhaisMessage): readonly string[] {
  if (message.kind === 'registration') return REGISTRATION_TYPE;
  return message.kind === 'receipt' ? RECEIPT_TYPE : message.type.split(':');
}

function bodyOf(message: NhaisMessage): readonly EdifactSegment[] {
  if (message.kind === 'registration') return writeRegistration(message);
  return message.kind === 'receipt' ? writeReceipt(message) : message.segments.flatMap(rawSegment);
}

function writeRegistration(message: RegistrationMessage): EdifactSegment[] {
  const groups = message.transactions.map((transaction) =>
    message.code === 'F8'
      ? writeByRules(CLOSE_QUARTER_RULES, { ...transaction, deductionReason: CLOSE_QUARTER_REASON })
      : writeTransaction(transaction),
  );
  return [...writeByRules(HEAD_RULES, message), ...groups.flat()];
}

function writeTransaction(transaction: NhaisTransaction): EdifactSegment[] {
  const { others = [], patient } = transaction;
  return [
    ...writeByRules(TRANSACTION_RULES, transaction),
    ...others.flatMap(rawSegment),
    ...(patient ? writePatient(patient) : []),
  ];
}

function writePatient(patient: NhaisPatient): EdifactSegment[] {
  const { previousSurname, amendedNhsNumber } = patient;
  return [
    ...writeByRules(PATIENT_RULES, patient),
    ...(previousSurname === undefined ? [] : writeByRules(FORMER_RULES, { previousSurname })),
    ...(amendedNhsNumber === undefined ? [] : writeByRules(FORMER_RULES, { amendedNhsNumber })),
  ];
}

/** A segment that was kept as it was written. */
function rawSegment(text: string): readonly EdifactSegment[] {
  const reading = readSegments(Buffer.from(text, 'latin1'));
  return reading.ok ? reading.value.segments : [];
}
