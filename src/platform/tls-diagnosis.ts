import { diagnoseCertificate, type PeerFacts, type PeerRole } from './certificate-diagnosis.ts';
import type { ConnectionCause, Diagnosis } from './connection-cause.ts';

/** What is known about a connection that failed. */
export interface FailedConnection {
  /** Error code of Node, OpenSSL or the certificate check (`CERT_HAS_EXPIRED`). */
  readonly code?: string | undefined;
  /** Error text, used only when the code says nothing. */
  readonly text?: string | undefined;
  /** Which side of the connection the peer was: `client` for those who call us. */
  readonly peer: PeerRole;
  /** What the peer showed; left out when the connection did not get that far. */
  readonly shown?: PeerFacts | undefined;
  /** Names one of which the peer's certificate had to carry. */
  readonly expectedNames?: readonly string[] | undefined;
  readonly now: Date;
}

/** Finds the cause of a failed connection. What the peer showed tells more than the code. Pure. */
export function diagnoseTls(failed: FailedConnection): Diagnosis {
  const { shown, code = '', text = '' } = failed;
  return (
    (shown && diagnoseCertificate({ ...failed, code, shown })) ??
    diagnoseCode(code, failed.peer) ?? {
      cause: 'other',
      message: `connection failed: ${oneLine([code, text].filter(Boolean).join(' ') || 'no reason given')}`,
    }
  );
}

type Rule = readonly [pattern: RegExp, cause: ConnectionCause, message: (peer: string) => string];

/** Codes of connections that failed before any certificate could be judged, or for other reasons. */
const RULES: readonly Rule[] = [
  [
    /UNSUPPORTED_PROTOCOL|ALERT_PROTOCOL_VERSION|VERSION_TOO_LOW/,
    'protocol-too-old',
    (peer) =>
      `protocol too old: the ${peer} offers no version of TLS that is accepted (1.2 or later)`,
  ],
  [
    /HTTP_REQUEST|HTTPS_PROXY_REQUEST/,
    'not-tls',
    (peer) => `not TLS: the ${peer} sent a plain HTTP request to a TLS port`,
  ],
  [
    /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|RECORD_LAYER|UNKNOWN_PROTOCOL|BAD_RECORD_TYPE/,
    'not-tls',
    (peer) => `not TLS: what the ${peer} sent is not a TLS handshake`,
  ],
  [
    /NO_SHARED_CIPHER|NO_SHARED_GROUP|NO_SUITABLE_(SIGNATURE|KEY)|HANDSHAKE_FAILURE|NO_CIPHERS|NO_SHARED_SIG/,
    'no-shared-cipher',
    (peer) => `no shared cipher: the ${peer} and this side have no cipher suite in common`,
  ],
  [
    /ALERT_CERTIFICATE_REQUIRED|PEER_DID_NOT_RETURN_A_CERTIFICATE/,
    'our-certificate-refused',
    (peer) => `the ${peer} demands a certificate and was shown none`,
  ],
  [
    /ALERT_UNKNOWN_CA/,
    'our-certificate-refused',
    (peer) =>
      `the ${peer} refused our certificate: it does not know the issuer (give it trust.pem)`,
  ],
  [
    /ALERT_CERTIFICATE_EXPIRED/,
    'our-certificate-refused',
    (peer) => `the ${peer} refused our certificate: expired`,
  ],
  [
    /ALERT_CERTIFICATE_REVOKED/,
    'our-certificate-refused',
    (peer) => `the ${peer} refused our certificate: revoked`,
  ],
  [
    /ALERT_(BAD_CERTIFICATE|CERTIFICATE_UNKNOWN|UNSUPPORTED_CERTIFICATE|ACCESS_DENIED|DECRYPT_ERROR)/,
    'our-certificate-refused',
    (peer) => `the ${peer} refused our certificate, without saying why`,
  ],
  [/^ECONNREFUSED$/, 'refused', (peer) => `connection refused: the ${peer} does not listen there`],
  [
    /^(ENOTFOUND|EAI_AGAIN|EAI_NODATA)$/,
    'unknown-host',
    (peer) => `unknown host: the name of the ${peer} has no address`,
  ],
  [
    /TIMEOUT|^ETIMEDOUT$/,
    'timeout',
    (peer) => `timeout: the ${peer} did not answer in the time allowed`,
  ],
  [
    /^(ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_SOCKET)$|UNEXPECTED_EOF/,
    'reset',
    (peer) => `connection reset: the ${peer} closed it before there was an answer`,
  ],
];

function diagnoseCode(code: string, peer: PeerRole): Diagnosis | undefined {
  const rule = RULES.find(([pattern]) => pattern.test(code));
  return rule && { cause: rule[1], message: rule[2](peer) };
}

/** Text from outside on one line of bounded length. */
function oneLine(text: string): string {
  return text.replaceAll(/[^\x20-\x7e\u00a0-\uffff]+/g, ' ').slice(0, 300);
}
