import type { DocumentDesk } from './large/document-desk.ts';
import { partReader } from './large/part-reader.ts';
import type { PracticeRoom } from './practice-room.ts';
import type { Transfer } from './transfer-book.ts';

/** A record that was taken in, as it came. */
export interface FiledRecord {
  /** The extract's payload, byte for byte; where it came as a skeleton, what that stood for. */
  readonly payload: Buffer;
  readonly attachments: readonly FiledAttachment[];
}

export interface FiledAttachment {
  /** The manifest's `eb:id` without its underscore. */
  readonly id: string | undefined;
  readonly fileName: string;
  readonly contentType: string;
  /** The document itself: base64 and compression are undone. */
  readonly bytes: Buffer;
}

/**
 * Reads a filed record back out of the messages that brought it, for they are in the journal and nothing is kept
 * twice. The whole of it is in memory then: for tests and for people, not for records of hundreds of megabytes.
 */
export async function openFiled(
  room: PracticeRoom,
  documents: Pick<DocumentDesk, 'read'>,
  { state, joined, rebuilt }: Transfer,
): Promise<FiledRecord> {
  const messageId = (state.role === 'requester' && state.extract?.messageId) || '';
  const payload = rebuilt
    ? await room.journal.readBody(rebuilt.body)
    : await partReader(room).payload(messageId);
  const attachments: FiledAttachment[] = [];
  const inOrder = [...joined.values()].toSorted((a, b) => a.position - b.position);
  for (const document of inOrder) {
    if (document.skeleton) continue;
    const pieces: Buffer[] = [];
    await documents.read(document, (bytes) => void pieces.push(Buffer.from(bytes)));
    const { documentId: id, fileName, contentType } = document;
    attachments.push({ id, fileName, contentType, bytes: Buffer.concat(pieces) });
  }
  return { payload, attachments };
}
