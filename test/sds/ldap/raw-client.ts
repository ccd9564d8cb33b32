import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type {
  LdapControl,
  LdapMessage,
  LdapOperation,
  LdapRequest,
  SearchRequest,
} from '../../../src/wire/ldap/ldap-message.ts';
import { MessageFramer } from '../../../src/wire/ldap/message-framer.ts';
import { parseFilter } from '../../../src/wire/ldap/parse-filter.ts';
import { readLdapMessage } from '../../../src/wire/ldap/read-ldap-message.ts';
import { writeLdapMessage } from '../../../src/wire/ldap/write-ldap-message.ts';

/** A client that says what it is told to, right or wrong, and gives back what it hears. */
export interface RawClient {
  readonly socket: Socket;
  send(bytes: Uint8Array): void;
  ask(id: number, operation: LdapRequest, controls?: readonly LdapControl[]): void;
  /** The next message; nothing when the server has ended the connection. */
  next(): Promise<LdapMessage | undefined>;
  /** Everything up to the message that ends an operation. */
  answer(): Promise<readonly LdapMessage[]>;
  /** Every message up to the end of the connection. */
  rest(): Promise<readonly LdapMessage[]>;
  /** The bytes of one message more, as they arrived in pieces. */
  pieces(): readonly Buffer[];
}

export async function rawClient(port: number): Promise<RawClient> {
  const socket = connect({ port, host: '127.0.0.1' });
  await once(socket, 'connect');
  return clientOn(socket);
}

/** Goes on with TLS on the connection of a client. */
export async function withTls({ socket }: RawClient): Promise<RawClient> {
  socket.removeAllListeners('data');
  const secure = connectTls({ socket, rejectUnauthorized: false });
  await once(secure, 'secureConnect');
  return clientOn(secure);
}

export function clientOn(socket: Socket): RawClient {
  const framer = new MessageFramer(() => 100_000_000);
  const arrived: LdapMessage[] = [];
  const pieces: Buffer[] = [];
  let wake = () => {};
  let over = false;
  socket.on('error', () => undefined);
  socket.on('data', (piece: Buffer) => {
    pieces.push(piece);
    framer.push(piece);
    for (let bytes = framer.next(); bytes; bytes = framer.next()) {
      const reading = readLdapMessage(bytes);
      if (!reading.ok) throw new Error(`the server sent no LDAP: ${reading.failure.message}`);
      arrived.push(reading.value);
    }
    wake();
  });
  socket.on('close', () => {
    over = true;
    wake();
  });
  const client: RawClient = {
    socket,
    send: (bytes) => void socket.write(bytes),
    ask: (id, operation, controls = []) =>
      void socket.write(writeLdapMessage({ id, operation, controls })),
    async next() {
      while (arrived.length === 0 && !over) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return arrived.shift();
    },
    async answer() {
      const messages: LdapMessage[] = [];
      for (let message = await client.next(); message; message = await client.next()) {
        messages.push(message);
        if (message.operation.kind !== 'search-entry') break;
      }
      return messages;
    },
    async rest() {
      const messages: LdapMessage[] = [];
      for (let message = await client.next(); message; message = await client.next())
        messages.push(message);
      return messages;
    },
    pieces: () => pieces,
  };
  return client;
}

/** A search as clients of SDS make it, but for what is given. */
export function searchFor(
  filter: string,
  rest: Partial<Omit<SearchRequest, 'kind' | 'filter'>> = {},
): SearchRequest {
  const reading = parseFilter(filter);
  if (!reading.ok) throw new Error(reading.failure.message);
  return {
    kind: 'search-request',
    base: 'ou=services,o=nhs',
    scope: 'sub',
    derefAliases: 'always',
    sizeLimit: 0,
    timeLimit: 0,
    typesOnly: false,
    attributes: [],
    ...rest,
    filter: reading.value,
  };
}

/** The result code of an answer's last message. */
export function resultOf(messages: readonly LdapMessage[]): number | undefined {
  const operation: LdapOperation | undefined = messages.at(-1)?.operation;
  return operation && 'result' in operation ? operation.result.code : undefined;
}

/** Names of the entries of an answer. */
export function namesOf(messages: readonly LdapMessage[]): readonly string[] {
  return messages.flatMap(({ operation }) =>
    operation.kind === 'search-entry' ? [operation.dn] : [],
  );
}
