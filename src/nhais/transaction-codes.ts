import { TRANSACTION_CODES, type TransactionCode } from './interchange.ts';

/** What each transaction is called: its abbreviation, and its name (mesh-nhais 2.2). */
export const TRANSACTION_NAMES: Readonly<
  Record<TransactionCode, { readonly short: string; readonly name: string }>
> = {
  G1: { short: 'ACG', name: 'acceptance' },
  G2: { short: 'AMG', name: 'amendment' },
  G3: { short: 'REG', name: 'removal (out of area)' },
  G5: { short: 'DER', name: 'deduction request' },
  F1: { short: 'AMF', name: 'amendment' },
  F2: { short: 'DEF', name: 'deduction' },
  F3: { short: 'REF', name: 'rejection (wrong HA)' },
  F4: { short: 'APF', name: 'approval' },
  F8: { short: 'CQN', name: 'close quarter notification' },
  F9: { short: 'FPN', name: 'FP69 prior notification' },
  F10: { short: 'FFR', name: 'FP69 flag removal' },
  F11: { short: 'DRR', name: 'deduction request rejection' },
};

/** The code as one that is known; `undefined` for any other text. */
export function codeOf(text: string): TransactionCode | undefined {
  return TRANSACTION_CODES.find((code) => code === text);
}

/** Whether a transaction goes from a practice to a health authority, or the other way. */
export function isOfPractice(code: TransactionCode): boolean {
  return code.startsWith('G');
}
