import { gunzipSync } from 'node:zlib';
import type { MailboxDesk, MeshMessageView } from '../doors/mailbox-desk.ts';

/** No file of GP Links is nearly as long; what is longer is not read into memory. */
const LONGEST_FILE = 4 * 1024 * 1024;

/** The bytes of a message, unpacked where they were packed; or why there are none. */
export async function collect(
  mailboxes: MailboxDesk,
  message: MeshMessageView,
): Promise<{ readonly bytes: Buffer } | { readonly failed: string }> {
  if (message.bytes > LONGEST_FILE)
    return { failed: `${message.bytes} bytes are more than the ${LONGEST_FILE} of any file` };
  const content = mailboxes.content(message.id);
  if (!content) return { failed: 'its content is not known any more' };
  const pieces: Buffer[] = [];
  for await (const piece of content) pieces.push(Buffer.from(piece as Uint8Array));
  const bytes = Buffer.concat(pieces);
  if (message.contentEncoding !== 'gzip') return { bytes };
  try {
    return { bytes: gunzipSync(bytes, { maxOutputLength: LONGEST_FILE }) };
  } catch (error) {
    return { failed: `it cannot be unpacked: ${(error as Error).message}` };
  }
}
