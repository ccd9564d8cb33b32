import type { Finding } from '../domain/finding.ts';
import type { NhaisDeviation } from './nhais-deviation.ts';

/** Checks by which deviations become findings: of the file, its envelopes, the form of segments, and required data. */
export type NhaisCheck =
  | 'NHAIS-SYNTAX-01'
  | 'NHAIS-ENVELOPE-01'
  | 'NHAIS-FORM-01'
  | 'NHAIS-DATA-01';

/** Codes of deviations that are not about the form of a segment. */
const OTHER_THAN_FORM: Readonly<Record<string, NhaisCheck>> = {
  'nhais.no-unb': 'NHAIS-ENVELOPE-01',
  'nhais.after-unz': 'NHAIS-ENVELOPE-01',
  'nhais.link-code': 'NHAIS-ENVELOPE-01',
  'nhais.message-type': 'NHAIS-ENVELOPE-01',
  'nhais.receipt-count': 'NHAIS-ENVELOPE-01',
  'nhais.segment-outside': 'NHAIS-ENVELOPE-01',
  'nhais.sms-repeated': 'NHAIS-ENVELOPE-01',
  'nhais.trading-partner': 'NHAIS-ENVELOPE-01',
  'nhais.transaction-code': 'NHAIS-ENVELOPE-01',
  'nhais.unt-count': 'NHAIS-ENVELOPE-01',
  'nhais.unt-missing': 'NHAIS-ENVELOPE-01',
  'nhais.unt-sequence': 'NHAIS-ENVELOPE-01',
  'nhais.unz-count': 'NHAIS-ENVELOPE-01',
  'nhais.unz-missing': 'NHAIS-ENVELOPE-01',
  'nhais.unz-sequence': 'NHAIS-ENVELOPE-01',
  'nhais.required': 'NHAIS-DATA-01',
  'nhais.erased': 'NHAIS-DATA-01',
};

const CLAUSES: Readonly<Record<NhaisCheck, string>> = {
  'NHAIS-SYNTAX-01': 'mesh-nhais 2.5, ISO 9735',
  'NHAIS-ENVELOPE-01': 'mesh-nhais 2.5.1',
  'NHAIS-FORM-01': 'mesh-nhais 2.5.2',
  'NHAIS-DATA-01': 'mesh-nhais 2.5.3',
};

/** What may be told where patient data must not be: counts, numbers and names of segments. */
const TELLS_VALUES = new Set<NhaisCheck>(['NHAIS-ENVELOPE-01', 'NHAIS-DATA-01']);

export function nhaisCheckOf(code: string): NhaisCheck {
  if (code.startsWith('edifact.')) return 'NHAIS-SYNTAX-01';
  return OTHER_THAN_FORM[code] ?? 'NHAIS-FORM-01';
}

/**
 * A deviation as a finding of the exchange that brought it. What segments of patients hold is left out of it; the
 * place leads to it.
 */
export function nhaisFinding(deviation: NhaisDeviation): Finding {
  const { code, message, expected, found, sms, at } = deviation;
  const check = nhaisCheckOf(code);
  const isOpen = TELLS_VALUES.has(check) && code !== 'nhais.segment-outside';
  const told = isOpen ? `${message}: expected ${expected}, found ${found.slice(0, 60)}` : message;
  return {
    check,
    severity: 'must',
    clause: CLAUSES[check],
    message: `${told} (${code})`,
    at: sms === undefined ? '/interchange' : `/message[SMS=${sms}]`,
    line: at.line,
    column: at.column,
    offset: at.offset,
    ...(isOpen ? { suggestion: `write ${expected}` } : {}),
  };
}
