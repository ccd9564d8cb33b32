import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import { NEXT_MSH, PARTY_TYPE } from '../../src/wire/ebxml/names.ts';

/** The bytes of a composed specimen, for example `ebxml/proxy-acknowledgment.xml`. */
export function specimen(name: string): Buffer {
  return readFileSync(join(import.meta.dirname, ...name.split('/')));
}

/** A forward-reliable extract between two practices that do not exist, with two attachments. */
export const EXTRACT: EbxmlMessage = {
  version: '2.0',
  from: { id: 'Z99002-900002', type: PARTY_TYPE },
  to: { id: 'Z99001-900001', type: PARTY_TYPE },
  cpaId: 'S9990001A9990002',
  conversationId: '11111111-AAAA-4AAA-8AAA-000000000001',
  service: 'urn:nhs:names:services:gp2gp',
  action: 'RCMR_IN030000UK06',
  messageId: '44444444-DDDD-4DDD-8DDD-000000000001',
  timestamp: '2026-03-01T09:15:00Z',
  refToMessageId: undefined,
  timeToLive: '2026-03-01T13:25:00Z',
  duplicateElimination: true,
  ackRequested: { actor: NEXT_MSH, signed: 'false', version: '2.0' },
  syncReply: undefined,
  acknowledgment: undefined,
  errorList: undefined,
  statusRequest: undefined,
  statusResponse: undefined,
  manifest: {
    version: '2.0',
    references: [
      {
        href: 'cid:44444444-DDDD-4DDD-8DDD-000000000001@spine.nhs.uk',
        id: undefined,
        schema: { location: 'http://www.nhsia.nhs.uk/schemas/HL7-Message.xsd', version: '1.0' },
        description: 'HL7 payload',
        descriptionLanguage: 'en',
        payload: { style: 'HL7', encoding: 'XML', version: '3.0' },
      },
      {
        href: 'mid:EEEEEEEE-2222-4222-8222-000000000001',
        id: '_BBBBBBBB-EEEE-4EEE-8EEE-000000000001',
        schema: undefined,
        description:
          'Filename="x-ray & <notes>.tif" ContentType=image/tiff Compressed=No LargeAttachment=Yes OriginalBase64=Yes Length=6291456',
        descriptionLanguage: 'en',
        payload: undefined,
      },
    ],
  },
};
