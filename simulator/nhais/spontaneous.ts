import { checkTransaction } from '../../src/nhais/check-transaction.ts';
import type { NhaisPatient, NhaisTransaction } from '../../src/nhais/interchange.ts';
import type { SpontaneousTransaction } from '../doors/nhais-desk.ts';
import type { OutgoingTransaction } from './registration-messages.ts';

const DAY = /^\d{4}-\d\d-\d\d$/;
/** Of a practice that nothing else is known of. */
const GP_UNKNOWN = '0000000';

/**
 * What the operator wants an authority to send, as a transaction; or what is missing of it. What is usual is filled in:
 * a deduction is of today, an FP69 runs out in half a year.
 */
export function spontaneous(
  wanted: SpontaneousTransaction,
  context: {
    readonly practice: string | undefined;
    readonly now: Date;
    readonly quarterEnd: string;
  },
): { readonly sent: OutgoingTransaction } | { readonly problems: readonly string[] } {
  const { code, transactionNumber: number, text: freeText } = wanted;
  const problems = [wanted.date, wanted.birthDate]
    .filter((day) => day !== undefined && !DAY.test(day))
    .map((day) => `${day} is no date of the form yyyy-mm-dd`);
  const date = compact(wanted.date);
  if (code === 'F8') {
    const quarterEnd = date ?? context.quarterEnd;
    return problems.length > 0
      ? { problems }
      : { sent: { code, quarterEnd, transaction: number === undefined ? {} : { number } } };
  }
  if ((code === 'F3' || code === 'F4') && number === undefined)
    problems.push('transactionNumber is missing: of the acceptance that it answers');
  const today = dayOf(context.now, 0);
  const transaction: Omit<NhaisTransaction, 'number'> = {
    gp: { national: GP_UNKNOWN, local: context.practice ?? GP_UNKNOWN },
    ...(freeText !== undefined && { freeText }),
    ...(code === 'F2' && {
      deductionReason: wanted.reason,
      deductionDate: date ?? today,
      newAuthority: wanted.newAuthority,
    }),
    ...(code === 'F9' && {
      fp69Reason: wanted.reason ?? '8',
      fp69ExpiryDate: date ?? dayOf(context.now, 183),
    }),
    ...(code !== 'F3' && { patient: patientOf(wanted) }),
  };
  const missing = checkTransaction(code, { ...transaction, number: number ?? 1 });
  problems.push(...missing.map(({ message, expected }) => `${message} (${expected})`));
  if (problems.length > 0) return { problems };
  return {
    sent: { code, transaction: { ...transaction, ...(number !== undefined && { number }) } },
  };
}

function patientOf(wanted: SpontaneousTransaction): NhaisPatient | undefined {
  const { nhsNumber, surname, forename, town } = wanted;
  const birthDate = compact(wanted.birthDate);
  const patient: NhaisPatient = {
    ...(nhsNumber !== undefined && { nhsNumber }),
    ...(surname !== undefined && { surname }),
    ...(forename !== undefined && { forename }),
    ...(birthDate !== undefined && { birthDate }),
    ...(town !== undefined && {
      address: { lines: [undefined, undefined, undefined, town, undefined] },
    }),
  };
  return Object.keys(patient).length > 0 ? patient : undefined;
}

function compact(day: string | undefined): string | undefined {
  return day?.replaceAll('-', '');
}

/** `yyyymmdd` */
function dayOf(now: Date, later: number): string {
  const day = new Date(now.getTime() + later * 86_400_000);
  return day.toISOString().slice(0, 10).replaceAll('-', '');
}
