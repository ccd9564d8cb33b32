import type { Contract } from '../domain/contract.ts';
import type { EbxmlMessage, ManifestReference } from '../wire/ebxml/ebxml-message.ts';
import type { EbxmlStyle } from '../wire/ebxml/ebxml-style.ts';
import { NEXT_MSH, PARTY_TYPE, SOAP_NEXT, TO_PARTY_MSH } from '../wire/ebxml/names.ts';
import { writeSoapAction } from '../wire/ebxml/soap-action.ts';
import { writeTimestamp } from '../wire/ebxml/timestamp.ts';
import { writeEbxml } from '../wire/ebxml/write-ebxml.ts';
import { DEFAULT_MIME_STYLE, type MimeStyle, type PartToWrite } from '../wire/mime/mime-style.ts';
import { writeMime } from '../wire/mime/write-mime.ts';
import { type DocumentToWrite, inlineDocument, partOf, referenceOf } from './document-to-write.ts';
import type { RecordAttachment } from './synthetic/attachments.ts';

/** What a GP2GP message is made of. Every id and the time come from the caller. */
export interface MessagePlan {
  /** The recipient's, for this interaction: says party, CPAId, service, action and reliability (mhs 1.2). */
  readonly contract: Contract;
  readonly fromPartyKey: string;
  readonly conversationId: string;
  readonly messageId: string;
  readonly time: Date;
  /** The HL7 payload, sent byte for byte. */
  readonly payload: Uint8Array;
  /** Sent inline, in their order. More than 98 break the limit of 100 parts (gp2gp 3.1). */
  readonly attachments?: readonly RecordAttachment[];
  /** Further references, to parts that are encoded already or travel in other messages; after the attachments. */
  readonly documents?: readonly DocumentToWrite[];
  /** Writes TimeToLive: the time plus the contract's persist duration (gp2gp 2.1). */
  readonly withTimeToLive?: boolean;
  readonly envelopeStyle?: Partial<EbxmlStyle>;
  readonly mimeStyle?: Partial<MimeStyle>;
}

/** A message ready to be posted. */
export interface BuiltMessage {
  readonly envelope: EbxmlMessage;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
  /** MIME parts, the envelope included. */
  readonly parts: number;
}

/**
 * Builds a message in the forward-reliable form of mhs 3.4 and gp2gp 2.1: an envelope, the payload, and a part
 * for each document that travels inside. Same plan, same bytes.
 */
export function buildMessage(plan: MessagePlan): BuiltMessage {
  const { contract, messageId, payload } = plan;
  const payloadId = `${messageId}@spine.nhs.uk`;
  const documents = [...(plan.attachments ?? []).map(inlineDocument), ...(plan.documents ?? [])];
  const envelope: EbxmlMessage = {
    ...headerOf(plan),
    manifest: {
      version: '2.0',
      references: [payloadReference(payloadId), ...documents.map(referenceOf)],
    },
  };
  const parts: PartToWrite[] = [
    {
      contentId: 'ebXMLHeader@spine.nhs.uk',
      contentType: 'text/xml; charset=UTF-8',
      transferEncoding: '8bit',
      content: writeEbxml(envelope, plan.envelopeStyle),
    },
    {
      contentId: payloadId,
      contentType: 'application/xml; charset=UTF-8',
      transferEncoding: '8bit',
      content: payload,
    },
    ...documents.filter((document) => document.kind === 'inline').map(partOf),
  ];
  const style = { boundary: boundaryBeside(parts), ...plan.mimeStyle };
  const { contentType, body } = writeMime(parts, style);
  return {
    envelope,
    headers: [
      ['Content-Type', contentType],
      ['SOAPAction', writeSoapAction({ service: contract.service, action: contract.action }, true)],
    ],
    body,
    parts: parts.length,
  };
}

function headerOf(plan: MessagePlan): Omit<EbxmlMessage, 'manifest'> {
  const { contract, time } = plan;
  const { reliability } = contract;
  const actor = reliability.actor === 'toPartyMSH' ? TO_PARTY_MSH : NEXT_MSH;
  const asked = reliability.ackRequested === 'always';
  const expires = time.getTime() + reliability.persistDurationMs;
  return {
    version: '2.0',
    from: { id: plan.fromPartyKey, type: PARTY_TYPE },
    to: { id: contract.partyKey, type: PARTY_TYPE },
    cpaId: contract.cpaId,
    conversationId: plan.conversationId,
    service: contract.service,
    action: contract.action,
    messageId: plan.messageId,
    timestamp: writeTimestamp(time.getTime()),
    // Messages between practices are unsolicited: they refer to each other in HL7 only (mhs 2.6).
    refToMessageId: undefined,
    timeToLive: plan.withTimeToLive ? writeTimestamp(expires) : undefined,
    duplicateElimination: reliability.duplicateElimination === 'always',
    ackRequested: asked ? { actor, signed: 'false', version: '2.0' } : undefined,
    syncReply:
      reliability.syncReply === 'MSHSignalsOnly' ? { actor: SOAP_NEXT, version: '2.0' } : undefined,
    acknowledgment: undefined,
    errorList: undefined,
    statusRequest: undefined,
    statusResponse: undefined,
  };
}

function payloadReference(contentId: string): ManifestReference {
  return {
    href: `cid:${contentId}`,
    id: undefined,
    schema: { location: 'http://www.nhsia.nhs.uk/schemas/HL7-Message.xsd', version: '1.0' },
    description: 'HL7 payload',
    descriptionLanguage: 'en',
    payload: { style: 'HL7', encoding: 'XML', version: '3.0' },
  };
}

/**
 * Spine's own boundary, or one like it when a part holds that by chance. Base64 holds no hyphen, so those parts
 * need not be looked through.
 */
function boundaryBeside(parts: readonly PartToWrite[]): string {
  const open = parts
    .filter(({ transferEncoding }) => transferEncoding !== 'base64')
    .map(({ content }) => Buffer.from(content.buffer, content.byteOffset, content.byteLength));
  const usual = DEFAULT_MIME_STYLE.boundary;
  let boundary = usual;
  for (let n = 1; open.some((bytes) => bytes.includes(`--${boundary}`)); n++) {
    boundary = `${usual}-${n}`;
  }
  return boundary;
}
