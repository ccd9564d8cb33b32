import {
  APPLICATION_ACKNOWLEDGEMENT,
  EHR_EXTRACT,
  EHR_EXTRACT_WITH_REDACTIONS,
  EHR_REQUEST,
} from '../domain/interaction.ts';
import { readEhrExtract } from '../gp2gp/ehr-extract.ts';
import { readEhrRequest } from '../gp2gp/ehr-request.ts';
import { type GpMessage, readMessage } from '../gp2gp/read-message.ts';
import {
  padCode,
  readApplicationAcknowledgement,
} from '../wire/hl7/application-acknowledgement.ts';
import { readWrapper } from '../wire/hl7/read-wrapper.ts';
import type { AcknowledgementFacts, ReferenceFacts } from './transcript.ts';

/** What a transcript keeps of the bytes of one message. Small, whatever the message was. */
export interface MessageFacts {
  readonly hl7Id: string | undefined;
  readonly extractId: string | undefined;
  readonly requestId: string | undefined;
  readonly nhsNumber: string | undefined;
  /** Of a request, whether it names the user who registered the patient. */
  readonly namesUser: boolean;
  readonly acknowledgement: Omit<AcknowledgementFacts, 'names' | 'about'> | undefined;
  readonly references: readonly ReferenceFacts[];
}

const NOTHING: MessageFacts = {
  hl7Id: undefined,
  extractId: undefined,
  requestId: undefined,
  nhsNumber: undefined,
  namesUser: false,
  acknowledgement: undefined,
  references: [],
};

/** Reads a body as Spine received it. What cannot be read gives no facts: the checks say what is wrong with it. */
export function factsOfBody(
  interaction: string,
  contentType: string | undefined,
  body: Uint8Array,
): MessageFacts {
  const message = readMessage(contentType, body);
  return message.ok ? factsOfMessage(interaction, message.value) : NOTHING;
}

/** The facts of a message that was read. */
export function factsOfMessage(interaction: string, message: GpMessage): MessageFacts {
  const { payload } = message;
  const references = referencesOf(message);
  if (!payload) return { ...NOTHING, references };
  const wrapper = readWrapper(payload);
  const hl7Id = wrapper.ok && wrapper.value.id !== '' ? wrapper.value.id : undefined;
  const facts = { ...NOTHING, hl7Id, references };
  switch (interaction) {
    case EHR_REQUEST: {
      const request = readEhrRequest(payload);
      if (!request.ok) return facts;
      const namesUser = wrapper.ok && wrapper.value.author !== undefined;
      const { id: requestId, nhsNumber } = request.value;
      return { ...facts, requestId, nhsNumber, namesUser };
    }
    case EHR_EXTRACT:
    case EHR_EXTRACT_WITH_REDACTIONS: {
      const extract = readEhrExtract(payload);
      if (!extract.ok) return facts;
      const { id, priorRequestId, nhsNumber } = extract.value;
      return { ...facts, extractId: id, requestId: priorRequestId, nhsNumber };
    }
    case APPLICATION_ACKNOWLEDGEMENT:
      return { ...facts, acknowledgement: acknowledgementOf(payload) };
    default:
      return facts;
  }
}

function referencesOf({ envelope }: GpMessage): readonly ReferenceFacts[] {
  return (envelope.manifest?.references ?? []).map(({ href, id, description }) => ({
    href,
    documentId: id?.replace(/^_/, ''),
    description: description ?? '',
  }));
}

function acknowledgementOf(payload: Uint8Array): MessageFacts['acknowledgement'] {
  const read = readApplicationAcknowledgement(payload);
  if (!read.ok) return undefined;
  const { type, messageRef, codes } = read.value;
  const first = codes.find(({ code }) => code !== '');
  const sources = new Set(codes.filter(({ code }) => code !== '').map(({ source }) => source));
  return {
    typeCode: type,
    code: type === 'AA' || !first ? undefined : padCode(first.code),
    codeAsWritten: first?.code,
    codeIn: sources.size === 2 ? 'both' : [...sources][0],
    refTo: messageRef,
  };
}
