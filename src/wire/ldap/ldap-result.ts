/** How an operation ended (RFC 4511 section 4.1.9). */
export interface LdapResult {
  readonly code: number;
  readonly matchedDn: string;
  readonly message: string;
  readonly referrals?: readonly string[];
}

/** Result codes by the names of RFC 4511 appendix A, and those of RFC 3909. */
export const RESULT = {
  success: 0,
  operationsError: 1,
  protocolError: 2,
  timeLimitExceeded: 3,
  sizeLimitExceeded: 4,
  compareFalse: 5,
  compareTrue: 6,
  authMethodNotSupported: 7,
  strongerAuthRequired: 8,
  adminLimitExceeded: 11,
  unavailableCriticalExtension: 12,
  confidentialityRequired: 13,
  noSuchAttribute: 16,
  inappropriateMatching: 18,
  noSuchObject: 32,
  invalidDNSyntax: 34,
  inappropriateAuthentication: 48,
  invalidCredentials: 49,
  insufficientAccessRights: 50,
  busy: 51,
  unavailable: 52,
  unwillingToPerform: 53,
  other: 80,
  canceled: 118,
  noSuchOperation: 119,
  tooLate: 120,
  cannotCancel: 121,
  authorizationDenied: 123,
} as const;

export type ResultName = keyof typeof RESULT;

/** The code of a name, where it is one. */
export function parseResultName(name: string): number | undefined {
  return Object.hasOwn(RESULT, name) ? RESULT[name as ResultName] : undefined;
}

/** A result by its name. */
export function ldapResult(name: ResultName, message = '', matchedDn = ''): LdapResult {
  return { code: RESULT[name], matchedDn, message };
}

/** The name of a code, for people; the number itself when it has none. */
export function resultName(code: number): string {
  return NAMES.get(code) ?? String(code);
}

const NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(RESULT).map(([name, code]) => [code, name]),
);
