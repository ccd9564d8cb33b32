import { gunzipSync } from 'node:zlib';
import { compressionFault, isArchive, lengthAgrees } from './attachments.ts';
import type { Conversation, ConversationCheck } from './conversation.ts';
import { external, type Piece, piecesOf, referenceAt } from './conversation-pieces.ts';

/** More than this is not joined to be expanded: an attachment may have hundreds of megabytes. */
const LARGEST_JOINED = 32 * 1024 * 1024;

export const chunksJoin: ConversationCheck = {
  id: 'CONVERSATION-14',
  clause: 'gp2gp 3.5, 3.10 L5',
  basis: 'N',
  severity: 'must',
  title:
    'the chunks of an attachment join to one base64 text, each but the last a multiple of four',
  advice: 'Encode the whole attachment first, then cut its text at multiples of four characters.',
  *examine(conversation) {
    for (const index of conversation.of('index')) {
      const pieces = piecesOf(conversation, index.messageId)?.pieces ?? [];
      const encoded = pieces.filter(({ part }) => part.base64 !== undefined);
      if (encoded.length > 0 && encoded.length < pieces.length) {
        const message = `${encoded.length} of ${pieces.length} chunks are base64, the others decoded`;
        yield { about: index.key, message, at: 'Manifest' };
        continue;
      }
      for (const [position, { message, part }] of encoded.entries()) {
        const last = position === encoded.length - 1;
        const { remainder = 0, padding = 0 } = part.base64 ?? {};
        const which = `chunk ${position + 1} of ${encoded.length}`;
        const where = { at: `/part[${part.number}]`, part: part.number };
        if (remainder !== 0) {
          const count = part.base64?.characters;
          const text = `${which} has ${count} characters, not a multiple of four`;
          yield { about: message.key, message: text, ...where };
        } else if (!last && padding > 0) {
          yield { about: message.key, message: `${which} ends with padding`, ...where };
        }
      }
    }
  },
};

export const externalExpands: ConversationCheck = {
  id: 'CONVERSATION-15',
  clause: 'gp2gp 3.5, 3.10 L6',
  basis: 'A',
  severity: 'must',
  title: 'an attachment that the extract declares compressed is gzip and can be expanded',
  advice: 'Compress the whole attachment once, before base64 and before it is cut.',
  *examine(conversation) {
    for (const [, reference, id] of external(conversation)) {
      if (!reference.description.compressed) continue;
      const found = piecesOf(conversation, id);
      const [first] = found?.pieces ?? [];
      if (!found || !first) continue;
      const fault =
        found.pieces.length === 1
          ? compressionFault(first.part)
          : first.part.gzip === 'cut off' || first.part.gzip === 'too large to tell'
            ? joinedFault(conversation, found.pieces)
            : (compressionFault(first.part) ?? 'the first chunk holds a whole gzip file');
      if (fault === undefined) continue;
      const where = { at: `/part[${first.part.number}]`, part: first.part.number };
      yield { about: first.message.key, message: fault, ...where };
    }
  },
};

/** Why the joined chunks cannot be expanded; `undefined` when they can, or when that cannot be told. */
function joinedFault(conversation: Conversation, pieces: readonly Piece[]): string | undefined {
  if (pieces.reduce((sum, { part }) => sum + part.bytes, 0) > LARGEST_JOINED) return undefined;
  const contents: Buffer[] = [];
  for (const { message, part } of pieces) {
    const content = conversation.again(message, part.number);
    if (!content) return undefined;
    contents.push(Buffer.from(content.buffer, content.byteOffset, content.byteLength));
  }
  const joined = Buffer.concat(contents);
  const bytes = pieces[0]?.part.base64 ? Buffer.from(joined.toString('latin1'), 'base64') : joined;
  try {
    gunzipSync(bytes, { maxOutputLength: 8 * LARGEST_JOINED });
    return undefined;
  } catch (error) {
    if ((error as { readonly code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE') return undefined;
    const why = error instanceof Error ? error.message : String(error);
    return `the ${pieces.length} chunks join to what cannot be expanded: ${why}`;
  }
}

export const externalIsPlain: ConversationCheck = {
  id: 'CONVERSATION-16',
  clause: 'gp2gp 3.5, 3.10 L6',
  basis: 'A',
  severity: 'should',
  title:
    'an attachment that the extract declares not compressed is no gzip, unless the document is',
  advice: 'Write Compressed=Yes in the extract when the sender has compressed the document.',
  *examine(conversation) {
    for (const [extract, reference, id] of external(conversation)) {
      if (reference.description.compressed !== false || isArchive(reference)) continue;
      if (!piecesOf(conversation, id)?.pieces[0]?.part.gzip) continue;
      yield {
        about: extract.key,
        message: `Compressed=No, and the content of ${id} begins as gzip does`,
        at: referenceAt(reference),
        suggestion: 'Compressed=Yes',
      };
    }
  },
};

export const externalLength: ConversationCheck = {
  id: 'CONVERSATION-17',
  clause: 'gp2gp 3.3, 3.10 L7',
  basis: 'P',
  severity: 'should',
  title: 'Length of an external attachment is the number of characters that travel',
  advice: 'Count Length after compression and base64, of all chunks together, or leave it out.',
  *examine(conversation) {
    for (const [first] of conversation.announcements) {
      const length = first?.reference.description.length;
      if (!first || length === undefined) continue;
      const found = piecesOf(conversation, first.reference.messageId ?? '');
      const parts = found?.pieces.map(({ part }) => part) ?? [];
      if (parts.length === 0 || lengthAgrees(length, parts)) continue;
      const count = parts.reduce((sum, part) => sum + (part.base64?.characters ?? part.bytes), 0);
      yield {
        about: first.by.key,
        message: `Length is ${length}, ${count} characters came`,
        at: referenceAt(first.reference),
        suggestion: `Length=${count}`,
      };
    }
  },
};

export const conversationEncodingChecks: readonly ConversationCheck[] = [
  chunksJoin,
  externalExpands,
  externalIsPlain,
  externalLength,
];
