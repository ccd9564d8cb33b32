import type { ManifestDocument } from '../../../src/gp2gp/large/document-facts.ts';
import { readMessage } from '../../../src/gp2gp/read-message.ts';
import { headerValue } from '../../../src/platform/http-message.ts';
import { type Gate, gate } from '../../mhs/gate.ts';
import type { PracticeRoom } from '../practice-room.ts';

/** Where a piece of a document lies: a part of a message that came. */
export interface PartPlace {
  readonly messageId: string;
  /** 0 for the envelope. */
  readonly part: number;
}

/** Reads parts and payloads of messages that came, from the journal. */
export interface PartReader {
  /** The part as it travelled, in its transfer encoding. Throws PartGoneError. */
  part(place: PartPlace): Promise<Buffer>;
  /** The references of its manifest beside the payload. Throws PartGoneError. */
  documents(messageId: string): Promise<readonly ManifestDocument[]>;
  /** The HL7 payload, byte for byte. Throws PartGoneError. */
  payload(messageId: string): Promise<Buffer>;
}

/** What was on record is not there any more: a fault of the store. */
export class PartGoneError extends Error {}

/** Messages in memory at a time for this. */
const AT_A_TIME = 4;

export function partReader({ journal, service }: PracticeRoom): PartReader {
  const reading: Gate = gate(AT_A_TIME);

  const open = async (messageId: string) => {
    const found = await journal.find({ kind: 'received', service, messageId });
    const entry = found.find(({ facts }) => facts?.verdict === 'message');
    if (!entry?.request?.body) throw new PartGoneError(`message ${messageId} is not on record`);
    const body = await journal.readBody(entry.request.body);
    const read = readMessage(headerValue(entry.request.headers, 'content-type'), body);
    if (!read.ok) throw new PartGoneError(`message ${messageId} cannot be read any more`);
    return { body, message: read.value };
  };

  return {
    documents: (messageId) => reading.pass(async () => (await open(messageId)).message.documents),
    part: ({ messageId, part }) =>
      reading.pass(async () => {
        const { body, message } = await open(messageId);
        const found = message.attachments.find((attachment) => attachment.part === part);
        if (!found) throw new PartGoneError(`message ${messageId} has no part ${part}`);
        const { offset, length } = found.span;
        return body.subarray(offset, offset + length);
      }),
    payload: (messageId) =>
      reading.pass(async () => {
        const { message } = await open(messageId);
        if (!message.payload) throw new PartGoneError(`message ${messageId} has no payload`);
        // A view would keep the whole message in memory.
        return Buffer.from(message.payload);
      }),
  };
}
