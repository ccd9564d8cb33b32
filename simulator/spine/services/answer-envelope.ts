import type { Contract } from '../../../src/domain/contract.ts';
import type { EbxmlMessage } from '../../../src/wire/ebxml/ebxml-message.ts';
import { PARTY_TYPE, SOAP_NEXT, TO_PARTY_MSH } from '../../../src/wire/ebxml/names.ts';
import { writeEbxml } from '../../../src/wire/ebxml/write-ebxml.ts';
import { writeMime } from '../../../src/wire/mime/write-mime.ts';
import type { World } from '../../world/world.ts';

/** The envelope of an answer: the receiver's contract, the request's conversation (mhs 3.5). */
export function answerEnvelope(
  world: World,
  request: EbxmlMessage,
  { cpaId, service, action, partyKey, reliability }: Contract,
  messageId: string,
): EbxmlMessage {
  const reliable = reliability.ackRequested === 'always';
  return {
    version: '2.0',
    from: { id: world.spine.partyKey, type: PARTY_TYPE },
    to: { id: partyKey, type: PARTY_TYPE },
    cpaId,
    conversationId: request.conversationId,
    service,
    action,
    messageId,
    // Spine repeats the time of the request here (mhs 3.5).
    timestamp: request.timestamp,
    refToMessageId: request.messageId,
    timeToLive: undefined,
    duplicateElimination: reliability.duplicateElimination === 'always',
    ackRequested: reliable ? { actor: TO_PARTY_MSH, signed: 'false', version: '2.0' } : undefined,
    syncReply: { actor: SOAP_NEXT, version: '2.0' },
    acknowledgment: undefined,
    errorList: undefined,
    statusRequest: undefined,
    statusResponse: undefined,
    manifest: {
      version: '2.0',
      references: [
        {
          href: `cid:${messageId}@spine.nhs.uk`,
          id: undefined,
          schema: { location: `urn:hl7-org:v3_${action}.xsd`, version: action.slice(-2) },
          description: 'The HL7 Payload',
          descriptionLanguage: 'en',
          payload: { style: 'HL7', encoding: 'XML', version: '3.0' },
        },
      ],
    },
  };
}

/** The envelope and its one payload as they are posted. */
export function answerPackage(message: EbxmlMessage, xml: string) {
  return writeMime([
    {
      contentId: 'ebXMLHeader@spine.nhs.uk',
      contentType: 'text/xml',
      transferEncoding: '8bit',
      content: writeEbxml(message),
    },
    {
      contentId: `${message.messageId}@spine.nhs.uk`,
      contentType: 'application/xml',
      transferEncoding: '8bit',
      content: Buffer.from(xml, 'utf8'),
    },
  ]);
}
