import type { Contract } from '../../src/domain/contract.ts';
import type { Entry } from '../../src/journal/entry.ts';
import { headerValue } from '../../src/platform/http-message.ts';
import { buildMessageError } from '../../src/wire/ebxml/build-message-error.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import { envelopeIn } from '../../src/wire/ebxml/envelope-in.ts';
import { PARTY_TYPE, SOAP_NEXT, TO_PARTY_MSH } from '../../src/wire/ebxml/names.ts';
import { readEbxml } from '../../src/wire/ebxml/read-ebxml.ts';
import { writeEbxml } from '../../src/wire/ebxml/write-ebxml.ts';
import { readWrapper } from '../../src/wire/hl7/read-wrapper.ts';
import { decodePart } from '../../src/wire/mime/decode-part.ts';
import { readMime } from '../../src/wire/mime/read-mime.ts';
import { writeMime } from '../../src/wire/mime/write-mime.ts';
import type { World } from '../world/world.ts';
import { compose, contractTerms, signalTerms } from './compose.ts';
import type { Delivery } from './delivery/delivery.ts';
import type { ServicePayload } from './service-payload.ts';
import { servicePayload } from './service-payload.ts';
import type { SpineRoom } from './spine-room.ts';

/** What became of a request to one of Spine's own services. */
export type Served =
  | { readonly kind: 'composed'; readonly delivery: Delivery }
  | { readonly kind: 'unanswered'; readonly why: string };

type Room = Pick<SpineRoom, 'world' | 'journal' | 'clock' | 'ids'>;

/** A request as it lies in the journal, read again as far as its answer needs it. */
interface Request {
  readonly envelope: EbxmlMessage;
  readonly hl7Id: string;
  readonly senderAsid: string;
  readonly receiverAsid: string;
}

/** Composes the answer of an asynchronous Spine service and puts it on record (mhs 2.4.2, 2.4.3). */
export async function composeServiceAnswer(room: Room, entry: Entry): Promise<Served> {
  const world = room.world.current();
  const rule = world.serviceRule(String(entry.facts?.service ?? ''), entry.interaction ?? '');
  if (!rule) return unanswered('the service has left the world');
  if (rule.answer.kind === 'nothing' || rule.answer.kind === 'pds')
    return unanswered('its rule is to answer nothing');
  const request = await readRequest(room, entry);
  if (!request) return unanswered('the request on record could not be read again');
  if (rule.answer.kind === 'fault') return composeFault(room, world, entry, request, rule.answer);

  const payload = servicePayload(rule.answer, {
    messageId: room.ids.uuid(),
    requestMessageId: request.envelope.messageId,
    requestHl7Id: request.hl7Id,
    senderAsid: request.receiverAsid || world.spine.asid,
    receiverAsid: request.senderAsid,
    now: room.clock.now(),
  });
  const toParty = request.envelope.from.id;
  // Spine's answers travel under the service of the request: `psis` answers `psis` (mhs 2.7).
  const contract = world.contractFor(toParty, rule.service, payload.action);
  if (!contract)
    return unanswered(`${toParty} has no contract for ${rule.service}:${payload.action}`);
  const message = answerEnvelope(room, world, request.envelope, contract);
  const delivery = await compose(
    { ...room, world },
    {
      message,
      toParty,
      endpoint: contract.endpoint,
      terms: contractTerms(world, contract),
      content: packageOf(message, payload),
      summary: `${payload.action} to ${toParty}: answers ${request.envelope.messageId}`,
      ...(entry.opens ? { settles: entry.opens } : {}),
    },
  );
  return { kind: 'composed', delivery };
}

async function composeFault(
  room: Room,
  world: World,
  entry: Entry,
  { envelope }: Request,
  { code, text }: { readonly code: string; readonly text: string },
): Promise<Served> {
  const toParty = envelope.from.id;
  const endpoint = world.party(toParty)?.endpoint;
  if (!endpoint) return unanswered(`${toParty} has no endpoint`);
  const stamp = { messageId: room.ids.uuid(), now: room.clock.now() };
  const delivery = await compose(
    { ...room, world },
    {
      message: buildMessageError(envelope, [{ errorCode: code, description: text }], stamp),
      toParty,
      endpoint,
      terms: signalTerms(world),
      summary: `MessageError to ${toParty}: ${code}`,
      ...(entry.opens ? { settles: entry.opens } : {}),
    },
  );
  return { kind: 'composed', delivery };
}

function unanswered(why: string): Served {
  return { kind: 'unanswered', why };
}

/** The envelope of an answer: the receiver's contract, the request's conversation (mhs 3.5). */
function answerEnvelope(
  { ids }: Room,
  world: World,
  request: EbxmlMessage,
  { cpaId, service, action, partyKey, reliability }: Contract,
): EbxmlMessage {
  const messageId = ids.uuid();
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

function packageOf(message: EbxmlMessage, payload: ServicePayload) {
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
      content: Buffer.from(payload.xml, 'utf8'),
    },
  ]);
}

async function readRequest({ journal }: Room, entry: Entry): Promise<Request | undefined> {
  const { request } = entry;
  if (!request?.body) return undefined;
  const contentType = headerValue(request.headers, 'content-type');
  const body = await journal.readBody(request.body);
  const envelope = envelopeIn(contentType, body);
  const message = envelope.ok ? readEbxml(envelope.value) : envelope;
  const parts = readMime(body, contentType);
  const second = parts.ok ? parts.value.parts[1] : undefined;
  if (!message.ok || !second) return undefined;
  const payload = decodePart(body, second);
  const wrapper = payload.ok ? readWrapper(payload.value) : payload;
  return {
    envelope: message.value,
    hl7Id: wrapper.ok ? wrapper.value.id : '',
    senderAsid: (wrapper.ok && wrapper.value.senders[0]) || '',
    receiverAsid: (wrapper.ok && wrapper.value.receivers[0]) || '',
  };
}
