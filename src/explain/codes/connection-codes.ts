import type { ConnectionCause } from '../../platform/connection-cause.ts';
import type { CodeNote, CodeTable } from './code-note.ts';

const OURS = 'a certificate of an issuer that is trusted here, in force, for the right use';

const ROWS: Readonly<
  Record<ConnectionCause, readonly [title: string, expected: string, change: string]>
> = {
  'no-certificate': [
    'no certificate was sent',
    'A client certificate: every connection to this service shows one.',
    'Configure the client with its certificate and key: `spinebox certs` issues one.',
  ],
  'unknown-issuer': [
    'the certificate is of an issuer that is not trusted here',
    `The peer shows ${OURS}.`,
    'Use a certificate of the authority of the simulator, or add the issuer to its trust.',
  ],
  'missing-intermediate': [
    'an intermediate certificate was not sent',
    'The certificate with the chain up to an issuer that is trusted here.',
    'Send the chain: configure certificate and intermediates in one file, the certificate first.',
  ],
  'self-signed': [
    'the certificate is signed by itself',
    `The peer shows ${OURS}.`,
    'Use a certificate of the authority of the simulator.',
  ],
  expired: [
    'the certificate has expired',
    'A certificate that is in force.',
    'Renew the certificate.',
  ],
  'not-yet-valid': [
    'the certificate is not yet in force',
    'A certificate that is in force.',
    'Check the clock of both machines, or wait.',
  ],
  revoked: [
    'the certificate was revoked',
    'A certificate that is on no revocation list.',
    'Use another certificate.',
  ],
  'wrong-usage': [
    'the certificate may not be used for this',
    'extendedKeyUsage with clientAuth for a client, serverAuth for a server.',
    'Have a certificate issued for this use.',
  ],
  'name-mismatch': [
    'the certificate is for another name',
    'A certificate that carries the name of the party or host.',
    'Use the certificate of that name, or register the name that it carries.',
  ],
  'key-too-small': [
    'the key of the certificate is too small',
    'An RSA key of 2048 bits or more, or one of an elliptic curve.',
    'Have a certificate issued for a larger key.',
  ],
  'no-revocation-list': [
    'there is no revocation list in force of this issuer',
    'A current list of every issuer in the chain.',
    'Give the simulator the list of this issuer.',
  ],
  'protocol-too-old': [
    'the peer offers no version of TLS that is accepted',
    'TLS 1.2 or 1.3.',
    'Allow TLS 1.2 or 1.3 in the configuration of the peer.',
  ],
  'no-shared-cipher': [
    'both sides have no cipher suite in common',
    'A cipher suite that the service offers.',
    'Allow a suite of the service in the configuration of the peer.',
  ],
  'not-tls': ['what came is no TLS', 'A TLS handshake.', 'Use https (or ldaps) with this port.'],
  'our-certificate-refused': [
    'the peer refused the certificate of the simulator',
    'A peer that trusts the authority of the simulator.',
    "Give the peer the simulator's trust.pem as its trusted authority.",
  ],
  refused: [
    'the connection was refused',
    'A recipient that listens at the endpoint of its contract.',
    'Start the recipient, or correct its endpoint in the world.',
  ],
  'unknown-host': [
    'the name of the host has no address',
    'An endpoint whose host can be found.',
    'Correct the endpoint in the world, or add the name to the resolver.',
  ],
  timeout: [
    'there was no answer in the time allowed',
    'An answer before the time is over.',
    'See why the recipient is slow or hangs.',
  ],
  reset: [
    'the connection ended before there was an answer',
    'An answer to every request.',
    'See in the log of the recipient why it closed the connection.',
  ],
  other: ['the connection failed', 'A connection that is made.', 'See the reason in the text.'],
};

/** Why a connection came to nothing, by its cause (mhs 1.6). */
export const CONNECTION_CODES: CodeTable = Object.fromEntries(
  Object.entries(ROWS).map(([cause, [title, expected, change]]): [string, CodeNote] => [
    cause,
    { title, expected, change, clause: 'mhs 1.6, RFC 8446 section 6.2' },
  ]),
);
