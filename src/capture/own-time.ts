import type { ReadMessage } from '../checks/read-message.ts';
import { parseTimestamp } from '../wire/ebxml/timestamp.ts';

/** When a message was written, by its own Timestamp. */
export function ownTime({ transport }: ReadMessage): Date | undefined {
  const read = transport && parseTimestamp(transport.envelope.timestamp);
  return read?.ok ? new Date(read.value) : undefined;
}

/** A captured message is judged by its own time: that it has expired since says nothing of it. */
export function inItsOwnTime(message: ReadMessage): ReadMessage {
  const { transport } = message;
  const now = ownTime(message);
  return transport && now ? { ...message, transport: { ...transport, now } } : message;
}
