import { randomUUID } from 'node:crypto';
import type { World } from '../../simulator/world/world.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import { PARTY_TYPE, SOAP_NEXT, TO_PARTY_MSH } from '../../src/wire/ebxml/names.ts';
import { writeSoapAction } from '../../src/wire/ebxml/soap-action.ts';
import { writeEbxml } from '../../src/wire/ebxml/write-ebxml.ts';
import { decodePart } from '../../src/wire/mime/decode-part.ts';
import { readMime } from '../../src/wire/mime/read-mime.ts';
import { writeMime } from '../../src/wire/mime/write-mime.ts';
import { writeSyncEnvelope } from '../../src/wire/soap/write-sync-envelope.ts';
import type { PracticeRole } from './cast.ts';
import type { Arrived } from './recipient.ts';

const UPDATE = {
  service: 'urn:nhs:names:services:pds',
  action: 'PRPA_IN000203UK03',
  path: '/reliablemessaging/reliablerequest',
} as const;

const RETRIEVAL = 'urn:nhs:names:services:pdsquery/QUPA_IN000008UK02';

/** A retrieval in its SOAP envelope (pds-identity 1.4). */
export function retrievalPosting({ spine }: World, from: PracticeRole, payload: string) {
  const header = {
    ...{ messageId: `uuid:${randomUUID().toUpperCase()}`, action: RETRIEVAL },
    ...{ to: `https://${spine.fqdn}/sync-service`, from: from.fqdn, replyTo: from.fqdn },
    ...{ relatesTo: undefined, receiverAsid: spine.asid, senderAsid: from.asid },
  };
  const headers = [
    ['Content-Type', 'text/xml'],
    ['SOAPAction', RETRIEVAL],
  ] as const;
  return { path: '/sync-service', headers, body: writeSyncEnvelope(header, payload) };
}

/** A general update in its ebXML package, by the contract that Spine publishes for it (pds-identity 1.2). */
export function updatePosting(world: World, from: PracticeRole, payload: string) {
  const { service, action, path } = UPDATE;
  const contract = world.contractFor(world.spine.partyKey, service, action);
  if (!contract) throw new Error('the world serves no update of PDS');
  const messageId = randomUUID().toUpperCase();
  const envelope: EbxmlMessage = {
    ...{ version: '2.0', cpaId: contract.cpaId, service, action },
    from: { id: from.partyKey, type: PARTY_TYPE },
    to: { id: world.spine.partyKey, type: PARTY_TYPE },
    ...{ conversationId: messageId, messageId, timestamp: '2026-01-05T09:00:00Z' },
    ...{ refToMessageId: undefined, timeToLive: undefined, duplicateElimination: true },
    ackRequested: { actor: TO_PARTY_MSH, signed: 'false', version: '2.0' },
    syncReply: { actor: SOAP_NEXT, version: '2.0' },
    ...{ acknowledgment: undefined, errorList: undefined },
    ...{ statusRequest: undefined, statusResponse: undefined },
    manifest: {
      version: '2.0',
      references: [
        {
          ...{ href: `cid:${messageId}@spine.nhs.uk`, id: undefined, schema: undefined },
          ...{ description: 'HL7 payload', descriptionLanguage: 'en' },
          payload: { style: 'HL7', encoding: 'XML', version: '3.0' },
        },
      ],
    },
  };
  const part = (contentId: string, content: Buffer) => ({
    ...{ contentId, contentType: 'text/xml; charset=UTF-8', transferEncoding: '8bit', content },
  });
  const { contentType, body } = writeMime([
    part('ebXMLHeader@spine.nhs.uk', writeEbxml(envelope)),
    part(`${messageId}@spine.nhs.uk`, Buffer.from(payload)),
  ]);
  const headers = [
    ['Content-Type', contentType],
    ['SOAPAction', writeSoapAction(envelope)],
  ] as const;
  return { path, headers, body, messageId };
}

/** The HL7 payload of what arrived; `undefined` for a signal. */
export function messageIn({ headers, body }: Arrived): Uint8Array | undefined {
  const mime = readMime(body, String(headers['content-type']));
  const second = mime.ok ? mime.value.parts[1] : undefined;
  const payload = second && decodePart(body, second);
  return payload?.ok ? payload.value : undefined;
}
