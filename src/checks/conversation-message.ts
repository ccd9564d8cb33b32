import { crc32 } from 'node:zlib';
import { APPLICATION_ACKNOWLEDGEMENT, EHR_REQUEST, LARGE_MESSAGE } from '../domain/interaction.ts';
import { isExtract } from './extract.ts';
import { continueNames, largeMessageKind } from './large-message-kind.ts';
import type { ReferenceFacts } from './message-contents.ts';
import { attributeAt } from './payload-place.ts';
import type { ReadMessage, ReadPayload } from './read-message.ts';
import { isSignal } from './signal.ts';

/** What a message is to a transfer. */
export type ConversationRole =
  | 'request'
  | 'extract'
  | 'continue'
  | 'index'
  | 'fragment'
  | 'acknowledgement'
  | 'other';

/** What the checks of a conversation keep of a message: never its content. */
export interface ConversationMessage {
  /** How findings name it: a file, a sequence of the journal. */
  readonly key: string;
  readonly role: ConversationRole;
  readonly conversationId: string;
  readonly messageId: string;
  readonly action: string;
  /** Party keys. */
  readonly from: string;
  readonly to: string;
  readonly hl7Id: string | undefined;
  /** Tells payloads apart. */
  readonly fingerprint: number;
  /** `EhrRequest/id` of a request. */
  readonly requestId: string | undefined;
  /** `EhrExtract/id` of an extract. */
  readonly extractId: string | undefined;
  /** Of an extract: the request that it names. */
  readonly priorRequestId: string | undefined;
  readonly acknowledgement:
    | {
        readonly typeCode: string;
        readonly messageRef: string;
        /** Codes as written: of reasons, then of details. */
        readonly codes: readonly string[];
      }
    | undefined;
  readonly continues:
    | {
        readonly messageRef: string | undefined;
        readonly acknowledgedMessage: string | undefined;
      }
    | undefined;
  readonly references: readonly ReferenceFacts[];
}

/** What is kept of a message; `undefined` for signals and for what has no envelope that can be read. */
export function conversationFacts(
  key: string,
  message: ReadMessage,
): ConversationMessage | undefined {
  const { transport, payload, contents } = message;
  if (!transport) return undefined;
  const { envelope } = transport;
  if (isSignal(envelope)) return undefined;
  const acknowledgement = payload?.wrapper.acknowledgement;
  const id = (path: string) => payload && attributeAt(payload, path, 'root');
  const role = payload ? roleOf(payload) : 'other';
  return {
    key,
    role,
    conversationId: envelope.conversationId,
    messageId: envelope.messageId,
    action: envelope.action,
    from: envelope.from.id,
    to: envelope.to.id,
    hl7Id: payload?.wrapper.id || undefined,
    fingerprint: payload ? crc32(payload.bytes) : 0,
    requestId: id('ControlActEvent/subject/EhrRequest/id'),
    extractId: id('ControlActEvent/subject/EhrExtract/id'),
    priorRequestId: id('ControlActEvent/subject/EhrExtract/inFulfillmentOf/priorEhrRequest/id'),
    acknowledgement: acknowledgement && {
      typeCode: acknowledgement.typeCode,
      messageRef: acknowledgement.messageRef,
      codes: [...(payload?.wrapper.reasons ?? []), ...acknowledgement.details]
        .map(({ code }) => code)
        .filter(Boolean),
    },
    continues: payload && role === 'continue' ? continueNames(payload) : undefined,
    references: contents?.references ?? [],
  };
}

function roleOf(payload: ReadPayload): ConversationRole {
  const { name } = payload.facts.root;
  if (name === EHR_REQUEST) return 'request';
  if (isExtract(payload)) return 'extract';
  if (name === APPLICATION_ACKNOWLEDGEMENT) return 'acknowledgement';
  if (name !== LARGE_MESSAGE) return 'other';
  const kind = largeMessageKind(payload);
  return kind === undefined || kind === 'bare' ? 'other' : kind;
}
