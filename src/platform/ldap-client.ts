import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { Client, type Entry, ResultCodeError } from 'ldapts';
import type { ConnectionCause } from './connection-cause.ts';
import { ConnectionFailure, outboundConnections } from './outbound-connection.ts';
import { outboundTls } from './outbound-tls.ts';
import { diagnoseTls } from './tls-diagnosis.ts';
import type { TlsCredentials } from './tls-settings.ts';

export type { Client as LdapConnection };

export interface LdapClientOptions {
  /** `ldaps://host:636` or `ldap://host:389`. */
  readonly url: string;
  /** Shown to the directory where TLS is spoken, and what it is judged by. */
  readonly identity: TlsCredentials;
  /** Goes on with TLS on a plain connection. */
  readonly startTls?: boolean;
  /** For connecting, and for each search. Default 3 s, the patience of both adaptors (sds-ods 1.6). */
  readonly timeoutMs?: number;
  /** Time for telling what has run out; TLS itself goes by the machine's clock. */
  readonly now?: () => Date;
}

export interface LdapSearch {
  readonly base: string;
  /** Default `sub`, as every client of SDS asks. */
  readonly scope?: 'base' | 'one' | 'sub';
  /** As text (RFC 4515). */
  readonly filter: string;
  /** All user attributes unless given. */
  readonly attributes?: readonly string[];
  readonly sizeLimit?: number;
}

/** An entry as it came, names in the server's spelling. */
export interface FoundEntry {
  readonly dn: string;
  readonly attributes: readonly { readonly name: string; readonly values: readonly string[] }[];
}

/** What a directory answered, or why there is no answer. */
export type LdapOutcome =
  | { readonly entries: readonly FoundEntry[] }
  | {
      /** `result`: the directory said no; `bad-answer`: what came is no LDAP; `closed`: this client was closed. */
      readonly failed: ConnectionCause | 'result' | 'bad-answer' | 'closed';
      /** One line of English. */
      readonly message: string;
      /** Result code of the directory (RFC 4511 appendix A). */
      readonly resultCode?: number;
    };

/** Searches a directory over one connection, opened anew when it is gone. Nothing that happens makes it throw. */
export interface LdapClient {
  search(search: LdapSearch): Promise<LdapOutcome>;
  close(): Promise<void>;
}

export function openLdapClient(options: LdapClientOptions): LdapClient {
  const now = options.now ?? (() => new Date());
  let connection: Promise<Client> | undefined;
  let closed = false;

  function connectAnew(): Promise<Client> {
    connection = connectLdap(options);
    return connection;
  }

  async function searchOnce(search: LdapSearch, mayBeStale: boolean): Promise<LdapOutcome> {
    const { base, scope = 'sub', filter, attributes = [], sizeLimit = 0 } = search;
    const known = await connection?.catch(() => undefined);
    const kept = known?.isConnected ? known : undefined;
    try {
      const client = kept ?? (await connectAnew());
      const wanted = { scope, filter, attributes: [...attributes], sizeLimit };
      const { searchEntries } = await client.search(base, wanted);
      return { entries: searchEntries.map(foundEntry) };
    } catch (error) {
      const outcome = failureOf(error, now());
      // A kept connection may have been closed at the other end just now: that says nothing of the directory.
      return kept && mayBeStale && outcome.failed === 'reset' ? searchOnce(search, false) : outcome;
    }
  }

  return {
    async search(search) {
      if (closed) return { failed: 'closed', message: 'this client was closed' };
      return searchOnce(search, true);
    },
    async close() {
      closed = true;
      const known = await connection?.catch(() => undefined);
      await known?.unbind().catch(() => undefined);
    },
  };
}

/** Opens one connection, judged like any other. Rejects with `ConnectionFailure`, or what the directory said. */
export async function connectLdap(options: LdapClientOptions): Promise<Client> {
  const { url, identity, startTls = false, timeoutMs = 3_000 } = options;
  const now = options.now ?? (() => new Date());
  const { protocol, hostname, port } = new URL(url);
  const secure = protocol === 'ldaps:';
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const connect = outboundConnections(identity, timeoutMs, now, []);
  const socket: Socket = await connect({
    secure,
    host,
    port: Number(port) || (secure ? 636 : 389),
  });
  let upgraded: TLSSocket | undefined;
  const tls = outboundTls(identity, now);
  const client = new Client({
    // The connection is there already; the library only has to talk.
    url: `ldap://${hostname}`,
    createConnection: () => socket,
    createSecureConnection: () => {
      upgraded = tls.start({ host, over: socket });
      return upgraded;
    },
    timeout: timeoutMs,
    strictDN: false,
  });
  if (!startTls || secure) return client;
  try {
    await client.startTLS();
  } catch (error) {
    socket.destroy();
    throw error;
  }
  const diagnosis = upgraded && tls.judge(upgraded, host);
  if (!diagnosis) return client;
  upgraded?.destroy();
  throw new ConnectionFailure(diagnosis);
}

function foundEntry({ dn, ...rest }: Entry): FoundEntry {
  const attributes = Object.entries(rest).map(([name, value]) => ({
    name,
    values: [value].flat().map(String),
  }));
  // The library makes up what was asked for and did not come.
  return { dn, attributes: attributes.filter(({ values }) => values.length > 0) };
}

function failureOf(error: unknown, now: Date): Extract<LdapOutcome, { failed: unknown }> {
  if (error instanceof ConnectionFailure)
    return { failed: error.diagnosis.cause, message: error.diagnosis.message };
  if (error instanceof ResultCodeError) {
    // The library adds the code to the text of the directory.
    const text = oneLine(error.message.replace(/ ?Code: 0x[0-9a-f]+$/, ''));
    const message = `the directory answered with result ${error.code}${text && `: ${text}`}`;
    return { failed: 'result', resultCode: error.code, message };
  }
  const { message = '', code } = error as NodeJS.ErrnoException;
  if (/timed out/i.test(message)) return failed('ETIMEDOUT', now);
  if (/^Connection closed|^Socket error/.test(message)) return failed('ECONNRESET', now);
  if (code) return failed(code, now);
  return { failed: 'bad-answer', message: `the answer is not LDAP: ${oneLine(message)}` };
}

function failed(code: string, now: Date) {
  const { cause, message } = diagnoseTls({ code, peer: 'server', now });
  return { failed: cause, message };
}

/** Text from outside on one line of bounded length. */
function oneLine(text: string): string {
  return text.replaceAll(/[^\x20-\x7e\u00a0-\uffff]+/g, ' ').slice(0, 300);
}
