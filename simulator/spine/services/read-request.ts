import type { Entry } from '../../../src/journal/entry.ts';
import type { Journal } from '../../../src/journal/journal.ts';
import { headerValue } from '../../../src/platform/http-message.ts';
import type { EbxmlMessage } from '../../../src/wire/ebxml/ebxml-message.ts';
import { envelopeIn } from '../../../src/wire/ebxml/envelope-in.ts';
import { readEbxml } from '../../../src/wire/ebxml/read-ebxml.ts';
import { decodePart } from '../../../src/wire/mime/decode-part.ts';
import { readMime } from '../../../src/wire/mime/read-mime.ts';

/** A request as it lies in the journal, read again as far as its answer needs it. */
export interface RequestOnRecord {
  readonly envelope: EbxmlMessage;
  readonly payload: Uint8Array;
}

/** Reads the request of an entry again; `undefined` when it has no payload. */
export async function readRequest(
  journal: Journal,
  { request }: Entry,
): Promise<RequestOnRecord | undefined> {
  if (!request?.body) return undefined;
  const contentType = headerValue(request.headers, 'content-type');
  const body = await journal.readBody(request.body);
  const envelope = envelopeIn(contentType, body);
  const message = envelope.ok ? readEbxml(envelope.value) : envelope;
  const parts = readMime(body, contentType);
  const second = parts.ok ? parts.value.parts[1] : undefined;
  if (!message.ok || !second) return undefined;
  const payload = decodePart(body, second);
  return payload.ok ? { envelope: message.value, payload: payload.value } : undefined;
}
