import {
  APPLICATION_ACKNOWLEDGEMENT,
  EHR_EXTRACT,
  EHR_EXTRACT_WITH_REDACTIONS,
  EHR_REQUEST,
  LARGE_MESSAGE,
} from '../domain/interaction.ts';
import {
  type ApplicationAcknowledgement,
  readApplicationAcknowledgement,
} from '../wire/hl7/application-acknowledgement.ts';
import { readWrapper } from '../wire/hl7/read-wrapper.ts';
import { type Reading, unreadable } from '../wire/reading.ts';
import { readEhrExtract } from './ehr-extract.ts';
import { type EhrRequest, readEhrRequest } from './ehr-request.ts';
import { readCopc } from './large/read-copc.ts';
import type { GpMessage } from './read-message.ts';
import type { Arrival } from './transfer-event.ts';

/**
 * What a message means for a transfer, as far as it can be read. Plain data: it can be put on record and played
 * again. Attachments are not opened: whoever can do so at bounded cost adds what is wrong with one as `fault`.
 *
 * @param isKnown whether the directory names exactly one system for a practice that asks for a record
 */
export function readArrival(
  message: GpMessage,
  isKnown: (requester: EhrRequest) => boolean = () => true,
): Arrival {
  const { envelope, payload, documents } = message;
  const { action } = envelope;
  const ids = idsOf(message);
  switch (action) {
    case EHR_REQUEST: {
      const content = payload ? readEhrRequest(payload) : noPayload<EhrRequest>();
      // What the acknowledgement would have to name is a part of what a sender must read (gp2gp 2.4).
      const read =
        content.ok && ids.hl7Id === undefined
          ? unreadable<EhrRequest>('request.no-id', 'the request has no HL7 message id')
          : content;
      return {
        kind: 'request',
        ...ids,
        request: read.ok ? read.value : undefined,
        fault: read.ok ? undefined : read.failure.message,
        requesterKnown: read.ok && isKnown(read.value),
      };
    }
    case EHR_EXTRACT:
    case EHR_EXTRACT_WITH_REDACTIONS: {
      const read = payload ? readEhrExtract(payload) : noPayload<never>();
      const fault = read.ok ? documentFault(documents) : read.failure.message;
      const extract = read.ok ? read.value : undefined;
      return { kind: 'extract', ...ids, extract, fault, interaction: action, documents };
    }
    case APPLICATION_ACKNOWLEDGEMENT: {
      const read = payload ? readApplicationAcknowledgement(payload) : noPayload<never>();
      if (!read.ok) {
        return { kind: 'acknowledgement', ...ids, typeCode: undefined, refTo: '', code: undefined };
      }
      const { type, messageRef, responseCode } = read.value;
      return {
        kind: 'acknowledgement',
        ...ids,
        typeCode: type,
        refTo: messageRef,
        code: responseCode,
        codeIn: placeOfCode(read.value),
      };
    }
    case LARGE_MESSAGE: {
      const read = readCopc(message);
      if (!read.ok) {
        const fault = read.failure.message;
        return { kind: 'large-message', ...ids, large: undefined, fault };
      }
      const described = documents.find(({ fault }) => fault !== undefined);
      return { kind: 'large-message', ...ids, large: read.value, fault: described?.fault };
    }
    default:
      return { kind: 'other', ...ids, action };
  }
}

type Ids = Pick<Arrival, 'messageId' | 'hl7Id' | 'fromAsid' | 'timestamp'>;

function idsOf({ envelope, payload }: GpMessage): Ids {
  const wrapper = payload && readWrapper(payload);
  const value = wrapper?.ok ? wrapper.value : undefined;
  return {
    messageId: envelope.messageId,
    hl7Id: value?.id || undefined,
    fromAsid: value?.senders[0] || undefined,
    timestamp: envelope.timestamp || undefined,
  };
}

function noPayload<T>(): Reading<T> {
  return unreadable('message.no-payload', 'the message has no HL7 payload');
}

/** What the manifest of an extract leaves open or promises in vain; `undefined` when nothing. */
function documentFault(documents: GpMessage['documents']): string | undefined {
  for (const document of documents) {
    if (document.kind === 'missing') {
      return `the manifest names ${document.href}, which is not in the message`;
    }
    if (document.fault !== undefined) return document.fault;
  }
  return undefined;
}

function placeOfCode({
  codes,
}: ApplicationAcknowledgement): 'reason' | 'detail' | 'both' | undefined {
  const named = codes.filter(({ code }) => code !== '');
  const inReason = named.some(({ source }) => source === 'reason');
  const inDetail = named.some(({ source }) => source === 'detail');
  if (inReason) return inDetail ? 'both' : 'reason';
  return inDetail ? 'detail' : undefined;
}
