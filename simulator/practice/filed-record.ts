import { readMessage } from '../../src/gp2gp/read-message.ts';
import type { BodyRef } from '../../src/journal/entry.ts';
import type { Journal } from '../../src/journal/journal.ts';

/** A record that was taken in, as it came. */
export interface FiledRecord {
  /** The extract's payload, byte for byte. */
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

/** Where a filed record lies: the message that brought it is in the journal, so nothing is kept twice. */
export interface FiledRef {
  readonly body: BodyRef;
  readonly contentType: string | undefined;
}

/** Reads a filed record back out of the journal. */
export async function openFiled(journal: Journal, ref: FiledRef): Promise<FiledRecord> {
  const message = readMessage(ref.contentType, await journal.readBody(ref.body));
  // It was readable when it was filed, and the journal checks its sums.
  if (!message.ok || !message.value.payload)
    throw new Error('a filed record is no longer readable');
  return {
    payload: message.value.payload,
    attachments: message.value.attachments.map(({ id, fileName, contentType, open }) => {
      const opened = open();
      if (!opened.ok)
        throw new Error(`a filed attachment is no longer readable: ${opened.because}`);
      return { id, fileName, contentType, bytes: opened.bytes };
    }),
  };
}
