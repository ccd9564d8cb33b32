import type { NhaisTransaction } from '../../src/nhais/interchange.ts';
import type { NhaisLink } from '../world/world.ts';

/** What the authority is asked, one transaction of one message. */
export interface Asked {
  /** `G1`, `G2`, `G3` or `G5`. */
  readonly code: string;
  readonly transaction: NhaisTransaction;
}

/** What it answers. */
export interface Planned {
  readonly code: 'F1' | 'F2' | 'F3' | 'F4' | 'F11';
  /** Approvals and rejections have the practice's number; of others the number is not known yet. */
  readonly transaction: Omit<NhaisTransaction, 'number'> & { readonly number?: number };
  /** An approval that is to reach PDS, with what was asked. */
  readonly registers?: NhaisTransaction;
  /** Why, for the record; never patient data. */
  readonly why: string;
}

export interface PlanContext {
  readonly link: Pick<NhaisLink, 'replies' | 'updatePds' | 'unknownPatients' | 'allocateNumbers'>;
  /** `yyyymmdd`, where people live. */
  readonly today: string;
  /** Whether PDS has a record of that number. */
  knows(nhsNumber: string): boolean;
  /** A number that nobody has. */
  allocate(): string;
}

/** What the authority answers to one transaction, and why; `undefined` and the reason when it keeps silent. */
export function planReply(
  { code, transaction }: Asked,
  context: PlanContext,
): Planned | { readonly silent: string } {
  const { replies } = context.link;
  const { gp } = transaction;
  if (code === 'G1') return acceptance(transaction, context);
  if (code === 'G2') {
    if (replies.amendment === 'nothing')
      return { silent: 'an amendment is taken without an answer' };
    const { patient } = transaction;
    return { code: 'F1', transaction: { gp, patient }, why: 'replies.amendment is amend' };
  }
  if (code === 'G3') {
    if (replies.removal === 'nothing') return { silent: 'replies.removal is nothing' };
    return {
      code: 'F2',
      transaction: {
        ...{ gp, patient: onlyNumber(transaction) },
        deductionReason: replies.removalReason,
        deductionDate: context.today,
      },
      why: 'replies.removal is deduct',
    };
  }
  if (replies.deduction === 'nothing') return { silent: 'replies.deduction is nothing' };
  const patient = onlyNumber(transaction);
  if (replies.deduction === 'reject') {
    const freeText = replies.text;
    return {
      code: 'F11',
      transaction: { gp, patient, freeText },
      why: 'replies.deduction is reject',
    };
  }
  const { deductionReason, deductionDate = context.today } = transaction;
  return {
    code: 'F2',
    transaction: { gp, patient, deductionReason, deductionDate },
    why: 'replies.deduction is deduct',
  };
}

function acceptance(
  transaction: NhaisTransaction,
  { link, knows, allocate }: PlanContext,
): Planned | { readonly silent: string } {
  const { number, writtenNumber, gp, patient } = transaction;
  const { acceptance: answer, text: freeText } = link.replies;
  if (answer === 'nothing') return { silent: 'replies.acceptance is nothing' };
  const answered = { number, writtenNumber, gp };
  const given = patient?.nhsNumber;
  const unknown = link.updatePds && given !== undefined && !knows(given);
  if (answer === 'reject' || (unknown && link.unknownPatients === 'reject')) {
    const why =
      answer === 'reject' ? 'replies.acceptance is reject' : 'PDS does not know the patient';
    return { code: 'F3', transaction: { ...answered, freeText }, why };
  }
  const nhsNumber = given ?? (link.allocateNumbers ? allocate() : undefined);
  const why =
    given === undefined && nhsNumber !== undefined
      ? 'replies.acceptance is approve; a new NHS number was allocated'
      : 'replies.acceptance is approve';
  return {
    code: 'F4',
    transaction: { ...answered, ...(nhsNumber !== undefined && { patient: { nhsNumber } }) },
    ...(link.updatePds && { registers: transaction }),
    why,
  };
}

function onlyNumber({ patient }: NhaisTransaction): NhaisTransaction['patient'] {
  return patient?.nhsNumber === undefined ? undefined : { nhsNumber: patient.nhsNumber };
}
