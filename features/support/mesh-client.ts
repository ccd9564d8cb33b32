import { randomUUID } from 'node:crypto';
import { request } from 'node:https';
import type { Readable } from 'node:stream';
import { hashOf } from '../../simulator/mesh/request/authorization.ts';
import type { Clock } from '../../src/platform/clock.ts';
import type { TlsCredentials } from '../../src/platform/tls-settings.ts';

export interface MeshReply {
  readonly status: number;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The body as JSON. */
  json(): Record<string, unknown>;
}

export interface MeshCall {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string | Readable;
  /** In place of a fresh token; `null` sends none. */
  readonly token?: string | null;
  readonly version?: 1 | 2;
  /** Takes the body as it comes, in place of keeping it. */
  readonly sink?: (chunk: Buffer) => void;
  /** Breaks the request off. */
  readonly signal?: AbortSignal;
}

/** A client of MESH for one mailbox, over mutual TLS. */
export interface MeshClient {
  readonly mailbox: string;
  /** A header value as the specification says, from now unless told otherwise. */
  token(parts?: TokenParts): string;
  /** `path` below the mailbox: `/inbox`. */
  call(method: string, path: string, call?: MeshCall): Promise<MeshReply>;
  /** `path` from the root. */
  at(method: string, path: string, call?: MeshCall): Promise<MeshReply>;
  send(
    to: string,
    workflow: string,
    body: MeshCall['body'],
    headers?: Readonly<Record<string, string>>,
  ): Promise<string>;
}

export interface TokenParts {
  readonly mailbox?: string;
  readonly nonce?: string;
  readonly count?: string;
  readonly timestamp?: string;
  readonly password?: string;
  readonly sharedKey?: string;
}

export function meshClient({
  mailbox,
  clock,
  identity,
  url,
  certificate = true,
}: {
  readonly mailbox: string;
  readonly clock: Clock;
  readonly identity: TlsCredentials;
  /** `false`: none is shown. */
  readonly certificate?: boolean;
  readonly url: () => string;
}): MeshClient {
  const token = (parts: TokenParts = {}) => {
    const { password = 'password', sharedKey = 'TestKey', ...rest } = parts;
    const timestamp = clock.now().toISOString().replace(/\D/g, '').slice(0, 12);
    const shown = { mailbox, nonce: randomUUID(), count: '0', timestamp, ...rest };
    const hash = hashOf(shown, password, sharedKey);
    const { nonce, count } = shown;
    return `NHSMESH ${[shown.mailbox, nonce, count, shown.timestamp, hash].join(':')}`;
  };
  const at = (method: string, path: string, call: MeshCall = {}): Promise<MeshReply> =>
    new Promise((resolve, reject) => {
      const shown = call.token === undefined ? token() : call.token;
      const version = call.version ? { Accept: `application/vnd.mesh.v${call.version}+json` } : {};
      const asked = request(`${url()}${path}`, {
        method,
        agent: false,
        ca: identity.trustPem,
        ...(certificate ? { cert: identity.chainPem, key: identity.keyPem } : {}),
        ...(call.signal ? { signal: call.signal } : {}),
        checkServerIdentity: () => undefined,
        headers: {
          ...version,
          ...(shown === null ? {} : { Authorization: shown }),
          ...call.headers,
        },
      });
      asked.on('error', reject).on('response', (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => (call.sink ? call.sink(chunk) : chunks.push(chunk)));
        answer.on('error', reject);
        answer.on('end', () => {
          const body = Buffer.concat(chunks);
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers as Record<string, string>,
            body,
            json: () => JSON.parse(body.toString('utf8')) as Record<string, unknown>,
          });
        });
      });
      const { body } = call;
      // A text would make Node write the headers before it as UTF-8 too.
      if (typeof body === 'string') asked.end(Buffer.from(body));
      else if (body === undefined || body instanceof Uint8Array) asked.end(body);
      else body.pipe(asked);
    });
  const call: MeshClient['call'] = (method, path, options) =>
    at(method, `/messageexchange/${mailbox}${path}`, options);
  return {
    ...{ mailbox, token, at, call },
    async send(to, workflow, body, headers = {}) {
      const reply = await call('POST', '/outbox', {
        headers: { 'Mex-To': to, 'Mex-WorkflowID': workflow, ...headers },
        ...(body === undefined ? {} : { body }),
      });
      if (reply.status !== 202) throw new Error(`${reply.status} ${reply.body.toString()}`);
      return String(reply.json().messageID);
    },
  };
}
