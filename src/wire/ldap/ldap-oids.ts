/** Extended operations, controls and features by their object identifiers. */
export const OID = {
  /** RFC 4511 section 4.14. */
  startTls: '1.3.6.1.4.1.1466.20037',
  /** RFC 4511 section 4.4.1. */
  noticeOfDisconnection: '1.3.6.1.4.1.1466.20036',
  /** RFC 4532. */
  whoAmI: '1.3.6.1.4.1.4203.1.11.3',
  /** RFC 3909. */
  cancel: '1.3.6.1.1.8',
  /** RFC 2696. */
  pagedResults: '1.2.840.113556.1.4.319',
  /** RFC 3296: this directory has no referrals, so it changes nothing. */
  manageDsaIt: '2.16.840.1.113730.3.4.2',
  /** RFC 3673: `+` asks for operational attributes. */
  allOperationalAttributes: '1.3.6.1.4.1.4203.1.5.1',
  /** RFC 4526: `(&)` and `(|)`. */
  absoluteFilters: '1.3.6.1.4.1.4203.1.5.3',
} as const;
