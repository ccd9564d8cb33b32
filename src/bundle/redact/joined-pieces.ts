import { Conversation } from '../../checks/conversation.ts';
import { type ConversationMessage, conversationFacts } from '../../checks/conversation-message.ts';
import { external, type Piece, piecesOf } from '../../checks/conversation-pieces.ts';
import { readForExamination } from '../../checks/read-message.ts';
import { inBase64 } from './redact-mime.ts';
import type { Redacting } from './redacting.ts';

/** Bytes in place of others within a body. */
export interface Patch {
  readonly offset: number;
  readonly bytes: Buffer;
}

/** Attachments of more bytes are looked at piece by piece only. */
const MOST_BYTES = 256 * 1024 * 1024;
/** Nothing in the facts of a message depends on when it came. */
const NEVER = new Date(0);

/**
 * Attachments that came in pieces, each in a message of its own (gp2gp 3.4): only together they are a document, and what
 * takes their place must be one again when it is joined.
 */
export class JoinedPieces {
  readonly #taken: ConversationMessage[] = [];

  /** Messages in the order in which they came. The key is by what its bytes can be had again. */
  take(key: string, body: Buffer, contentType: string): void {
    if (!/^multipart\//i.test(contentType)) return;
    const read = readForExamination({ contentType, body, scan: false, now: NEVER });
    const facts = conversationFacts(key, read);
    if (facts && facts.references.length > 0) this.#taken.push(facts);
  }

  /** What is to be put into the bodies, by their keys. */
  async patches(
    bodyOf: (key: string) => Promise<Buffer>,
    redacting: Redacting,
  ): Promise<ReadonlyMap<string, readonly Patch[]>> {
    const patches = new Map<string, Patch[]>();
    const groups = Map.groupBy(this.#taken, ({ conversationId }) => conversationId.toUpperCase());
    for (const messages of groups.values()) {
      const conversation = new Conversation(messages);
      for (const [, , id] of external(conversation)) {
        const found = piecesOf(conversation, id);
        if (!found?.index || found.pieces.length < 2) continue;
        const bytes = found.pieces.reduce((sum, { part }) => sum + part.bytes, 0);
        if (bytes > MOST_BYTES) continue;
        for (const [key, patch] of await joined(found.pieces, bodyOf, redacting))
          patches.set(key, [...(patches.get(key) ?? []), patch]);
      }
    }
    return patches;
  }
}

async function joined(
  pieces: readonly Piece[],
  bodyOf: (key: string) => Promise<Buffer>,
  redacting: Redacting,
): Promise<readonly (readonly [string, Patch])[]> {
  const texts: string[] = [];
  for (const { message, part } of pieces) {
    const body = await bodyOf(message.key);
    texts.push(body.toString('latin1', part.offset, part.offset + part.bytes));
  }
  const now = changed(texts, (bytes) => redacting.document(bytes, '', redacting));
  return pieces.map(
    ({ message, part }, index) =>
      [
        message.key,
        { offset: part.offset, bytes: Buffer.from(now[index] ?? '', 'latin1') },
      ] as const,
  );
}

/** The pieces with another document in them: cut after it was written in base64, before, or as it is. */
function changed(texts: readonly string[], change: (bytes: Buffer) => Buffer): readonly string[] {
  const whole = texts.join('');
  if (!/^[A-Za-z0-9+/=\s]*$/.test(whole)) {
    return cut(change(Buffer.from(whole, 'latin1')).toString('latin1'), texts);
  }
  if (!texts.slice(0, -1).some((text) => /=\s*$/.test(text)))
    return cut(inBase64(whole, change), texts);
  const each = texts.map((text) => Buffer.from(text, 'base64'));
  const all = change(Buffer.concat(each));
  let at = 0;
  return texts.map((text, index) => {
    const length = each[index]?.length ?? 0;
    at += length;
    return inBase64(text, () => all.subarray(at - length, at));
  });
}

function cut(whole: string, like: readonly string[]): readonly string[] {
  let at = 0;
  return like.map(({ length }) => {
    at += length;
    return whole.slice(at - length, at);
  });
}
