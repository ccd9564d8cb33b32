import { GP2GP_SERVICE } from '../domain/interaction.ts';
import type { EbxmlMessage } from '../wire/ebxml/ebxml-message.ts';
import { readEbxml } from '../wire/ebxml/read-ebxml.ts';
import { readWrapper } from '../wire/hl7/read-wrapper.ts';
import type { TransmissionWrapper } from '../wire/hl7/transmission-wrapper.ts';
import { decodePart } from '../wire/mime/decode-part.ts';
import type { MimePackage } from '../wire/mime/mime-package.ts';
import { readMime } from '../wire/mime/read-mime.ts';
import type { Deviation, Reading } from '../wire/reading.ts';
import { readSyncEnvelope } from '../wire/soap/read-sync-envelope.ts';
import type {
  DirectoryFacts,
  HttpFacts,
  InboundMessage,
  MessageLimits,
} from './inbound-message.ts';
import type { MessageContents } from './message-contents.ts';
import type { PayloadFacts } from './payload-facts.ts';
import { readContents } from './read-contents.ts';
import { readPayloadFacts } from './read-payload-facts.ts';

/** Limits of mhs 4.6. */
export const SPINE_LIMITS: MessageLimits = {
  messageBytes: 5_242_880,
  parts: 100,
  partBytes: 5_242_880,
};

/** The layers that a message is read in. */
export type Layer = 'MIME' | 'envelope' | 'payload';

/** An HL7 payload with what belongs to it. */
export interface ReadPayload {
  readonly bytes: Buffer;
  /** The MIME part that it came in; `undefined` when it came alone. */
  readonly part: number | undefined;
  readonly wrapper: TransmissionWrapper;
  readonly wrapperDeviations: readonly Deviation[];
  readonly facts: PayloadFacts;
  /** `undefined` when the payload came without one. */
  readonly envelope: EbxmlMessage | undefined;
  readonly contents: MessageContents | undefined;
  readonly directory: DirectoryFacts | undefined;
}

/** A message in whatever state it came, read as far as that goes: the subject of `examineMessage`. */
export interface ReadMessage {
  /** `undefined` when there is no envelope, or none that can be read. */
  readonly transport: InboundMessage | undefined;
  /** `undefined` for what came without a package, or with one that cannot be read. */
  readonly mime: MimePackage | undefined;
  readonly contents: MessageContents | undefined;
  readonly payload: ReadPayload | undefined;
  /** Where reading stopped in a layer, and why. */
  readonly unreadable: readonly { readonly layer: Layer; readonly failure: Deviation }[];
  /** What the readers noticed, layer by layer. */
  readonly deviations: readonly (Deviation & { readonly layer: string })[];
}

/** What there is to read. */
export interface MessageToRead {
  /** Content-Type of the HTTP request; a multipart body is known without it, too. */
  readonly contentType: string | undefined;
  readonly body: Uint8Array;
  readonly http?: HttpFacts | undefined;
  /**
   * What the directory says of an envelope; checks that need it are not run without. `forwardReliable`
   * stands in where nothing is known: GP2GP has that pattern by its definition (gp2gp 1.2).
   */
  readonly directory?: ((envelope: EbxmlMessage) => DirectoryFacts | undefined) | undefined;
  readonly limits?: MessageLimits | undefined;
  /** `false` leaves the bytes of parts alone, for a message that is only taken note of: its own parts are not judged. */
  readonly scan?: boolean | undefined;
  /** When it came. */
  readonly now: Date;
}

