import { type NhsNumber, nhsCheckDigit } from '../../domain/nhs-number.ts';
import type { Random } from '../../platform/random.ts';

/** An invented clinician. Nobody has these names. */
export interface Clinician {
  readonly prefix: string;
  readonly given: string;
  readonly family: string;
}

const GIVEN = ['Testa', 'Samplo', 'Mocka', 'Fictia', 'Dummo', 'Speca'] as const;
const FAMILY = ['QUILLFEATHER', 'TESTERSON', 'SPECIMENLY', 'BYTEWELL', 'PARSEFORD'] as const;
const PREFIX = ['Dr', 'Ms', 'Mr'] as const;

export function inventClinician(random: Random): Clinician {
  return { prefix: random.pick(PREFIX), given: random.pick(GIVEN), family: random.pick(FAMILY) };
}

/** A valid NHS number of the 999 range, which is never issued. */
export function inventNhsNumber(random: Random): NhsNumber {
  for (;;) {
    const nine = `999${String(random.int(0, 999_999)).padStart(6, '0')}`;
    const check = nhsCheckDigit(nine);
    if (check !== undefined) return `${nine}${check}` as NhsNumber;
  }
}
