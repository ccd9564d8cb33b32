import type { RetrievedPerson } from '../../../src/demographics/hl7v3/client/retrieved-person.ts';
import { readMessage } from '../../../src/gp2gp/read-message.ts';
import { type HttpReply, headerValue } from '../../../src/platform/http-message.ts';
import { buildAcknowledgment } from '../../../src/wire/ebxml/build-acknowledgment.ts';
import type { EbxmlMessage } from '../../../src/wire/ebxml/ebxml-message.ts';
import { PARTY_TYPE, SOAP_NEXT, TO_PARTY_MSH } from '../../../src/wire/ebxml/names.ts';
import { writeEbxml } from '../../../src/wire/ebxml/write-ebxml.ts';
import { writeMime } from '../../../src/wire/mime/write-mime.ts';
import {
  queryFailure,
  registration,
  retrievalAnswer,
  updateFailure,
  updateSuccess,
} from '../../demographics/hl7v3/client/pds-answers.ts';
import { errorReply, type LoopbackSpine } from '../loopback-spine.ts';

/** What a practice asked PDS to change. */
export interface AskedUpdate {
  readonly envelope: EbxmlMessage;
  readonly nhsNumber: string;
  readonly serialNumber: number;
  readonly mode: string;
  readonly objectId: string | undefined;
  readonly practice: string;
  readonly payload: string;
}

/** PDS behind the relay: written apart from the simulator's own, so that neither hides the other's faults. */
export interface FakePds {
  /** By NHS number; whoever is not here is unknown. */
  readonly people: Map<string, RetrievedPerson>;
  /** NHS numbers that were asked for. */
  readonly retrievals: string[];
  readonly updates: AskedUpdate[];
  /** Takes the place of the answer to a retrieval. */
  retrieval: ((answer: Buffer) => HttpReply | 'cut' | Promise<HttpReply | 'cut'>) | undefined;
  /** What becomes of updates. */
  update: 'answer' | 'refuse' | 'silent' | 'twice' | 'message-error' | 'garbled';
  /** Sends a message of PDS to a practice; resolves with what the practice answered. */
  send(partyKey: string, message: PdsMessage): Promise<number | string>;
}

interface PdsMessage {
  readonly action: string;
  readonly payload: string;
  readonly refToMessageId: string;
  readonly messageId: string;
  /** Spine's party key unless given. */
  readonly from?: string;
}

const XML = ['Content-Type', 'text/xml'] as const;
let serial = 0;
const newId = () => `ADADADAD-0000-4000-8000-${String(++serial).padStart(12, '0')}`;

/** Puts a PDS behind the relay, at the paths where Spine has it. */
export function fakePds(spine: LoopbackSpine): FakePds {
  const pds: FakePds = {
    people: new Map(),
    retrievals: [],
    updates: [],
    retrieval: undefined,
    update: 'answer',
    async send(partyKey, message) {
      const { headers, body } = messageOf(partyKey, message);
      const outcome = await spine.post(partyKey, headers, body);
      return 'failed' in outcome ? outcome.failed : outcome.status;
    },
  };

  spine.services.set('/sync-service', async ({ body }) => {
    const text = body.toString();
    const nhsNumber = /<person\.id>.*?extension="(\d+)"/s.exec(text)?.[1] ?? '';
    pds.retrievals.push(nhsNumber);
    const facts = {
      hl7Id: newId(),
      messageRef: /<id root="([^"]+)"/.exec(text)?.[1] ?? '',
      relatesTo: /<wsa:MessageID>([^<]+)/.exec(text)?.[1] ?? '',
    };
    const person = pds.people.get(nhsNumber);
    const none = [{ code: '1', text: 'No match to a Service User record', severity: 'ER' }];
    const answer = person
      ? retrievalAnswer(person, facts)
      : queryFailure({ ...facts, reasons: none });
    return pds.retrieval?.(answer) ?? { status: 200, headers: [XML], body: answer };
  });

  spine.services.set('/reliablemessaging/reliablerequest', ({ headers, body }) => {
    const read = readMessage(headerValue(headers, 'content-type'), body);
    if (!read.ok || !read.value.payload) return { status: 500, headers: [] };
    const { envelope, payload } = read.value;
    const asked = updateIn(envelope, payload.toString());
    pds.updates.push(asked);
    if (pds.update === 'message-error') {
      return errorReply(envelope, { errorCode: 'Inconsistent', description: 'not today' });
    }
    // The acknowledgement first, the answer on a connection of its own.
    setImmediate(() => void answer(asked));
    const stamp = { messageId: newId(), now: new Date('2026-01-05T09:00:00Z') };
    return { status: 202, headers: [XML], body: writeEbxml(buildAcknowledgment(envelope, stamp)) };
  });

  const answer = async ({ envelope, payload, ...asked }: AskedUpdate): Promise<void> => {
    const facts = { hl7Id: newId(), messageRef: /<id root="([^"]+)"/.exec(payload)?.[1] ?? '' };
    const refToMessageId = envelope.messageId;
    const send = (action: string, text: string) =>
      pds.send(envelope.from.id, { action, payload: text, refToMessageId, messageId: newId() });
    if (pds.update === 'refuse') {
      const reasons = [
        { code: '15', text: 'Update Failed', severity: 'WG' },
        { code: 'IU058', text: 'invalid GP Registration data', severity: 'ER' },
      ];
      await send('MCCI_IN010000UK13', updateFailure('AE', { ...facts, reasons }));
      return;
    }
    if (pds.update === 'silent') return;
    const known = pds.people.get(asked.nhsNumber);
    if (known) pds.people.set(asked.nhsNumber, registered(known, asked));
    const success = updateSuccess(asked.serialNumber + 1, facts);
    const text = pds.update === 'garbled' ? success.slice(0, 200) : success;
    await send('PRPA_IN000202UK01', text);
    if (pds.update === 'twice') await send('PRPA_IN000202UK01', text);
  };
  return pds;
}

