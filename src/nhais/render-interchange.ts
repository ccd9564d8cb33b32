import type { Amended, NhaisInterchange, NhaisMessage, NhaisTransaction } from './interchange.ts';
import type { NhaisDeviation } from './nhais-deviation.ts';
import { codeOf, TRANSACTION_NAMES } from './transaction-codes.ts';

/** An interchange as lines of text, for a person at the machine that holds the file: patients are named. */
export function renderInterchange(interchange: NhaisInterchange): readonly string[] {
  const { sender, recipient, sequence, date, time, application, messages } = interchange;
  const says = application ? `, ${application.reference}` : '';
  return [
    `interchange ${sequence} from ${sender} to ${recipient}, ${date} ${time}${says}`,
    ...messages.flatMap(renderMessage),
  ];
}

/** What deviates, a line each: place, code, what was expected and what was found. */
export function renderDeviation(deviation: NhaisDeviation): string {
  const { at, code, message, expected, found, sms } = deviation;
  const of = sms === undefined ? '' : ` of message ${sms}`;
  return `line ${at.line}, column ${at.column}${of}: ${message}; expected ${expected}, found ${found} (${code})`;
}

function renderMessage(message: NhaisMessage): readonly string[] {
  const head = `  message ${message.sequence}:`;
  if (message.kind === 'other')
    return [`${head} ${message.type}, unknown; ${message.segments.length} segments`];
  if (message.kind === 'receipt') {
    const { sequence, result, messages } = message.interchange;
    const each = message.messages.map((of) => `message ${of.message} ${of.result}`).join(', ');
    return [`${head} receipt of interchange ${sequence}, ${result}, ${messages} messages: ${each}`];
  }
  const { code, cipher, quarterEnd, transactions } = message;
  const known = codeOf(code);
  const name = known ? TRANSACTION_NAMES[known].name : 'unknown';
  const quarter = quarterEnd === undefined ? '' : `, quarter to ${quarterEnd}`;
  return [
    `${head} ${code} ${name}, ${cipher}${quarter}`,
    ...transactions.flatMap(renderTransaction),
  ];
}

function renderTransaction(transaction: NhaisTransaction): readonly string[] {
  const { number, writtenNumber: _, gp, patient = {}, others = [], ...more } = transaction;
  const { address, previousAddress, ...person } = patient;
  const rows = [
    ...Object.entries(more),
    ...Object.entries(person),
    ...(address ? [['address', [...address.lines, address.postcode]] as const] : []),
    ...(previousAddress ? [['previousAddress', previousAddress.lines] as const] : []),
    ...(others.length > 0 ? [['others', others] as const] : []),
  ];
  return [
    `    transaction ${number}${gp ? `, GP ${gp.national},${gp.local}` : ''}`,
    ...rows.flatMap(([name, value]) =>
      value === undefined ? [] : `      ${name}: ${[value].flat().map(shown).join(', ')}`,
    ),
  ];
}

function shown(value: Amended | undefined): string {
  if (value === undefined) return '-';
  return typeof value === 'string' ? value : '(erased)';
}
