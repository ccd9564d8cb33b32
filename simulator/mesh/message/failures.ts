import type { MeshEvent } from '../../doors/mailbox-desk.ts';
import { type MeshMessage, type MessageHead, statusOf } from './mesh-message.ts';

/** What is told of a message that nobody collected (mesh-nhais 1.5). */
export function notCollected(days: number, id: string): Omit<MeshEvent, 'at'> {
  return {
    status: 'undeliverable',
    // The code table says SEND; the reports of the sandbox say TRANSFER, and so do its clients' tests.
    event: 'TRANSFER',
    code: '14',
    description: `Message not collected by recipient after ${days} days`,
    linkedMessageId: id,
  };
}

/** The report that its sender gets of a message that has failed. Nobody gets one of a report. */
export function reportOf(
  message: MeshMessage,
  event: Omit<MeshEvent, 'at'>,
  at: Date,
): MessageHead | undefined {
  if (message.type === 'REPORT' || message.from === undefined) return undefined;
  if (event.status !== 'error' && event.status !== 'undeliverable') return undefined;
  const { subject, localId, fileName, workflowId } = message;
  return {
    to: message.from,
    intendedFor: message.to,
    type: 'REPORT',
    chunkCount: 0,
    ...{ workflowId, subject, localId, fileName },
    failure: {
      ...event,
      event: event.event ?? 'TRANSFER',
      linkedMessageId: message.id,
      at: at.toISOString(),
    },
  };
}

/** When something happens to a message by itself, and what. */
export function dueAt(
  message: MeshMessage,
  { collectWithinMs, keepForMs }: { readonly collectWithinMs: number; readonly keepForMs: number },
): { readonly at: number; readonly what: 'undeliverable' | 'gone' } {
  const gone = message.createdAt.getTime() + keepForMs;
  const [latest] = message.events;
  if (statusOf(message) !== 'accepted' || !latest) return { at: gone, what: 'gone' };
  const failed = Date.parse(latest.at) + collectWithinMs;
  return failed < gone ? { at: failed, what: 'undeliverable' } : { at: gone, what: 'gone' };
}
