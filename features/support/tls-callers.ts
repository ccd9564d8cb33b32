import assert from 'node:assert/strict';
import { connect as connectPlain } from 'node:net';
import { type ConnectionOptions, connect } from 'node:tls';
import type { WrongVariant } from '../../src/pki/certificate-store.ts';
import type { Identity } from '../../src/pki/identity.ts';
import { PRACTICES } from './cast.ts';
import type { Messaging } from './messaging.ts';
import { processCertificates } from './process-certificates.ts';

/** Certificates in the words of the scenarios that nobody should let in (mhs 1.6). */
const WRONG: Readonly<Record<string, WrongVariant>> = {
  'a certificate of an unknown issuer': 'unknown-ca',
  'a self-signed certificate': 'self-signed',
  'an expired certificate': 'expired',
  'a certificate that is not yet valid': 'not-yet-valid',
  'a revoked certificate': 'revoked',
  'a certificate for servers only': 'usage',
  'a certificate without its intermediate': 'missing-intermediate',
  'a certificate with a 1024-bit key': 'rsa-1024',
};

const FQDN = PRACTICES.Riverside.fqdn;
const ASKING =
  'POST /reliablemessaging/forwardreliable HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';

/** Callers that Spine must not let in. */
export interface TlsCallers {
  /** Calls Spine in this way and resolves when the connection has ended; what came back is returned. */
  call(words: string): Promise<string>;
  /** Spine has put one refused handshake on record, with this cause in these words. */
  refused(cause: string, message: string): Promise<void>;
}

export function openTlsCallers(messaging: Messaging): TlsCallers {
  const options = async (words: string): Promise<ConnectionOptions> => {
    // Before Spine starts: it judges by the revocation lists of its own start.
    const { store: certificates } = await processCertificates();
    const variant = WRONG[words];
    if (variant) return credentials(await certificates.wrongIdentity(variant, FQDN));
    if (words === 'no certificate') return { ca: certificates.trustPem };
    const old = { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1' } as const;
    if (words === 'TLS 1.1') return { ...credentials(await certificates.identity(FQDN)), ...old };
    throw new Error(`nobody knows how to call with ${words}`);
  };
  return {
    async call(words) {
      const caller = words === 'plain HTTP' ? undefined : await options(words);
      const { spine } = await messaging.stage();
      if (!caller) return speak(connectPlain(spine.port, '127.0.0.1'), 'connect');
      const socket = connect({
        ...caller,
        host: '127.0.0.1',
        port: spine.port,
        servername: 'localhost',
        // What is too weak for OpenSSL must still be offered: Spine is to refuse it, not the caller.
        ciphers: 'DEFAULT:@SECLEVEL=0',
        rejectUnauthorized: false,
      });
      return speak(socket, 'secureConnect');
    },
    async refused(cause, message) {
      const entry = await messaging.entry(
        `a refused handshake because of ${cause}`,
        ({ kind }) => kind === 'handshake',
      );
      assert.equal(entry.facts?.cause, cause, entry.summary);
      // Dates differ from run to run.
      const said = entry.summary.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/, 'DATE');
      assert.equal(said, `handshake refused: ${message}`);
      const { journal, refusedHandshakes } = await messaging.stage();
      assert.equal(await journal.count({ kind: 'handshake' }), 1);
      assert.equal(await journal.count({ kind: 'received' }), 0);
      assert.equal(refusedHandshakes.length, 1);
    },
  };
}

function credentials({ keyPem, chainPem, trustPem }: Identity): ConnectionOptions {
  return { key: keyPem, cert: chainPem, ca: trustPem };
}

/** Sends a request once connected and collects what comes until the end, which may come at any time. */
function speak(socket: ReturnType<typeof connectPlain>, ready: string): Promise<string> {
  return new Promise((resolve) => {
    let came = '';
    socket.on(ready, () => socket.write(ASKING));
    socket.on('data', (chunk: Buffer) => {
      came += chunk.toString('latin1');
    });
    // A reset is one of the ways in which Spine may end it.
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(came));
  });
}
