import type { z } from '../../platform/zod.ts';
import { DOOR_FAULTS, type faultShape, MESSAGE_KINDS } from '../fault-shape.ts';
import type { CapturedConversation, CapturedMessage } from './captured-conversation.ts';
import type { CapturedDocuments } from './captured-documents.ts';

export type WrittenFault = z.input<typeof faultShape>;

export interface CapturedFaults {
  readonly faults: readonly WrittenFault[];
  /** What went wrong on purpose in a way that no scenario file can say, a sentence each. */
  readonly todo: readonly string[];
}

const ON_THE_WAY = ['hold', 'delay', 'duplicate', 'reset', 'slow-body'] as const;
const KINDS: readonly string[] = MESSAGE_KINDS;

/** Faults that were injected while the conversation was recorded. */
export function capturedFaults(
  { messages }: CapturedConversation,
  { labels }: CapturedDocuments,
): CapturedFaults {
  const faults: WrittenFault[] = [];
  const todo: string[] = [];
  const own = messages.filter(({ from, duplicate }) => from === 'system' && !duplicate);
  for (const message of messages) {
    if (message.duplicate) continue;
    const copies = messages.filter(({ messageId }) => messageId === message.messageId);
    if (message.from === 'system') {
      for (const what of new Set(copies.flatMap(({ disturbed }) => disturbed?.split(', ') ?? []))) {
        const kind = DOOR_FAULTS.find((each) => each === what);
        if (kind === undefined || !KINDS.includes(message.role)) {
          todo.push(
            `On purpose, ${what} befell the ${message.role} of the system (#${message.sequence}).`,
          );
          continue;
        }
        const tries = copies.filter(({ disturbed }) =>
          disturbed?.split(', ').includes(what),
        ).length;
        const number = own.filter(({ role }) => role === message.role).indexOf(message) + 1;
        faults.push({
          ...{ on: message.role as (typeof MESSAGE_KINDS)[number], do: kind },
          ...(number > 1 && { number }),
          attempts: tries > 1 ? `1-${tries}` : '1',
        });
      }
      if (message.deliveredBadly.includes('unreachable'))
        faults.push({ on: message.role as (typeof MESSAGE_KINDS)[number], do: 'unreachable' });
      continue;
    }
    for (const what of message.deliveredBadly) {
      const kind = ON_THE_WAY.find((each) => each === what);
      const on = labels.get(message.messageId.toUpperCase()) ?? onOf(message);
      if (kind === undefined || on === undefined)
        todo.push(
          `On purpose, ${what} befell the ${message.role} of the counterpart (#${message.sequence}).`,
        );
      else faults.push({ on, from: 'counterpart', do: kind });
    }
  }
  return { faults, todo };
}

function onOf({ role }: CapturedMessage): (typeof MESSAGE_KINDS)[number] | undefined {
  return MESSAGE_KINDS.find((kind) => kind === role);
}
