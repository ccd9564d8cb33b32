import {
  APPLICATION_ACKNOWLEDGEMENT,
  EHR_EXTRACT,
  EHR_EXTRACT_WITH_REDACTIONS,
  EHR_REQUEST,
  GP2GP_SERVICE,
  LARGE_MESSAGE,
} from '../../src/domain/interaction.ts';
import { readEhrExtract } from '../../src/gp2gp/ehr-extract.ts';
import { readEhrRequest } from '../../src/gp2gp/ehr-request.ts';
import type { GpMessage } from '../../src/gp2gp/read-message.ts';
import type { Arrival } from '../../src/gp2gp/transfer-event.ts';
import { readApplicationAcknowledgement } from '../../src/wire/hl7/application-acknowledgement.ts';
import { readWrapper } from '../../src/wire/hl7/read-wrapper.ts';
import type { Reading } from '../../src/wire/reading.ts';
import type { World } from '../world/world.ts';

const NO_PAYLOAD: Reading<never> = {
  ok: false,
  failure: {
    code: 'message.no-payload',
    message: 'the message has no HL7 payload',
    at: { offset: 0, line: 1, column: 1 },
  },
  deviations: [],
};

/** What a message means for a transfer, as far as it can be read. */
export function arrivalOf(message: GpMessage, world: World): Arrival {
  const { envelope, payload } = message;
  const { messageId, action } = envelope;
  const hl7Id = payload && wrapperId(payload);
  const ids = { messageId, hl7Id };
  switch (action) {
    case EHR_REQUEST: {
      const read = payload ? readEhrRequest(payload) : NO_PAYLOAD;
      if (!read.ok) {
        const fault = read.failure.message;
        return { kind: 'request', ...ids, request: undefined, fault, requesterKnown: false };
      }
      const request = read.value;
      const requesterKnown = canReceiveExtracts(world, request.requesterOds);
      return { kind: 'request', ...ids, request, fault: undefined, requesterKnown };
    }
    case EHR_EXTRACT:
    case EHR_EXTRACT_WITH_REDACTIONS: {
      const read = payload ? readEhrExtract(payload) : NO_PAYLOAD;
      const { externalReferences } = message;
      if (!read.ok) {
        const fault = read.failure.message;
        return { kind: 'extract', ...ids, extract: undefined, fault, externalReferences };
      }
      const fault = attachmentFault(message);
      return { kind: 'extract', ...ids, extract: read.value, fault, externalReferences };
    }
    case APPLICATION_ACKNOWLEDGEMENT: {
      const read = payload ? readApplicationAcknowledgement(payload) : NO_PAYLOAD;
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
      };
    }
    case LARGE_MESSAGE:
      return { kind: 'large-message', ...ids };
    default:
      return { kind: 'other', ...ids, action };
  }
}

function wrapperId(payload: Buffer): string | undefined {
  const wrapper = readWrapper(payload);
  return (wrapper.ok && wrapper.value.id) || undefined;
}

function canReceiveExtracts(world: World, odsCode: string): boolean {
  const party = world.partyByOds(odsCode);
  return party !== undefined && !!world.contractFor(party.partyKey, GP2GP_SERVICE, EHR_EXTRACT);
}

/** What is wrong with the attachments that should be in the message; `undefined` when nothing is. */
function attachmentFault({ missing, attachments }: GpMessage): string | undefined {
  const [href] = missing;
  if (href !== undefined) return `the manifest names ${href}, which is not in the message`;
  for (const { id, open } of attachments) {
    const opened = open();
    if (!opened.ok) return `attachment ${id ?? '(without id)'}: ${opened.because}`;
  }
  return undefined;
}
