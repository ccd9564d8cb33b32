/** What a TLS endpoint needs to show who it is and to judge its peer. All PEM. */
export interface Identity {
  readonly fqdn: string;
  readonly keyPem: string;
  /** The endpoint certificate followed by the issuing sub-CA: what is sent in the handshake. */
  readonly chainPem: string;
  /** Issuing sub-CA followed by root CA (mhs 1.6): what the peer's chain must lead to. */
  readonly trustPem: string;
  /** Revocation lists of sub-CA and root, one after the other. */
  readonly crlPem: string;
}
