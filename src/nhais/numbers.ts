/** Greatest number of an interchange or a message; after it comes 1, and 0 is no number (mesh-nhais 2.7). */
const GREATEST_SEQUENCE = 99_999_999;

/** Greatest number that a practice gives to a transaction. */
const GREATEST_TRANSACTION = 9_999_999;

/** The number of the interchange or message after this one. */
export function nextSequence(last: number): number {
  return last >= GREATEST_SEQUENCE ? 1 : last + 1;
}

/** The number of the transaction after this one. */
export function nextTransactionNumber(last: number): number {
  return last >= GREATEST_TRANSACTION ? 1 : last + 1;
}

/** A sequence number as it is written: always eight digits. */
export function writeSequence(sequence: number): string {
  return String(sequence).padStart(8, '0');
}

/** How a number that came stands to the last one. */
export interface SequenceStep {
  /** `behind`: a number from before the last one, as of a file that comes late. */
  readonly kind: 'first' | 'next' | 'repeated' | 'gap' | 'behind';
  /** How many numbers were passed over, of a gap. */
  readonly missing: number;
}

/** Numbers are a ring: what is less than half of it ahead is a gap, what is farther lies behind. */
export function compareSequence(last: number | undefined, came: number): SequenceStep {
  if (last === undefined) return { kind: 'first', missing: 0 };
  const ahead = (came - last + GREATEST_SEQUENCE) % GREATEST_SEQUENCE;
  if (ahead === 0) return { kind: 'repeated', missing: 0 };
  if (ahead === 1) return { kind: 'next', missing: 0 };
  return ahead <= GREATEST_SEQUENCE / 2
    ? { kind: 'gap', missing: ahead - 1 }
    : { kind: 'behind', missing: 0 };
}
