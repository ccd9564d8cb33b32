import type { ReadMessage } from '../checks/read-message.ts';
import { readSyncEnvelope } from '../wire/soap/read-sync-envelope.ts';

/** What an entry of the journal names of a message. */
export interface NamedMessage {
  readonly conversationId?: string;
  readonly messageId?: string;
  readonly refToMessageId?: string;
  readonly fromParty?: string;
  readonly toParty?: string;
  readonly interaction?: string;
}

/** The names in a message that was read; `undefined` where there is no message. */
export function namesIn(read: ReadMessage, body: Uint8Array): NamedMessage | undefined {
  const { transport, payload } = read;
  if (transport) {
    const { conversationId, messageId, refToMessageId, from, to, action } = transport.envelope;
    return named({
      ...{ conversationId, messageId, refToMessageId },
      ...{ fromParty: from.id, toParty: to.id, interaction: action },
    });
  }
  if (payload)
    return named({ messageId: payload.wrapper.id, interaction: payload.facts.root.name });
  return synchronousNames(body);
}

/** Of a synchronous message (mhs 3.9): it names systems and not parties. */
function synchronousNames(body: Uint8Array): NamedMessage | undefined {
  if (!isSynchronous(body)) return undefined;
  const read = readSyncEnvelope(body);
  if (!read.ok) return undefined;
  const { messageId, action, relatesTo } = read.value.header;
  return named({
    messageId: withoutScheme(messageId),
    refToMessageId: withoutScheme(relatesTo),
    interaction: action.slice(action.lastIndexOf('/') + 1),
  });
}

function isSynchronous(body: Uint8Array): boolean {
  const start = Buffer.from(body.buffer, body.byteOffset, Math.min(body.length, 8_000));
  return /\/addressing["']/.test(start.toString('latin1'));
}

function withoutScheme(id: string | undefined): string | undefined {
  return id?.replace(/^(?:urn:)?uuid:/i, '');
}

/** A peer can name things at any length; a journal is asked for names. */
const LONGEST = 200;

function named(names: { readonly [Name in keyof NamedMessage]: string | undefined }): NamedMessage {
  return Object.fromEntries(
    Object.entries(names).flatMap(([name, value]) =>
      value ? [[name, value.slice(0, LONGEST)]] : [],
    ),
  );
}
