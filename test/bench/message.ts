import { defaultWorld } from '../../simulator/world/default-world.ts';
import { NEXT_MSH, PARTY_TYPE } from '../../src/wire/ebxml/names.ts';
import { writeEbxml } from '../../src/wire/ebxml/write-ebxml.ts';
import { writeMime } from '../../src/wire/mime/write-mime.ts';

const ID = 'AAAAAAAA-0000-4000-8000-AAAAAAAAAAAA';

/**
 * A forward-reliable GP2GP message of about so many bytes as a whole HTTP request. Every call of what it
 * returns gives the request with a new MessageId and ConversationId.
 */
export function requestOf(bytes: number): () => Buffer {
  const action = 'RCMR_IN030000UK06';
  const service = 'urn:nhs:names:services:gp2gp';
  const contract = defaultWorld().contractFor('Z99002-900002', service, action);
  const envelope = writeEbxml({
    version: '2.0',
    from: { id: 'Z99001-900001', type: PARTY_TYPE },
    to: { id: 'Z99002-900002', type: PARTY_TYPE },
    cpaId: contract?.cpaId ?? '',
    conversationId: ID,
    service,
    action,
    messageId: ID,
    timestamp: '2026-01-01T00:00:00Z',
    refToMessageId: undefined,
    timeToLive: undefined,
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
          href: 'cid:payload@spinebox.test',
          id: undefined,
          schema: undefined,
          description: 'HL7 payload',
          descriptionLanguage: 'en',
          payload: { style: 'HL7', encoding: 'XML', version: '3.0' },
        },
      ],
    },
  });
  const filler = Math.max(0, bytes - envelope.length - 400);
  const payload = `<${action} xmlns="urn:hl7-org:v3"><!--${'x'.repeat(filler)}--></${action}>`;
  const { contentType, body } = writeMime([
    {
      contentId: 'ebXMLHeader@spine.nhs.uk',
      contentType: 'text/xml; charset=UTF-8',
      transferEncoding: '8bit',
      content: envelope,
    },
    {
      contentId: 'payload@spinebox.test',
      contentType: 'application/xml; charset=UTF-8',
      transferEncoding: '8bit',
      content: Buffer.from(payload),
    },
  ]);
  const head = `POST /reliablemessaging/forwardreliable HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${contentType}\r\nSOAPAction: ${service}/${action}\r\nContent-Length: ${body.length}\r\n\r\n`;
  const whole = Buffer.concat([Buffer.from(head), body]);
  const places: number[] = [];
  for (let at = whole.indexOf(ID); at >= 0; at = whole.indexOf(ID, at + 1)) places.push(at);
  let count = 0;
  return () => {
    const request = whole.length > 100_000 ? whole : Buffer.from(whole);
    const id = `${(++count).toString(16).toUpperCase().padStart(8, '0')}-0000-4000-8000-${process.hrtime.bigint().toString(16).toUpperCase().slice(-12).padStart(12, '0')}`;
    for (const at of places) request.write(id, at, 'latin1');
    return request;
  };
}
