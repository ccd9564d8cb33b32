import { gunzipSync } from 'node:zlib';
import { compressionFault, isArchive, lengthAgrees } from './attachments.ts';
import type { Conversation, ConversationCheck } from './conversation.ts';
import type { ConversationMessage } from './conversation-message.ts';
import type { PartFacts, ReferenceFacts } from './message-contents.ts';

/** More than this is not joined to be expanded: an attachment may have hundreds of megabytes. */
const LARGEST_JOINED = 32 * 1024 * 1024;

const at = ({ number }: ReferenceFacts) => `Manifest/Reference[${number}]`;

/** One piece of an attachment: the part that brings it, and the message. */
interface Piece {
  readonly message: ConversationMessage;
  readonly part: PartFacts;
}

/** The pieces of an attachment that a `mid:` announces, in order; `undefined` while some are missing. */
function piecesOf(
  conversation: Conversation,
  messageId: string,
): { readonly index: boolean; readonly pieces: readonly Piece[] } | undefined {
  const message = conversation.byMessageId(messageId);
  if (!message) return undefined;
  if (message.role !== 'index') {
    const part = message.references.find(({ kind }) => kind === 'inline')?.part;
    return part && { index: false, pieces: [{ message, part }] };
  }
  const pieces: Piece[] = [];
  for (const { kind, part, messageId: chunkId } of message.references) {
    // An index may bring a chunk itself, at its place in the manifest (gp2gp 3.4, Vision).
    if (kind === 'inline' && part) pieces.push({ message, part });
    if (kind !== 'external') continue;
    const chunk = conversation.byMessageId(chunkId ?? '');
    const own = chunk?.references.find((each) => each.kind === 'inline')?.part;
    if (!chunk || !own) return undefined;
    pieces.push({ message: chunk, part: own });
  }
  return { index: true, pieces };
}

/** Attachments that core extracts announce. */
function* external(
  conversation: Conversation,
): Iterable<readonly [extract: ConversationMessage, reference: ReferenceFacts, id: string]> {
  for (const extract of conversation.of('extract')) {
    for (const reference of extract.references) {
      const { kind, messageId } = reference;
      if (kind === 'external' && messageId) yield [extract, reference, messageId];
    }
  }
}

export const announcedComes: ConversationCheck = {
  id: 'CONVERSATION-10',
  clause: 'gp2gp 1.4, 3.10 L3',
  basis: 'N',
  severity: 'must',
  title: 'every mid: of an extract and of its indexes is followed by the message that it names',
  advice: 'After the continue send each announced message, under the MessageId that was announced.',
  *examine(conversation) {
    for (const [first] of conversation.announcements) {
      if (!first) continue;
      const { by, reference } = first;
      const id = reference.messageId ?? '';
      const core = by.role === 'extract' ? by : conversation.coreOf(by);
      if (!core || conversation.byMessageId(id) || !isOwed(conversation, core)) continue;
      yield { about: by.key, message: `no message ${id} came`, at: at(reference) };
    }
  },
};

/** Whether the parts of an extract must come: asked for, and not refused. */
function isOwed(conversation: Conversation, extract: ConversationMessage): boolean {
  if (conversation.continuesOf(extract).length === 0) return false;
  return conversation
    .acknowledgementsOf(extract)
    .every(({ acknowledgement }) => acknowledgement?.typeCode === 'AA');
}

export const comesAnnounced: ConversationCheck = {
  id: 'CONVERSATION-11',
  clause: 'gp2gp 1.4, 3.10 L3',
  basis: 'N',
  severity: 'must',
  title: 'a fragment or index has the MessageId that the extract, or an index, announced',
  advice: 'Send fragments under the MessageId that stands after mid: in the manifest.',
  *examine(conversation) {
    for (const message of conversation.of('fragment', 'index')) {
      if (conversation.announcementsOf(message.messageId).length > 0) continue;
      yield {
        about: message.key,
        message: `nothing announced the ${message.role} ${message.messageId}`,
        at: 'MessageData/MessageId',
      };
    }
  },
};

export const announcedOnce: ConversationCheck = {
  id: 'CONVERSATION-12',
  clause: 'gp2gp 3.10 L3',
  basis: 'N',
  severity: 'must',
  title: 'a message is announced once',
  advice: 'Give every attachment and every chunk a message of its own.',
  *examine(conversation) {
    for (const [, second] of conversation.announcements) {
      if (!second) continue;
      const { by, reference } = second;
      yield {
        about: by.key,
        message: `${reference.reference.href} is announced again`,
        at: at(reference),
      };
    }
  },
};

export const largeMeansIndex: ConversationCheck = {
  id: 'CONVERSATION-13',
  clause: 'gp2gp 3.3, 3.10 L4',
  basis: 'A',
  severity: 'should',
  title: 'LargeAttachment=Yes is said of what comes as an index, and of nothing else',
  advice: 'Decide LargeAttachment from the length after base64, as chunking is decided.',
  *examine(conversation) {
    for (const [extract, reference, id] of external(conversation)) {
      const { largeAttachment } = reference.description;
      const message = conversation.byMessageId(id);
      if (!message || largeAttachment === undefined) continue;
      if (message.role !== 'index' && message.role !== 'fragment') continue;
      if (largeAttachment === (message.role === 'index')) continue;
      yield {
        about: extract.key,
        message: `LargeAttachment=${largeAttachment ? 'Yes' : 'No'}, and ${id} is ${message.role === 'index' ? 'an index' : 'a fragment'}`,
        at: at(reference),
      };
    }
  },
};

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
        at: at(reference),
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
        at: at(first.reference),
        suggestion: `Length=${count}`,
      };
    }
  },
};

export const oneLevelOfIndexes: ConversationCheck = {
  id: 'CONVERSATION-18',
  clause: 'gp2gp 3.4',
  basis: 'I',
  severity: 'should',
  title: 'an index announces chunks, and no further index',
  advice: 'List all chunks of an attachment in one index.',
  *examine(conversation) {
    for (const index of conversation.of('index')) {
      const [first] = conversation.announcementsOf(index.messageId);
      if (first?.by.role !== 'index') continue;
      yield { about: index.key, message: 'an index announced this index', at: 'Manifest' };
    }
  },
};

export const conversationPartChecks: readonly ConversationCheck[] = [
  announcedComes,
  comesAnnounced,
  announcedOnce,
  largeMeansIndex,
  chunksJoin,
  externalExpands,
  externalIsPlain,
  externalLength,
  oneLevelOfIndexes,
];
