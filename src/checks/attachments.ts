import { LARGE_MESSAGE } from '../domain/interaction.ts';
import type { Check } from './check.ts';
import { attachmentsOf, type ContentsSubject, referencePlace } from './contents-subject.ts';
import type { PartFacts, ReferenceFacts } from './message-contents.ts';

/** Characters of one attachment as it travels (gp2gp 3.1). */
const LONGEST_PART = 5_000_000;

export const base64Decodes: Check<ContentsSubject> = {
  id: 'MIME-08',
  clause: 'mhs 5.2 M7',
  basis: 'N',
  severity: 'must',
  title: 'a part in base64 can be decoded',
  advice: 'Encode the whole part at once, with padding at its end alone.',
  *examine({ parts }) {
    for (const { number, base64 } of parts) {
      if (!base64) continue;
      const { fault, remainder, characters } = base64;
      const where = { at: `/part[${number}]`, part: number };
      if (fault) yield { message: fault.message, ...where, offset: fault.offset };
      else if (remainder !== 0) {
        yield {
          message: `the part has ${characters} characters of base64, not a multiple of four`,
          ...where,
        };
      }
    }
  },
};

export const partNotTooLong: Check<ContentsSubject> = {
  id: 'ATTACHMENT-01',
  clause: 'gp2gp 3.1, 3.10 L1',
  basis: 'N',
  severity: 'must',
  title: 'an attachment has at most 5,000,000 characters as it travels',
  advice: 'Cut a longer attachment into chunks and announce them with an index.',
  *examine(subject) {
    for (const { kind, part } of attachmentsOf(subject)) {
      if (kind !== 'inline' || !part || part.bytes <= LONGEST_PART) continue;
      yield {
        message: `the attachment in part ${part.number} has ${part.bytes} characters`,
        at: `/part[${part.number}]`,
        part: part.number,
      };
    }
  },
};

/** Why the content of a part that is declared compressed is not gzip; `undefined` when it is. */
export function compressionFault({ gzip }: PartFacts): string | undefined {
  if (gzip === undefined) return 'the content does not begin as gzip does (1F 8B)';
  if (gzip === 'cut off') return 'the compressed content ends before its end';
  return typeof gzip === 'object' ? `the content cannot be expanded: ${gzip.fault}` : undefined;
}

/** Whether a document is gzip by itself, by its type or its name. */
export function isArchive({ description }: ReferenceFacts): boolean {
  return (
    /gzip/i.test(description.contentType ?? '') || /\.t?gz(ip)?$/i.test(description.filename ?? '')
  );
}

export const compressedExpands: Check<ContentsSubject> = {
  id: 'ATTACHMENT-02',
  clause: 'gp2gp 3.5, 3.10 L6',
  basis: 'A',
  severity: 'must',
  title: 'what is declared compressed is gzip and can be expanded',
  advice: 'Compress with gzip before base64, or write Compressed=No.',
  *examine(subject) {
    for (const attachment of attachmentsOf(subject)) {
      const { part, description, kind } = attachment;
      if (kind !== 'inline' || !part || !description.compressed) continue;
      const fault = compressionFault(part);
      if (fault === undefined) continue;
      yield { message: fault, at: `/part[${part.number}]`, part: part.number };
    }
  },
};

export const plainIsNotCompressed: Check<ContentsSubject> = {
  id: 'ATTACHMENT-03',
  clause: 'gp2gp 3.5, 3.10 L6',
  basis: 'A',
  severity: 'should',
  title: 'what is declared not compressed is no gzip, unless the document is',
  advice: 'Write Compressed=Yes when the sender has compressed the document.',
  *examine(subject) {
    // A chunk says No for an attachment that its core declares compressed: the conversation tells.
    if (subject.transport.envelope.action === LARGE_MESSAGE) return;
    for (const attachment of attachmentsOf(subject)) {
      const { part, description } = attachment;
      if (!part?.gzip || description.compressed !== false || isArchive(attachment)) continue;
      yield {
        message: 'Compressed=No, and the content begins as gzip does',
        at: referencePlace(attachment),
        suggestion: 'Compressed=Yes',
      };
    }
  },
};

/** Whether a declared Length is that of a part: all its bytes, or those that are no line breaks. */
export function lengthAgrees(length: number, parts: readonly PartFacts[]): boolean {
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  const characters = parts.reduce((sum, part) => sum + (part.base64?.characters ?? part.bytes), 0);
  return length === bytes || length === characters;
}

export const lengthIsThatOfPart: Check<ContentsSubject> = {
  id: 'ATTACHMENT-04',
  clause: 'gp2gp 3.3, 3.10 L7',
  basis: 'P',
  severity: 'should',
  title: 'Length is the number of characters that travel',
  advice: 'Count Length after compression and base64, or leave it out.',
  *examine(subject) {
    for (const attachment of attachmentsOf(subject)) {
      const { part, description, kind } = attachment;
      if (kind !== 'inline' || !part || description.length === undefined) continue;
      if (lengthAgrees(description.length, [part])) continue;
      const count = part.base64?.characters ?? part.bytes;
      yield {
        message: `Length is ${description.length}, the part has ${count} characters`,
        at: referencePlace(attachment),
        suggestion: `Length=${count}`,
      };
    }
  },
};

export const attachmentChecks: readonly Check<ContentsSubject>[] = [
  base64Decodes,
  partNotTooLong,
  compressedExpands,
  plainIsNotCompressed,
  lengthIsThatOfPart,
];
