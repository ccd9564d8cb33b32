import type { Ids } from '../../platform/ids.ts';
import type { Content } from '../content.ts';
import type { RecordAttachment } from './attachments.ts';
import {
  AUDIO,
  EDI_MESSAGE,
  IMAGE,
  OCR_TEXT,
  OTHER_AUDIO,
  OTHER_SIGNAL,
  SCANNED,
  TEXT_DOCUMENT,
  type Term,
} from './clinical-terms.ts';

/** What kind of document, which decides its code (gp2gp 2.7). */
export type DocumentKind =
  | 'scan'
  | 'letter'
  | 'ocr'
  | 'image'
  | 'audio'
  | 'other-audio'
  | 'other'
  | 'edi';

const CODES: Readonly<Record<DocumentKind, Term>> = {
  scan: SCANNED,
  letter: TEXT_DOCUMENT,
  ocr: OCR_TEXT,
  image: IMAGE,
  audio: AUDIO,
  'other-audio': OTHER_AUDIO,
  other: OTHER_SIGNAL,
  edi: EDI_MESSAGE,
};

/** A document that a record is to hold. */
export interface DocumentOptions {
  /** Drawn with the record's other ids unless given. */
  readonly id?: string;
  /** Without the id, which is put before it. */
  readonly name: string;
  readonly contentType: string;
  /** By its type unless told. */
  readonly kind?: DocumentKind;
  readonly bytes: Content;
  /** Travels compressed. */
  readonly compressed?: boolean;
  /** `false`: the record does not mention it. */
  readonly anchored?: boolean;
  /** It could not be had: a note goes in its place, and the record says so. `bytes` are not looked at. */
  readonly absent?: AbsentDocument;
}

/** What a note in place of a document tells (gp2gp 3.9). */
export interface AbsentDocument {
  /** File name or description of what is missing. */
  readonly title: string;
  readonly odsCode: string;
  readonly conversationId: string;
}

/** A document of a record with what the record says of it. */
export interface RecordDocument {
  readonly attachment: RecordAttachment;
  readonly anchored: boolean;
  readonly kind: DocumentKind | undefined;
  /** The narrative that it hangs on. */
  readonly text: string;
}

export function recordDocument(options: DocumentOptions, ids: Ids): RecordDocument {
  const { anchored = true, kind, absent, name, contentType, bytes, compressed } = options;
  const id = options.id ?? ids.uuid();
  if (absent) {
    const text = `Absent Attachment: ${absent.title} `;
    return { attachment: placeholder(id, absent), anchored, kind: 'letter', text };
  }
  return {
    attachment: {
      id,
      fileName: `${id}_${name}`,
      contentType,
      bytes,
      ...(compressed && { compressed }),
    },
    anchored,
    kind,
    text: `Attached document ${name}`,
  };
}

/** The note that travels in place of a document; its name and its four lines are read by receivers (gp2gp 3.9). */
export function placeholder(
  documentId: string,
  { title, odsCode, conversationId }: AbsentDocument,
): RecordAttachment {
  const lines = [
    'The file could not be included with the Electronic Record',
    title.replace(/[\r\n]+/g, ' '),
    `${odsCode}:${conversationId}`,
    'Reason:06:Unable to determine problem',
  ];
  return {
    id: documentId,
    fileName: `AbsentAttachment${documentId}.txt`,
    contentType: 'text/plain',
    bytes: Buffer.from(`${lines.join('\n')}\n`),
  };
}

/** Whether a file name is that of a note in place of a document. */
export function isPlaceholderName(fileName: string): boolean {
  return /(?:^|_)AbsentAttachment[^/\\]*\.txt$/i.test(fileName);
}

export function documentCode(kind: DocumentKind | undefined, contentType: string): Term {
  if (kind !== undefined) return CODES[kind];
  if (contentType.startsWith('text/')) return TEXT_DOCUMENT;
  if (contentType.startsWith('audio/')) return AUDIO;
  return contentType === 'image/jpeg' || contentType === 'image/png' ? IMAGE : SCANNED;
}
