import type { Ids } from '../../platform/ids.ts';
import { type Content, patterned } from '../content.ts';

/** A file that belongs to a record. */
export interface RecordAttachment {
  /** The manifest's `eb:id` without its underscore, and the id of the anchor in the extract. */
  readonly id: string;
  /** As manifest and anchor name it: `<id>_<name>`. */
  readonly fileName: string;
  /** The true type, which the MIME part may not be able to say. */
  readonly contentType: string;
  /** As they are once encoding and compression are undone. */
  readonly bytes: Content;
  /** Travels compressed. */
  readonly compressed?: boolean;
}

/** How many attachments, how large, and of which types. Sizes and types are taken in turn. */
export interface AttachmentPlan {
  readonly count: number;
  /** Bytes before base64. 1,000 unless told. */
  readonly sizes?: readonly number[];
  readonly contentTypes?: readonly string[];
}

interface FileKind {
  readonly extension: string;
  readonly name: string;
  readonly head: string;
  readonly tail: string;
}

const KINDS: Readonly<Record<string, FileKind>> = {
  'text/plain': { extension: 'txt', name: 'note', head: '', tail: '' },
  'text/html': { extension: 'html', name: 'page', head: '<html><body>', tail: '</body></html>' },
  'text/rtf': { extension: 'rtf', name: 'letter', head: '{\\rtf1 ', tail: '}' },
  'application/pdf': { extension: 'pdf', name: 'letter', head: '%PDF-1.4\n', tail: '\n%%EOF\n' },
  'image/tiff': { extension: 'tif', name: 'scan', head: 'II*\0', tail: '' },
  'image/jpeg': { extension: 'jpg', name: 'photo', head: '\xff\xd8\xff\xe0', tail: '\xff\xd9' },
  'image/png': { extension: 'png', name: 'chart', head: '\x89PNG\r\n\x1a\n', tail: '' },
  'image/gif': { extension: 'gif', name: 'chart', head: 'GIF89a', tail: ';' },
  'audio/mpeg': { extension: 'mp3', name: 'dictation', head: 'ID3\x03\0', tail: '' },
  'application/msword': {
    extension: 'doc',
    name: 'letter',
    head: '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1',
    tail: '',
  },
};
const OTHER: FileKind = { extension: 'bin', name: 'file', head: '', tail: '' };

const TYPES_IN_TURN = [
  'text/plain',
  'application/pdf',
  'image/tiff',
  'image/jpeg',
  'text/rtf',
  'application/msword',
] as const;

/** The same plan, seed and ids give the same bytes on every machine. */
export function inventAttachments(
  plan: AttachmentPlan,
  seed: number,
  ids: Ids,
): readonly RecordAttachment[] {
  const types = plan.contentTypes?.length ? plan.contentTypes : TYPES_IN_TURN;
  const sizes = plan.sizes?.length ? plan.sizes : [1_000];
  return Array.from({ length: plan.count }, (_, index) => {
    const contentType = types[index % types.length] ?? 'application/octet-stream';
    const kind = KINDS[contentType] ?? OTHER;
    const id = ids.uuid();
    return {
      id,
      fileName: `${id}_${kind.name}-${index + 1}.${kind.extension}`,
      contentType,
      bytes: attachmentBytes(sizes[index % sizes.length] ?? 0, contentType, seed + index),
    };
  });
}

// A multiple of the pattern's 251, so that little is copied at a time for nothing.
const BYTES_PERIOD = 251 * 256;
// Letters repeat with 251 and line breaks with 72: together with their product.
const TEXT_PERIOD = 251 * 72;

/**
 * Bytes of exactly the length asked for, made as they are asked for. Between the marks of its type, byte i is
 * (i + shift) mod 251 where the shift follows from the seed; text has printable characters in lines instead.
 */
export function attachmentBytes(length: number, contentType: string, seed: number): Content {
  const shift = (((seed % 251) + 251) * 97) % 251;
  const asText = contentType.startsWith('text/');
  const period = new Uint8Array(asText ? TEXT_PERIOD : BYTES_PERIOD);
  for (let i = 0; i < period.length; i++) {
    const value = (i + shift) % 251;
    period[i] = asText ? (i % 72 === 71 ? 10 : 0x61 + (value % 26)) : value;
  }
  const { head, tail } = KINDS[contentType] ?? OTHER;
  return patterned(length, period, Buffer.from(head, 'latin1'), Buffer.from(tail, 'latin1'));
}
