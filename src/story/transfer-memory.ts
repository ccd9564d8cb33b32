import type { MessageRole } from '../scenario/transcript.ts';

/** What must be remembered of one transfer to tell what its next message is. Ids compare without regard to case. */
export interface TransferMemory {
  /** Of the message that has this MessageId, HL7 id or extract id, sent by the one or the other side. */
  roleOf(id: string, ofRequester: boolean): MessageRole | undefined;
  /** `false` when the message was known already: it is sent again. */
  remember(messageId: string, otherIds: readonly string[], role: Sent): boolean;
  /** A part is announced, or comes. Gives what that adds to those announced and to those that have come. */
  part(messageId: string, what: 'announced' | 'came'): PartCount;
}

export interface Sent {
  readonly role: MessageRole;
  readonly ofRequester: boolean;
}

export interface PartCount {
  readonly announced: 0 | 1;
  readonly came: 0 | 1;
}

/** In memory, for one conversation. */
export function transferMemory(): TransferMemory {
  const roles = new Map<string, MessageRole>();
  const messages = new Set<string>();
  const parts = new Map<string, { announced: boolean; came: boolean }>();
  const keyOf = (id: string, ofRequester: boolean) => `${ofRequester ? 'r' : 's'} ${fold(id)}`;
  return {
    roleOf: (id, ofRequester) => roles.get(keyOf(id, ofRequester)),
    remember(messageId, otherIds, { role, ofRequester }) {
      const key = keyOf(messageId, ofRequester);
      if (messages.has(key)) return false;
      messages.add(key);
      for (const id of [messageId, ...otherIds]) {
        const named = keyOf(id, ofRequester);
        if (!roles.has(named)) roles.set(named, role);
      }
      return true;
    },
    part(messageId, what) {
      const id = fold(messageId);
      const before = parts.get(id) ?? { announced: false, came: false };
      parts.set(id, { ...before, [what]: true });
      return countPart(before, what);
    },
  };
}

/** A part counts as come once it has been announced too. */
export function countPart(
  before: { readonly announced: boolean; readonly came: boolean },
  what: 'announced' | 'came',
): PartCount {
  if (before[what]) return { announced: 0, came: 0 };
  if (what === 'announced') return { announced: 1, came: before.came ? 1 : 0 };
  return { announced: 0, came: before.announced ? 1 : 0 };
}

function fold(id: string): string {
  return id.toUpperCase();
}
