import type { ConnectionCause } from '../../src/platform/connection-cause.ts';

const TRUST = 'give it trust.pem of the certificate directory';
const OURS =
  'a certificate of this simulator (spinebox certs create NAME, or certs sign --csr FILE)';

/** What to do about a client that did not get in. */
const REMEDIES: Readonly<Record<ConnectionCause, string>> = {
  'no-certificate': `Let the client show ${OURS}: mutual TLS is asked for.`,
  'unknown-issuer': `Let the client show ${OURS}; its present one is of an authority that nobody knows here.`,
  'missing-intermediate':
    'Let the client send the whole chain: its certificate followed by that of the issuing authority (chain.pem), not its certificate alone.',
  'self-signed': `Let the client show ${OURS} instead of the one that it signed itself.`,
  expired: 'Make a new certificate for the client: spinebox certs create NAME.',
  'not-yet-valid': 'Set the clock of this machine right, or make the certificate again.',
  revoked: 'Make a new certificate for the client: this one is on the revocation list.',
  'wrong-usage':
    'Let the client show a certificate for client authentication: extended key usage clientAuth.',
  'name-mismatch':
    'Make the certificate for the name under which the party is registered (fqdn of the organisation), or change that name in the world.',
  'key-too-small': 'Make a certificate with an RSA key of 2048 bits or more, or an elliptic curve.',
  'no-revocation-list':
    'Restore the revocation list of the certificate directory, or make the certificates anew.',
  'protocol-too-old': 'Let the client offer TLS 1.2 or later.',
  'no-shared-cipher': 'Let the client offer a cipher suite of TLS 1.2 (ECDHE, AES-GCM) or TLS 1.3.',
  'not-tls': 'Use https, or ldaps: this port speaks TLS alone.',
  'our-certificate-refused': `The client does not trust this simulator: ${TRUST}, and use a name that the certificate carries.`,
  refused: 'Start what should listen there, or correct the address.',
  'unknown-host': 'Correct the host name, or make it known to this machine.',
  timeout: 'See whether a firewall or proxy holds the connection back.',
  reset: 'See the log of the client: it ended the connection in the middle of the handshake.',
  other: 'See the log of the client for the same moment, and the journal entry.',
};

export function handshakeRemedy(cause: unknown): string {
  return REMEDIES[cause as ConnectionCause] ?? REMEDIES.other;
}
