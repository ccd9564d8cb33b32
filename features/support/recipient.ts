import type { CertificateStore } from '../../src/pki/certificate-store.ts';
import { readBody, writeReply } from '../../src/platform/http-message.ts';
import { startTlsServer } from '../../src/platform/tls-server.ts';

/** What a recipient got. */
export interface Arrived {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export interface RecipientAnswer {
  readonly status: number;
  readonly headers?: readonly (readonly [string, string])[];
  readonly body?: Buffer;
}

/** What a recipient answers, told how many messages have come. `undefined` breaks the connection. */
export type Reaction = (
  arrived: Arrived,
  count: number,
) => Promise<RecipientAnswer | undefined> | RecipientAnswer | undefined;

/** A party's own endpoint under a test's control. */
export interface Recipient extends AsyncDisposable {
  readonly url: string;
  /** What has come, in order of arrival. */
  readonly arrived: readonly Arrived[];
  /** Resolves when so many messages have come. */
  count(wanted: number): Promise<readonly Arrived[]>;
  react: Reaction;
}

/** Larger than anything that Spine lets through. */
const LARGEST = 10_000_000;

/** Starts the endpoint of a party on loopback. It lets in whoever has a certificate of the test's authority. */
export async function startRecipient(
  certificates: CertificateStore,
  fqdn: string,
  react: Reaction = () => ({ status: 202 }),
): Promise<Recipient> {
  const arrived: Arrived[] = [];
  let waiting: { readonly wanted: number; readonly tell: () => void }[] = [];
  const listener = await startTlsServer({
    service: fqdn,
    host: '127.0.0.1',
    port: 0,
    identity: await certificates.identity(fqdn),
    clientCertificate: 'require',
    // A recipient that never answers must not hold up the end of a test.
    closeGraceMs: 20,
    onRefusedHandshake: () => {},
    async onRequest(request, response) {
      const read = await readBody(request, LARGEST);
      if (!read.ok) return;
      const one = { path: request.url ?? '', headers: request.headers, body: read.body };
      arrived.push(one);
      const count = arrived.length;
      const [due, later] = [
        waiting.filter(({ wanted }) => wanted <= count),
        waiting.filter(({ wanted }) => wanted > count),
      ];
      waiting = later;
      for (const { tell } of due) tell();
      const answer = await recipient.react(one, count);
      if (answer) await writeReply(response, { headers: [], ...answer });
      else response.destroy();
    },
  });
  const recipient: Recipient = {
    url: `https://localhost:${listener.port}/`,
    arrived,
    react,
    async count(wanted) {
      if (arrived.length < wanted) {
        await new Promise<void>((tell) => waiting.push({ wanted, tell }));
      }
      return arrived;
    },
    [Symbol.asyncDispose]: () => listener.close(),
  };
  return recipient;
}
