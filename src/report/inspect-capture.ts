import { acknowledgmentChecks } from '../checks/acknowledgment.ts';
import { messageChecks } from '../checks/catalogue.ts';
import { examineAll } from '../checks/check.ts';
import { ebxmlPatternChecks } from '../checks/ebxml-pattern.ts';
import { wrapperChecks } from '../checks/hl7-wrapper.ts';
import type { DirectoryFacts, HttpFacts } from '../checks/inbound-message.ts';
import type { Finding } from '../domain/finding.ts';
import { GP2GP_SERVICE } from '../domain/interaction.ts';
import type { EbxmlMessage } from '../wire/ebxml/ebxml-message.ts';
import { readEbxml } from '../wire/ebxml/read-ebxml.ts';
import { parseTimestamp } from '../wire/ebxml/timestamp.ts';
import { readWrapper } from '../wire/hl7/read-wrapper.ts';
import type { TransmissionWrapper } from '../wire/hl7/transmission-wrapper.ts';
import { type HttpCapture, headerOf } from '../wire/http-capture/http-capture.ts';
import { readHttpCapture } from '../wire/http-capture/read-http-capture.ts';
import { decodePart } from '../wire/mime/decode-part.ts';
import type { MimePackage } from '../wire/mime/mime-package.ts';
import { readMime } from '../wire/mime/read-mime.ts';
import type { Deviation, Reading } from '../wire/reading.ts';

/** Limits of mhs 4.6. */
const LIMITS = { messageBytes: 5_242_880, parts: 100, partBytes: 5_242_880 };

const FORWARD_RELIABLE: DirectoryFacts = {
  fromKnown: true,
  toKnown: true,
  contract: undefined,
  cpaKnown: true,
  interactionKnown: true,
  pattern: 'forward-reliable',
};

/** Everything that can be said of one captured message without a directory. */
export interface Inspection {
  readonly capture: HttpCapture | undefined;
  readonly mime: MimePackage | undefined;
  readonly envelope: EbxmlMessage | undefined;
  readonly wrapper: TransmissionWrapper | undefined;
  /** What readers noticed, layer by layer. */
  readonly deviations: readonly (Deviation & { readonly layer: string })[];
  readonly findings: readonly Finding[];
  /** Why reading stopped; `undefined` when every layer was read. */
  readonly unreadable: (Deviation & { readonly layer: string }) | undefined;
}

/**
 * Reads a captured message and examines it: an HTTP request with or without its head, a MIME body, an
 * ebXML envelope, or an HL7 payload alone. Checks that need a directory are not run.
 */
export function inspectCapture(bytes: Uint8Array, now: Date): Inspection {
  const notes: (Deviation & { layer: string })[] = [];
  const note = <T>(layer: string, reading: Reading<T>): T | undefined => {
    notes.push(...reading.deviations.map((deviation) => ({ ...deviation, layer })));
    if (!reading.ok) unreadable ??= { ...reading.failure, layer };
    return reading.ok ? reading.value : undefined;
  };
  let unreadable: Inspection['unreadable'];
  const capture = note('HTTP', readHttpCapture(bytes));
  const body = capture
    ? bytes.subarray(capture.body.offset, capture.body.offset + capture.body.length)
    : bytes;
  const contentType = capture && headerOf(capture.headers, 'content-type');
  const multipart = looksMultipart(contentType, body);
  const mime = multipart ? note('MIME', readMime(body, contentType)) : undefined;
  const alone = multipart ? undefined : soleDocument(body);

  let envelope: EbxmlMessage | undefined;
  let envelopeDeviations: readonly Deviation[] = [];
  if (mime || alone === 'envelope') {
    const first = mime?.parts[0];
    const found = first ? note('MIME part 1', decodePart(body, first)) : body;
    const read = found && readEbxml(found);
    if (read) {
      envelopeDeviations = read.deviations;
      envelope = note('ebXML', read);
    }
  }
  const second = mime?.parts[1];
  const payload = second
    ? decodePart(body, second)
    : alone === 'payload'
      ? ({ ok: true, value: Buffer.from(body), deviations: [] } as const)
      : undefined;
  const payloadBytes = payload && note('MIME part 2', payload);
  const wrapper = payloadBytes && note('HL7', readWrapper(payloadBytes));

  const findings: Finding[] = [];
  if (envelope) {
    const subject = {
      http: capture?.kind === 'request' ? httpFacts(capture) : undefined,
      mime,
      mimeDeviations: [],
      envelope,
      envelopeDeviations: envelopeDeviations.filter(({ code }) => CARDINALITY.test(code)),
      directory: undefined,
      limits: LIMITS,
      now: whenSent(envelope) ?? now,
    };
    findings.push(...examineAll(messageChecks, subject));
    // Without a directory the pattern is only known where the service has one: GP2GP (gp2gp 1.2).
    if (envelope.service === GP2GP_SERVICE) {
      findings.push(...examineAll(ebxmlPatternChecks, { ...subject, directory: FORWARD_RELIABLE }));
    }
    if (envelope.acknowledgment) findings.push(...examineAll(acknowledgmentChecks, envelope));
  }
  if (wrapper) {
    findings.push(...examineAll(wrapperChecks, { wrapper, action: envelope?.action }));
  }
  return { capture, mime, envelope, wrapper, deviations: notes, findings, unreadable };
}

/** A captured message is judged by its own time: that it has expired since says nothing of it. */
function whenSent({ timestamp }: EbxmlMessage): Date | undefined {
  const read = parseTimestamp(timestamp);
  return read.ok ? new Date(read.value) : undefined;
}

/** The others are shown as deviations already. */
const CARDINALITY = /^ebxml\.(missing|empty|repeated)$/;

function looksMultipart(contentType: string | undefined, body: Uint8Array): boolean {
  if (contentType !== undefined) return /^\s*multipart\//i.test(contentType);
  return body[0] === 0x2d && body[1] === 0x2d;
}

function soleDocument(body: Uint8Array): 'envelope' | 'payload' {
  const start = Buffer.from(body.buffer, body.byteOffset, Math.min(body.length, 2000)).toString(
    'latin1',
  );
  return /<(?:[\w-]+:)?Envelope[\s>]/.test(start) ? 'envelope' : 'payload';
}

function httpFacts({ method = '', path = '', headers }: HttpCapture): HttpFacts {
  const length = Number(headerOf(headers, 'content-length'));
  return {
    method,
    path,
    soapAction: headerOf(headers, 'soapaction'),
    contentType: headerOf(headers, 'content-type'),
    contentLength: Number.isNaN(length) ? undefined : length,
    chunked: headerOf(headers, 'transfer-encoding') !== undefined,
  };
}
