import { randomUUID } from 'node:crypto';
import { isSpine } from '../../simulator/spine/look-up.ts';
import type { World } from '../../simulator/world/world.ts';
import { type Contract, patternOf } from '../../src/domain/contract.ts';
import { pathOf } from '../../src/domain/spine-path.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import {
  NEXT_MSH,
  PARTY_TYPE,
  SIGNAL_SERVICE,
  SOAP_NEXT,
  TO_PARTY_MSH,
} from '../../src/wire/ebxml/names.ts';
import { writeSoapAction } from '../../src/wire/ebxml/soap-action.ts';
import { writeEbxml } from '../../src/wire/ebxml/write-ebxml.ts';
import type { PartToWrite } from '../../src/wire/mime/mime-style.ts';
import { writeMime } from '../../src/wire/mime/write-mime.ts';

export const RIVERSIDE = 'Z99001-900001';
export const HILLSIDE = 'Z99002-900002';
export const GP2GP = 'urn:nhs:names:services:gp2gp';
export const EXTRACT = 'RCMR_IN030000UK06';

/** A message ready to be posted. */
export interface Posting {
  readonly path: string;
  readonly envelope: EbxmlMessage;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
}

export interface MessageOrder {
  readonly from?: string;
  readonly to?: string;
  readonly service?: string;
  readonly action?: string;
  /** What of a right envelope is to be different. */
  readonly envelope?: Partial<EbxmlMessage>;
  readonly payload?: string;
  readonly attachments?: readonly PartToWrite[];
}

export function uuid(): string {
  return randomUUID().toUpperCase();
}

/** The contract that an order asks for. */
export function contractOf(world: World, order: MessageOrder = {}): Contract {
  const { to = HILLSIDE, service = GP2GP, action = EXTRACT } = order;
  const contract = world.contractFor(to, service, action);
  if (!contract) throw new Error(`the world has no contract for ${to} ${service}:${action}`);
  return contract;
}

/** A message just as its contract wants it (mhs 2.2, 3.4, 3.5), but for what the order changes. */
export function message(world: World, order: MessageOrder = {}): Posting {
  const contract = contractOf(world, order);
  const { service, action, partyKey, cpaId, reliability } = contract;
  const pattern = patternOf(reliability, isSpine(world, partyKey));
  const id = uuid();
  const acknowledged = reliability.ackRequested === 'always';
  const actor = pattern === 'forward-reliable' ? NEXT_MSH : TO_PARTY_MSH;
  const attachments = order.attachments ?? [];
  const envelope: EbxmlMessage = {
    ...header(),
    from: { id: order.from ?? RIVERSIDE, type: PARTY_TYPE },
    to: { id: partyKey, type: PARTY_TYPE },
    cpaId,
    conversationId: id,
    service,
    action,
    messageId: id,
    duplicateElimination: reliability.duplicateElimination === 'always',
    ackRequested: acknowledged ? { actor, signed: 'false', version: '2.0' } : undefined,
    syncReply:
      pattern === 'asynchronous-reliable' || pattern === 'asynchronous-express'
        ? { actor: SOAP_NEXT, version: '2.0' }
        : undefined,
    manifest: {
      version: '2.0',
      references: [
        reference(`cid:${id}@spine.nhs.uk`),
        ...attachments.map(({ contentId }) => reference(`cid:${contentId}`)),
      ],
    },
    ...order.envelope,
  };
  const payload =
    order.payload ?? `<${action} xmlns="urn:hl7-org:v3"><id root="${id}"/></${action}>`;
  const { contentType, body } = writeMime([
    part('ebXMLHeader@spine.nhs.uk', writeEbxml(envelope)),
    part(`${id}@spine.nhs.uk`, Buffer.from(payload)),
    ...attachments,
  ]);
  const headers = [
    ['Content-Type', contentType],
    ['SOAPAction', `"${writeSoapAction(envelope)}"`],
  ] as const;
  return { path: pathOf(pattern), envelope, headers, body };
}

/** A signal that a party posts to Spine. */
export function signal(action: string, changes: Partial<EbxmlMessage>): Posting {
  const envelope: EbxmlMessage = {
    ...header(),
    service: SIGNAL_SERVICE,
    action,
    messageId: uuid(),
    conversationId: uuid(),
    cpaId: 'S20001A000192',
    from: { id: RIVERSIDE, type: PARTY_TYPE },
    to: { id: 'YES-0000806', type: PARTY_TYPE },
    ...changes,
  };
  const headers = [
    ['Content-Type', 'text/xml'],
    ['SOAPAction', `${SIGNAL_SERVICE}/${action}`],
  ] as const;
  const path = '/reliablemessaging/intermediary';
  return { path, envelope, headers, body: writeEbxml(envelope) };
}

/** The whole request as bytes for a raw connection. Headers in `changes` replace those of their name; `null` drops one. */
export function requestBytes(
  { path, headers, body }: Pick<Posting, 'path' | 'headers' | 'body'>,
  changes: Readonly<Record<string, string | null>> = {},
): Buffer {
  const lines = new Map<string, string>([
    ['Host', 'localhost'],
    ...headers.map(([name, value]) => [name, value] as const),
    ['Content-Length', String(body.length)],
  ]);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) lines.delete(name);
    else lines.set(name, value);
  }
  const head = [...lines].map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return Buffer.concat([Buffer.from(`POST ${path} HTTP/1.1\r\n${head}\r\n`, 'latin1'), body]);
}

function part(contentId: string, content: Buffer): PartToWrite {
  return { contentId, contentType: 'text/xml; charset=UTF-8', transferEncoding: '8bit', content };
}

export function reference(href: string) {
  return {
    href,
    id: undefined,
    schema: undefined,
    description: 'HL7 payload',
    descriptionLanguage: 'en',
    payload: { style: 'HL7', encoding: 'XML', version: '3.0' },
  };
}

function header() {
  return {
    version: '2.0',
    timestamp: '2026-01-05T09:00:00Z',
    refToMessageId: undefined,
    timeToLive: undefined,
    duplicateElimination: false,
    ackRequested: undefined,
    syncReply: undefined,
    acknowledgment: undefined,
    errorList: undefined,
    statusRequest: undefined,
    statusResponse: undefined,
    manifest: undefined,
  };
}
