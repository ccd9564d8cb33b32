import type { PlacedSegment } from '../wire/edifact/edifact-segment.ts';
import { checkTransaction } from './check-transaction.ts';
import type { NhaisPatient, NhaisTransaction, RegistrationMessage } from './interchange.ts';
import { CLOSE_QUARTER_RULES, HEAD_RULES, type RegistrationHead } from './message-rules.ts';
import { FORMER_RULES, PATIENT_RULES } from './patient-rules.ts';
import { readByRules, type Tell } from './read-by-rules.ts';
import { nameOf, textOf } from './segment-rule.ts';
import { codeOf } from './transaction-codes.ts';
import { TRANSACTION_RULES } from './transaction-rules.ts';

/** A message of type FHSREG, from the segments between its UNH and its UNT. */
export function readRegistration(
  sequence: number,
  segments: readonly PlacedSegment[],
  tell: Tell,
): RegistrationMessage {
  const [beginning = [], ...groups] = parted(segments, 'S01');
  const own = new Set(CLOSE_QUARTER_RULES.map(({ name }) => name));
  const ofTransaction = beginning.filter((segment) => own.has(nameOf(segment)));
  const ofHead = beginning.filter((segment) => !own.has(nameOf(segment)));
  const head = readHead(ofHead, tell);
  const { code, quarterEnd } = head;
  const isCloseQuarter = code === 'F8';
  tellHead(head, ofHead, tell);

  const transactions = groups.map((group) => readTransaction(code, group, tell));
  if (isCloseQuarter && groups.length === 0)
    transactions.push(readCloseQuarter(ofTransaction, tell));
  else for (const segment of ofTransaction) tell(outside(segment), segment);
  if (transactions.length === 0)
    tell(missing('S01+1', 'the message has no transaction'), segments.at(-1));
  if (isCloseQuarter && quarterEnd === undefined)
    tell(missing('DTM+206', 'the notification does not say which quarter'), undefined);
  return { kind: 'registration', sequence, ...head, transactions };
}

function readHead(segments: readonly PlacedSegment[], tell: Tell): RegistrationHead {
  const { value } = readByRules(HEAD_RULES, segments, tell);
  return { code: '', cipher: '', at: '', ...value };
}

function tellHead(head: RegistrationHead, segments: readonly PlacedSegment[], tell: Tell): void {
  const names = new Set(segments.map(nameOf));
  for (const { name } of HEAD_RULES) {
    if (name === 'DTM+206' || names.has(name)) continue;
    tell(missing(name, `the message has no ${name}`), undefined);
  }
  if (names.has('RFF+950') && !codeOf(head.code)) {
    const segment = segments.find((each) => nameOf(each) === 'RFF+950');
    const message = 'the code of the transactions is not known';
    const expected = 'G1, G2, G3, G5, F1 to F4, F8 to F11';
    tell(
      { code: 'nhais.transaction-code', message, expected, found: head.code.slice(0, 20) },
      segment,
    );
  }
}

function readTransaction(
  code: string,
  group: readonly PlacedSegment[],
  tell: Tell,
): NhaisTransaction {
  const [own = [], ...patients] = parted(group, 'S02');
  const { value, others } = readByRules(TRANSACTION_RULES, own, tell);
  if (value.number === undefined) tell(missing('RFF+TN', 'a transaction has no number'), group[0]);
  const patient = patients.length === 0 ? undefined : readPatient(patients, tell);
  const transaction: NhaisTransaction = {
    number: 0,
    ...value,
    ...(patient ? { patient } : {}),
    ...(others.length === 0 ? {} : { others: others.map(textOf) }),
  };
  for (const oddity of checkTransaction(code, transaction)) tell(oddity, group[0]);
  return transaction;
}

/** The groups that S02 begins: the first says who the patient is, each further one what was before. */
function readPatient(groups: readonly (readonly PlacedSegment[])[], tell: Tell): NhaisPatient {
  let patient: Partial<NhaisPatient> = {};
  for (const [index, group] of groups.entries()) {
    const names = new Set(group.map(nameOf));
    const isFormer = names.has('PNA+PER') || (index > 0 && !names.has('PNA+PAT'));
    const name = isFormer ? 'PNA+PER' : 'PNA+PAT';
    if (!names.has(name)) tell(missing(name, `a group of S02 has no ${name}`), group[0]);
    if (!isFormer && index > 0) tell(late(name), group[0]);
    const { value } = readByRules(isFormer ? FORMER_RULES : PATIENT_RULES, group, tell);
    if (Object.keys(value).some((member) => Object.hasOwn(patient, member)))
      tell(saidTwice(name), group[0]);
    patient = { ...value, ...patient };
  }
  return patient;
}

function readCloseQuarter(segments: readonly PlacedSegment[], tell: Tell): NhaisTransaction {
  const { value } = readByRules(CLOSE_QUARTER_RULES, segments, tell);
  if (value.number === undefined)
    tell(missing('RFF+TN', 'a transaction has no number'), segments[0]);
  if (value.deductionReason === undefined)
    tell(missing('GIS', 'the notification has no GIS'), segments[0]);
  return { number: 0, ...value };
}

/** Segments in groups that a tag begins; first those before any. */
function parted(segments: readonly PlacedSegment[], tag: string): readonly PlacedSegment[][] {
  const groups: PlacedSegment[][] = [[]];
  for (const segment of segments) {
    if (segment.tag === tag) groups.push([]);
    groups.at(-1)?.push(segment);
  }
  return groups;
}

function missing(name: string, message: string) {
  return { code: 'nhais.segment-missing', message, expected: name, found: 'nothing' };
}

function outside(segment: PlacedSegment) {
  const message = `${nameOf(segment)} stands before S01`;
  return { code: 'nhais.order', message, expected: 'S01 first', found: textOf(segment) };
}

function late(name: string) {
  const message = `a group with ${name} is not the first of S02`;
  return { code: 'nhais.order', message, expected: `${name} in the first group`, found: 'later' };
}

function saidTwice(name: string) {
  const message = `two groups of S02 say the same of a patient; the first one counts`;
  return { code: 'nhais.segment-repeated', message, expected: `one ${name}`, found: 'another one' };
}
