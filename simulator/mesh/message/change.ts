import type { BodyRef } from '../../../src/journal/entry.ts';
import type { MeshEvent } from '../../doors/mailbox-desk.ts';
import type { MeshMessage, MessageHead } from './mesh-message.ts';

/** What can happen to the messages of MESH. The journal keeps these; messages are what they come to. */
export type Change =
  /** The first chunk of a message, the whole of it, or a report. */
  | { readonly kind: 'begun'; readonly id: string; readonly head: MessageHead }
  | { readonly kind: 'chunk'; readonly id: string; readonly number: number }
  | { readonly kind: 'status'; readonly id: string; readonly event: Omit<MeshEvent, 'at'> }
  | { readonly kind: 'gone'; readonly id: string };

/** A change with what its entry says of it. */
export interface Recorded {
  readonly change: Change;
  readonly at: Date;
  /** Sequence of the entry. */
  readonly sequence: number;
  readonly body?: BodyRef | undefined;
}

/** What a message is after a change. Pure. `undefined`: it is not known any more. */
export function changed(
  message: MeshMessage | undefined,
  { change, at, sequence, body }: Recorded,
): MeshMessage | undefined {
  if (change.kind === 'gone') return undefined;
  if (change.kind === 'begun') {
    // Told again when it is opened again: only where its bytes lie can be new.
    if (message) return body ? withChunk(message, 1, body) : message;
    const begun: MeshMessage = {
      ...change.head,
      ...{ id: change.id, createdAt: at, chunks: new Map(), bytes: 0, place: sequence },
      events: [{ status: 'uploading', at: at.toISOString() }],
    };
    return whenWhole(body ? withChunk(begun, 1, body) : begun, at, sequence);
  }
  if (!message) return undefined;
  if (change.kind === 'chunk')
    return body ? whenWhole(withChunk(message, change.number, body), at, sequence) : message;
  const event = { ...change.event, at: at.toISOString() };
  const opened = event.status === 'accepted';
  return {
    ...message,
    events: [event, ...message.events],
    ...(opened ? { place: sequence } : {}),
  };
}

/** A chunk that comes again takes the place of the first: its sender has tried again. */
function withChunk(message: MeshMessage, number: number, body: BodyRef): MeshMessage {
  const chunks = new Map(message.chunks).set(number, body);
  let bytes = 0;
  for (const { length } of chunks.values()) bytes += length;
  return { ...message, chunks, bytes };
}

/** A message can be collected once all of it is there, in whatever order it came. */
function whenWhole(message: MeshMessage, at: Date, sequence: number): MeshMessage {
  const [latest] = message.events;
  if (latest?.status !== 'uploading' || message.chunks.size < message.chunkCount) return message;
  const accepted = { status: 'accepted', at: at.toISOString() } as const;
  // Of one that came whole nobody has seen the state before.
  const before = message.chunkCount > 1 ? message.events : [];
  return { ...message, events: [accepted, ...before], place: sequence };
}
