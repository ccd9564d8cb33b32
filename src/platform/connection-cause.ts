/** Why a connection came to nothing. Stable, for scenarios and scripts. */
export type ConnectionCause =
  | 'no-certificate'
  | 'unknown-issuer'
  | 'missing-intermediate'
  | 'self-signed'
  | 'expired'
  | 'not-yet-valid'
  | 'revoked'
  | 'wrong-usage'
  | 'name-mismatch'
  | 'key-too-small'
  | 'no-revocation-list'
  | 'protocol-too-old'
  | 'no-shared-cipher'
  | 'not-tls'
  | 'our-certificate-refused'
  | 'refused'
  | 'unknown-host'
  | 'timeout'
  | 'reset'
  | 'other';

/** A cause with one line of English that names it. */
export interface Diagnosis {
  readonly cause: ConnectionCause;
  readonly message: string;
}
