import { type GpMessage, readMessage } from '../../src/gp2gp/read-message.ts';
import type { Identity } from '../../src/pki/identity.ts';
import {
  type HttpClient,
  type HttpOutcome,
  openHttpClient,
} from '../../src/platform/http-client.ts';
import {
  type HeaderList,
  type HttpReply,
  headerList,
  headerValue,
  readBody,
  writeReply,
} from '../../src/platform/http-message.ts';
import { startTlsServer } from '../../src/platform/tls-server.ts';
import { buildAcknowledgment } from '../../src/wire/ebxml/build-acknowledgment.ts';
import { buildMessageError, type MessageFault } from '../../src/wire/ebxml/build-message-error.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import { signalSoapAction } from '../../src/wire/ebxml/soap-action.ts';
import { writeEbxml } from '../../src/wire/ebxml/write-ebxml.ts';

/** A message that came to the relay. */
export interface Relayed {
  readonly message: GpMessage;
  readonly headers: HeaderList;
  readonly body: Buffer;
  readonly path: string;
  /** Names of the client certificate's owner are checked by TLS; this is how often the id came. */
  readonly attempt: number;
}

/** What the relay answers instead of acknowledging and handing on; `undefined` does the usual. */
export type Interception = (relayed: Relayed) => HttpReply | 'cut' | undefined;

/** What one of Spine's own services is asked, and what it answers. */
export type LoopbackService = (asked: {
  readonly headers: HeaderList;
  readonly body: Buffer;
}) => HttpReply | 'cut' | Promise<HttpReply | 'cut'>;

/** As much of Spine as these tests need: mutual TLS, an acknowledgement, the same bytes handed on. */
export interface LoopbackSpine extends AsyncDisposable {
  readonly url: string;
  readonly relayed: Relayed[];
  /** By party key. */
  readonly ports: Map<string, number>;
  intercept: Interception;
  /** Services of Spine itself, by path; nothing that comes to them is relayed. */
  readonly services: Map<string, LoopbackService>;
  /** `false` acknowledges without handing on: the test plays the other practice. */
  handsOn: boolean;
  /** Posts bytes to a practice as Spine would. */
  post(partyKey: string, headers: HeaderList, body: Uint8Array): Promise<HttpOutcome>;
  /** Posts a signal to a practice. */
  signal(partyKey: string, signal: EbxmlMessage): Promise<HttpOutcome>;
}

const XML = ['Content-Type', 'text/xml'] as const;

export async function startLoopbackSpine(identity: Identity): Promise<LoopbackSpine> {
  const relayed: Relayed[] = [];
  const ports = new Map<string, number>();
  const client: HttpClient = openHttpClient({ identity });
  let signals = 0;
  const handedOn = new Set<Promise<unknown>>();

  const listener = await startTlsServer({
    service: 'loopback',
    host: '127.0.0.1',
    port: 0,
    identity,
    clientCertificate: 'require',
    onRefusedHandshake: () => undefined,
    async onRequest(request, response) {
      const headers = headerList(request.rawHeaders);
      const read = await readBody(request, 20_000_000);
      if (!read.ok) return;
      const { body } = read;
      const service = spine.services.get(request.url ?? '');
      if (service) {
        const reply = await service({ headers, body });
        if (reply === 'cut') request.socket.destroy();
        else await writeReply(response, reply);
        return;
      }
      const message = readMessage(headerValue(headers, 'content-type'), body);
      if (!message.ok) {
        await writeReply(response, { status: 500, headers: [] });
        return;
      }
      const { messageId } = message.value.envelope;
      const before = relayed.filter((each) => each.message.envelope.messageId === messageId);
      const one: Relayed = {
        message: message.value,
        headers,
        body,
        path: request.url ?? '',
        attempt: before.length + 1,
      };
      relayed.push(one);
      const other = spine.intercept(one);
      if (other === 'cut') request.socket.destroy();
      else await writeReply(response, other ?? acknowledge(message.value.envelope));
      if (!other && spine.handsOn) {
        const kept = headers.filter(([name]) => /^(content-type|soapaction)$/i.test(name));
        const posting = spine.post(message.value.envelope.to.id, kept, body);
        handedOn.add(posting);
        void posting.finally(() => handedOn.delete(posting));
      }
    },
  });

  const spine: LoopbackSpine = {
    url: `https://127.0.0.1:${listener.port}`,
    relayed,
    ports,
    services: new Map(),
    intercept: () => undefined,
    handsOn: true,
    post: (partyKey, headers, body) =>
      client.post(`https://127.0.0.1:${ports.get(partyKey)}/`, { headers, body }),
    signal(partyKey, signal) {
      const headers = [XML, ['SOAPAction', signalSoapAction(signal.action)]] as const;
      return spine.post(partyKey, headers, writeEbxml(signal));
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(handedOn);
      await Promise.all([listener.close(), client.close()]);
    },
  };

  function acknowledge(message: EbxmlMessage): HttpReply {
    return { status: 202, headers: [XML], body: writeEbxml(acknowledgmentOf(message)) };
  }

  function acknowledgmentOf(message: EbxmlMessage): EbxmlMessage {
    signals += 1;
    const messageId = `ACACACAC-0000-4000-8000-${String(signals).padStart(12, '0')}`;
    return buildAcknowledgment(message, { messageId, now: new Date('2026-01-05T09:00:00Z') });
  }
  return spine;
}

/** A MessageError about a message, as an HTTP answer. */
export function errorReply(message: EbxmlMessage, fault: MessageFault): HttpReply {
  return { status: 200, headers: [XML], body: writeEbxml(errorSignal(message, fault)) };
}

export function errorSignal(message: EbxmlMessage, fault: MessageFault): EbxmlMessage {
  return buildMessageError(message, [fault], {
    messageId: 'EEEEEEEE-0000-4000-8000-000000000001',
    now: new Date('2026-01-05T09:00:00Z'),
  });
}
