import { readMessage } from '../gp2gp/read-message.ts';
import type { Entry } from '../journal/entry.ts';
import type { JournalReader } from '../journal/journal.ts';
import { headerValue } from '../platform/http-message.ts';
import { factsOfBody, factsOfMessage } from '../scenario/transcript-facts.ts';
import { idIn, type StoryHead, scanHead } from './scan-head.ts';

/** Bodies up to this size are read whole; of a larger one so much from its beginning. */
const HEAD_BYTES = 64 * 1024;

/**
 * The ids, the acknowledgement and the references of a message on record. Of a large one its beginning alone is read:
 * envelope, manifest and the ids at the top of the payload lie there. `undefined` where no bytes are on record, or they
 * cannot be read any more.
 */
export async function messageHead(
  journal: Pick<JournalReader, 'readBody' | 'streamBody'>,
  { request, interaction = '' }: Entry,
): Promise<StoryHead | undefined> {
  const body = request?.body;
  if (!body || body.length === 0) return undefined;
  const contentType = headerValue(request.headers, 'content-type');
  try {
    const isWhole = body.length <= HEAD_BYTES;
    const bytes = isWhole
      ? await journal.readBody(body)
      : await beginningOf(journal.streamBody(body));
    const scanned = scanHead(interaction, contentType, bytes.toString('latin1'));
    if (scanned) return scanned;
    if (isWhole) return factsOfBody(interaction, contentType, bytes);
    return factsOfHead(interaction, contentType, bytes);
  } catch {
    // A body that is gone or damaged is told by `journal verify`; the story goes on without it.
    return undefined;
  }
}

function factsOfHead(
  interaction: string,
  contentType: string | undefined,
  head: Buffer,
): StoryHead | undefined {
  const read = readMessage(contentType, head);
  const facts = read.ok ? factsOfMessage(interaction, read.value) : undefined;
  if (!facts) return undefined;
  // The payload is cut off, so that it is no XML any more: its ids stand at its top in a fixed order (gp2gp 2.1, 2.3).
  const text = head.toString('latin1');
  return {
    ...facts,
    hl7Id: facts.hl7Id ?? (/^\w+$/.test(interaction) ? idIn(text, interaction) : undefined),
    extractId: facts.extractId ?? idIn(text, 'EhrExtract'),
  };
}

async function beginningOf(stream: ReturnType<JournalReader['streamBody']>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= HEAD_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, HEAD_BYTES);
}
