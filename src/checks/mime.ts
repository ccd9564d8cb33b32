import { ATTACHMENT_TYPES } from '../domain/attachment-types.ts';
import type { Check } from './check.ts';
import type { InboundMessage } from './inbound-message.ts';

const XML_TYPES = new Set(['text/xml', 'application/xml']);

export const envelopeComesFirst: Check<InboundMessage> = {
  id: 'MIME-01',
  clause: 'mhs 5.2 M1',
  basis: 'N',
  severity: 'must',
  title: 'the first part is the ebXML envelope',
  advice: 'Put the ebXML envelope first, as text/xml.',
  *examine({ mime }) {
    const first = mime?.parts[0];
    if (first && !XML_TYPES.has(first.mediaType)) {
      yield { message: `the first part is ${first.mediaType}`, at: '/part[1]' };
    }
  },
};

export const payloadComesSecond: Check<InboundMessage> = {
  id: 'MIME-02',
  clause: 'mhs 5.2 M4',
  basis: 'N',
  severity: 'must',
  title: 'the second part is the HL7 payload',
  advice: 'Put the HL7 payload right after the envelope, before every attachment.',
  *examine({ mime }) {
    const second = mime?.parts[1];
    if (second && !XML_TYPES.has(second.mediaType)) {
      yield {
        message: `the second part is ${second.mediaType}: the HL7 payload must come before attachments`,
        at: '/part[2]',
      };
    }
  },
};

export const withinSize: Check<InboundMessage> = {
  id: 'MIME-03',
  clause: 'mhs 4.6, 5.2 M5',
  basis: 'N',
  severity: 'must',
  title: 'at most 100 parts, each at most 5 MB, the whole at most 5,242,880 bytes',
  advice: 'Send attachments that do not fit as fragments in messages of their own.',
  *examine({ mime, limits }) {
    if (!mime) return;
    if (mime.parts.length > limits.parts) {
      yield {
        message: `there are ${mime.parts.length} parts, ${limits.parts} are allowed`,
        at: '/',
        suggestion: 'send attachments beyond the limit in messages of their own',
      };
    }
    if (mime.length > limits.messageBytes) {
      yield {
        message: `the message has ${mime.length} bytes, ${limits.messageBytes} are allowed`,
        at: '/',
        suggestion: 'send large attachments as fragments',
      };
    }
    for (const [index, part] of mime.parts.entries()) {
      if (part.body.length <= limits.partBytes) continue;
      yield {
        message: `part ${index + 1} has ${part.body.length} bytes, ${limits.partBytes} are allowed`,
        at: `/part[${index + 1}]`,
      };
    }
  },
};

export const knownContentTypes: Check<InboundMessage> = {
  id: 'MIME-04',
  clause: 'mhs 3.1, 5.2 M6',
  basis: 'N',
  severity: 'should',
  title: 'attachments have a content type of the allowed list',
  advice:
    'Declare a type of the list, application/octet-stream for any other, and give the true type in the Description.',
  *examine({ mime }) {
    for (const [index, part] of mime?.parts.entries() ?? []) {
      if (index < 2 || ATTACHMENT_TYPES.includes(part.mediaType)) continue;
      yield {
        message: `attachment ${index - 1} is ${part.mediaType}, which the list of EIS 2.5.4.2 lacks`,
        at: `/part[${index + 1}]`,
      };
    }
  },
};

const ENCODINGS = new Set(['7bit', '8bit', 'binary', 'base64', 'quoted-printable']);

export const legalTransferEncoding: Check<InboundMessage> = {
  id: 'MIME-05',
  clause: 'mhs 5.2 M7',
  basis: 'N',
  severity: 'must',
  title: 'every part has a legal Content-Transfer-Encoding',
  advice:
    'Give every part one of the transfer encodings 7bit, 8bit, binary, base64, quoted-printable.',
  *examine({ mime }) {
    for (const [index, part] of mime?.parts.entries() ?? []) {
      if (ENCODINGS.has(part.transferEncoding)) continue;
      yield {
        message: `part ${index + 1} has the transfer encoding "${part.transferEncoding}"`,
        at: `/part[${index + 1}]`,
      };
    }
  },
};

/** Oddities that have checks of their own. */
const JUDGED_ELSEWHERE = new Set([
  'mime.missing-final-delimiter',
  'mime.transfer-encoding-unknown',
  'mime.type-missing',
  'mime.start-unknown',
  'mime.start-not-first',
  'mime.content-id-repeated',
  // Says that the capture has no Content-Type, nothing of the message.
  'mime.boundary-guessed',
]);

/** What the reader noticed in the package: worth knowing, never a reason to refuse. */
export const plainPackage: Check<InboundMessage> = {
  id: 'MIME-06',
  clause: 'mhs 1.4, 3.1',
  basis: 'A',
  severity: 'note',
  title: 'the MIME package is written without oddities',
  advice: 'Write the package as the Spine does; this departure is read all the same.',
  *examine({ mimeDeviations }) {
    for (const { code, message, at } of mimeDeviations) {
      if (JUDGED_ELSEWHERE.has(code)) continue;
      yield {
        message: `${message} (${code})`,
        at: '/',
        line: at.line,
        column: at.column,
        offset: at.offset,
      };
    }
  },
};

export const packageIsClosed: Check<InboundMessage> = {
  id: 'MIME-07',
  clause: 'mhs 3.1, RFC 2046 section 5.1.1',
  basis: 'N',
  severity: 'must',
  title: 'the package ends with its closing delimiter',
  advice: 'End the body with the closing delimiter, and check that the whole body is sent.',
  *examine({ mimeDeviations }) {
    for (const { code, at } of mimeDeviations) {
      if (code !== 'mime.missing-final-delimiter') continue;
      yield {
        message: 'the closing delimiter is missing: the message may have been cut off',
        at: '/',
        offset: at.offset,
        suggestion: 'end the body with two hyphens, the boundary, and two hyphens',
      };
    }
  },
};

export const mimeChecks: readonly Check<InboundMessage>[] = [
  envelopeComesFirst,
  payloadComesSecond,
  withinSize,
  knownContentTypes,
  legalTransferEncoding,
  packageIsClosed,
  plainPackage,
];