/** Takes a message apart for the checks. Never throws: what cannot be read is told. */
export function readForExamination(given: MessageToRead): ReadMessage {
  const { contentType, body } = given;
  const deviations: (Deviation & { layer: string })[] = [];
  const unreadable: { layer: Layer; failure: Deviation }[] = [];
  const take = <T>(layer: Layer, reading: Reading<T>): T | undefined => {
    deviations.push(...reading.deviations.map((deviation) => ({ ...deviation, layer })));
    if (reading.ok) return reading.value;
    unreadable.push({ layer, failure: reading.failure });
    return undefined;
  };

  const multipart = looksMultipart(contentType, body);
  const marked = /^\s*multipart\//i.test(contentType ?? '');
  const mimeReading = multipart ? readMime(body, marked ? contentType : undefined) : undefined;
  const mime = mimeReading && take('MIME', mimeReading);
  const alone = multipart || body.length === 0 ? undefined : soleDocument(body);
  const first = mime?.parts[0];
  const envelopeBytes = first
    ? take('MIME', decodePart(body, first))
    : alone === 'envelope'
      ? body
      : undefined;
  const synchronous = alone === 'envelope' && isSynchronous(body);
  if (synchronous) {
    const { deviations: told } = readSyncEnvelope(body);
    deviations.push(...told.map((deviation) => ({ ...deviation, layer: 'synchronous' })));
  }
  const envelopeReading = synchronous ? undefined : envelopeBytes && readEbxml(envelopeBytes);
  const envelope = envelopeReading && take('envelope', envelopeReading);
  const directory = envelope && given.directory?.(envelope);
  const transport: InboundMessage | undefined = envelope && {
    http: given.http,
    mime,
    mimeDeviations: mimeReading?.deviations ?? [],
    envelope,
    envelopeDeviations: envelopeReading?.deviations ?? [],
    directory,
    limits: given.limits ?? SPINE_LIMITS,
    now: given.now,
  };
  const contents = readContents(envelope, mime, body, given.scan);
  const part = payloadPartOf(mime, contents);
  const payloadBytes =
    part !== undefined && mime?.parts[part - 1]
      ? take('payload', decodePart(body, mime.parts[part - 1] as MimePackage['parts'][number]))
      : alone === 'payload'
        ? Buffer.from(body.buffer, body.byteOffset, body.byteLength)
        : undefined;
  const payload = payloadBytes && readPayload(payloadBytes, take);
  return {
    transport,
    mime,
    contents,
    payload: payload && { ...payload, part, envelope, contents, directory },
    unreadable,
    deviations,
  };
}

/** GP2GP is forward reliable by its definition: what the directory would say of the pattern (gp2gp 1.2). */
export function forwardReliable({ service }: EbxmlMessage): DirectoryFacts | undefined {
  if (service !== GP2GP_SERVICE) return undefined;
  return {
    fromKnown: true,
    toKnown: true,
    contract: undefined,
    cpaKnown: true,
    interactionKnown: true,
    pattern: 'forward-reliable',
    assumed: true,
  };
}

function readPayload(
  bytes: Buffer,
  take: <T>(layer: Layer, reading: Reading<T>) => T | undefined,
): Pick<ReadPayload, 'bytes' | 'wrapper' | 'wrapperDeviations' | 'facts'> | undefined {
  const facts = take('payload', readPayloadFacts(bytes));
  if (!facts) return undefined;
  const reading = readWrapper(bytes);
  const wrapper = take('payload', reading);
  return wrapper && { bytes, wrapper, wrapperDeviations: reading.deviations, facts };
}

/** The part that the payload's reference names, else the one after the envelope (mhs 3.1). */
function payloadPartOf(
  mime: MimePackage | undefined,
  contents: MessageContents | undefined,
): number | undefined {
  const named = contents?.references.find(({ kind, part }) => kind === 'payload' && part);
  if (named?.part) return named.part.number;
  return mime && mime.parts.length > 1 ? 2 : undefined;
}

function looksMultipart(contentType: string | undefined, body: Uint8Array): boolean {
  if (contentType !== undefined && /^\s*multipart\//i.test(contentType)) return true;
  let at = 0;
  while (at < body.length && (body[at] as number) <= 0x20) at++;
  return body[at] === 0x2d && body[at + 1] === 0x2d;
}

/** A SOAP envelope with WS-Addressing instead of ebXML (mhs 3.9). */
function isSynchronous(body: Uint8Array): boolean {
  const start = Buffer.from(body.buffer, body.byteOffset, Math.min(body.length, 8000));
  const text = start.toString('latin1');
  return /\/addressing["']/.test(text) && !text.includes('MessageHeader');
}

/** What a body that is no package is. A SOAP fault is an answer that carries neither (mhs 3.8). */
function soleDocument(body: Uint8Array): 'envelope' | 'payload' | 'fault' {
  const start = Buffer.from(body.buffer, body.byteOffset, Math.min(body.length, 4000));
  const text = start.toString('latin1');
  if (!/<(?:[\w-]+:)?Envelope[\s>]/.test(text)) return 'payload';
  const fault = /<(?:[\w-]+:)?Fault[\s>]/.test(text) && !text.includes('MessageHeader');
  return fault ? 'fault' : 'envelope';
}