function registered(
  person: RetrievedPerson,
  { practice, objectId, serialNumber }: Omit<AskedUpdate, 'envelope' | 'payload'>,
): RetrievedPerson {
  const past = person.registrations.map((each) => ({ ...each, to: each.to ?? '20260105' }));
  const fresh = registration(practice, { objectId: objectId ?? 'NEW', from: '20260105' });
  return { ...person, serialNumber: serialNumber + 1, registrations: [fresh, ...past] };
}

function updateIn(envelope: EbxmlMessage, payload: string): AskedUpdate {
  const found = (pattern: RegExp) => pattern.exec(payload)?.[1];
  return {
    envelope,
    payload,
    nhsNumber: found(/root="2\.16\.840\.1\.113883\.2\.1\.4\.1" extension="(\d+)"/) ?? '',
    serialNumber: Number(found(/<value value="(\d+)"/)),
    mode: found(/updateMode="(\w+)"/) ?? '',
    objectId: found(/2\.4\.18\.1" extension="(\w+)"/),
    practice: found(/root="2\.16\.840\.1\.113883\.2\.1\.4\.3" extension="(\w+)"/) ?? '',
  };
}

function messageOf(partyKey: string, message: PdsMessage) {
  const { action, payload, refToMessageId, messageId, from = 'YES-0000806' } = message;
  const envelope: EbxmlMessage = {
    version: '2.0',
    from: { id: from, type: PARTY_TYPE },
    to: { id: partyKey, type: PARTY_TYPE },
    cpaId: 'S20001A000001',
    conversationId: newId(),
    service: 'urn:nhs:names:services:pds',
    action,
    messageId,
    timestamp: '2026-01-05T09:00:00Z',
    refToMessageId,
    timeToLive: undefined,
    duplicateElimination: true,
    ackRequested: { actor: TO_PARTY_MSH, signed: 'false', version: '2.0' },
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
          schema: undefined,
          description: undefined,
          descriptionLanguage: undefined,
          payload: { style: 'HL7', encoding: 'XML', version: '3.0' },
        },
      ],
    },
  };
  const part = (contentId: string, contentType: string, content: Uint8Array) =>
    ({ contentId, contentType, transferEncoding: '8bit', content }) as const;
  const { contentType, body } = writeMime([
    part('ebXMLHeader@spine.nhs.uk', 'text/xml', writeEbxml(envelope)),
    part(`${messageId}@spine.nhs.uk`, 'application/xml', Buffer.from(payload)),
  ]);
  const headers = [
    ['Content-Type', contentType],
    ['SOAPAction', `urn:nhs:names:services:pds/${action}`],
  ] as const;
  return { headers, body };
}
