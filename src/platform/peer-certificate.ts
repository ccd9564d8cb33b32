import { X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { CertificateFacts, PeerFacts } from './certificate-diagnosis.ts';

/** The peer of a connection, for the record. */
export interface ConnectionPeer {
  readonly address: string;
  /** Common name of its certificate. */
  readonly fqdn?: string;
  /** Host names and addresses its certificate is for. */
  readonly names?: readonly string[];
  /** SHA-256, upper-case hexadecimal with colons. */
  readonly fingerprint?: string;
  readonly protocol?: string;
  readonly cipher?: string;
}

/**
 * Who is at the other end. Works for plain connections too, which show only an address. Not for a TLS
 * connection whose handshake failed: asking one about itself crashes Node 24 (use `addressOf`).
 */
export function peerOf(socket: Socket): ConnectionPeer {
  const known = PEERS.get(socket);
  if (known) return known;
  const peer = readPeer(socket);
  // Before the handshake there is nothing worth keeping.
  if (peer.protocol) PEERS.set(socket, peer);
  return peer;
}

/** The requests of one connection have one peer. */
const PEERS = new WeakMap<Socket, ConnectionPeer>();

/** The peer's address; an IPv4 address that came by an IPv6 socket as IPv4. */
export function addressOf(socket: Socket): string {
  return (socket.remoteAddress ?? 'unknown').replace(/^::ffff:/, '');
}

function readPeer(socket: Socket): ConnectionPeer {
  const address = addressOf(socket);
  if (!(socket instanceof TLSSocket) || socket.destroyed) return { address };
  const certificate = peerCertificate(socket);
  const protocol = socket.getProtocol();
  const facts = certificate && certificateFacts(certificate);
  return {
    address,
    ...(facts && { fqdn: facts.commonName, names: facts.names }),
    ...(certificate && { fingerprint: certificate.fingerprint256 }),
    ...(protocol && { protocol, cipher: socket.getCipher().name }),
  };
}

/**
 * What the peer of a TLS connection showed. Its chain is followed only when the certificates we trust are
 * given.
 */
export function peerFacts(socket: TLSSocket, trusted?: readonly X509Certificate[]): PeerFacts {
  const certificate = peerCertificate(socket);
  if (!certificate) return {};
  const facts = certificateFacts(certificate);
  const last = trusted && followChain(shownChain(socket, certificate), trusted);
  if (!last) return { certificate: facts };
  return {
    certificate: facts,
    missingIssuer: {
      name: attribute(last.issuer, 'CN') ?? last.issuer,
      untrustedRoot: isSelfSigned(last),
      looksLikeOurs: trusted.some(
        ({ subject }) =>
          attribute(subject, 'O') !== undefined &&
          attribute(subject, 'O') === attribute(last.issuer, 'O'),
      ),
    },
  };
}

/** The certificates of a PEM text. */
export function certificatesOf(pem: string): readonly X509Certificate[] {
  return pemBlocks(pem, 'CERTIFICATE').map((block) => new X509Certificate(block));
}

/** The blocks of one label: Node reads only the first of several revocation lists in a text. */
export function pemBlocks(pem: string, label: string): string[] {
  const begin = `-----BEGIN ${label}-----`;
  const end = `-----END ${label}-----`;
  return pem
    .split(begin)
    .slice(1)
    .map((rest) => `${begin}${rest.slice(0, rest.indexOf(end))}${end}\n`);
}

function certificateFacts(certificate: X509Certificate): CertificateFacts {
  const commonName = attribute(certificate.subject, 'CN') ?? certificate.subject;
  // The entries are separated by commas; one that holds a comma itself is written in quotes.
  const names = [...(certificate.subjectAltName ?? '').matchAll(/(?:DNS|IP Address):([^,"]+)/g)];
  const usages = certificate.keyUsage as readonly string[] | undefined;
  return {
    commonName,
    names: names.length > 0 ? names.map(([, name = '']) => name.trim()) : [commonName],
    notBefore: certificate.validFromDate,
    notAfter: certificate.validToDate,
    selfSigned: isSelfSigned(certificate),
    ...(certificate.publicKey.asymmetricKeyType === 'rsa' && {
      rsaBits: certificate.publicKey.asymmetricKeyDetails?.modulusLength,
    }),
    ...(usages && usages.length > 0 && { usages }),
  };
}

/**
 * The peer's own certificate. Not by `getPeerX509Certificate`: on the client side of Node 24 that takes the
 * certificate out of the connection, and `getPeerCertificate` then finds none.
 */
function peerCertificate(socket: TLSSocket): X509Certificate | undefined {
  const { raw } = socket.getPeerCertificate() ?? {};
  return raw && new X509Certificate(raw);
}

/** The certificates of the handshake, the peer's own first. */
function shownChain(socket: TLSSocket, leaf: X509Certificate): readonly X509Certificate[] {
  const chain = [leaf];
  let { issuerCertificate: next } = socket.getPeerCertificate(true);
  while (next && chain.length < 10) {
    const certificate = new X509Certificate(next.raw);
    if (chain.some(({ fingerprint256 }) => fingerprint256 === certificate.fingerprint256)) break;
    chain.push(certificate);
    next = next.issuerCertificate;
  }
  return chain;
}

/** The last certificate of a chain that leads nowhere; nothing when it leads to a trusted one. */
function followChain(
  chain: readonly X509Certificate[],
  trusted: readonly X509Certificate[],
): X509Certificate | undefined {
  let [current] = chain;
  for (let steps = 0; current && steps <= chain.length; steps++) {
    const here: X509Certificate = current;
    const issued = (issuer: X509Certificate) =>
      here.checkIssued(issuer) && here.verify(issuer.publicKey);
    if (trusted.some(issued)) return undefined;
    const next = chain.find((each) => each !== here && issued(each));
    if (!next) return here;
    current = next;
  }
  return current;
}

/** By name and signature only: what a peer signs itself need not say that it may sign. */
function isSelfSigned(certificate: X509Certificate): boolean {
  return certificate.subject === certificate.issuer && certificate.verify(certificate.publicKey);
}

/** One attribute of a distinguished name as Node writes it, an attribute a line. */
function attribute(name: string, type: string): string | undefined {
  const prefix = `${type}=`;
  return name
    .split('\n')
    .find((line) => line.startsWith(prefix))
    ?.slice(prefix.length);
}
