import { Readable } from 'node:stream';
import type { MailboxDesk, MeshMessageView } from '../doors/mailbox-desk.ts';
import { MailboxUnknownError, MeshMessageUnknownError } from './mesh-errors.ts';
import type { MeshRoom } from './mesh-room.ts';
import { type MeshMessage, statusOf } from './message/mesh-message.ts';
import { emptyMailboxes } from './operations/administer.ts';

/** The mailboxes as other services and the operator see them. */
export function mailboxDesk(room: MeshRoom): MailboxDesk {
  const { world, journal, clock, messages } = room;
  const { shelf } = messages;
  const known = (id: string) => {
    const name = id.toUpperCase();
    if (!world.current().mesh.mailboxes[name]) throw new MailboxUnknownError(id);
    return name;
  };
  const find = (id: string) => {
    const message = shelf.get(id);
    if (!message) throw new MeshMessageUnknownError(id);
    return message;
  };
  return {
    mailboxes: () =>
      Object.entries(world.current().mesh.mailboxes).map(([id, { name, ods, active }]) => ({
        ...{ id, name: name ?? id, odsCode: ods, active },
        waiting: shelf.waiting(id).length,
      })),
    inbox: (mailbox) => shelf.inbox(mailbox.toUpperCase()).map(viewOf),
    outbox: (mailbox) => shelf.outbox(mailbox.toUpperCase()).map(viewOf),
    message(id) {
      const message = shelf.get(id);
      return message && viewOf(message);
    },
    content(id) {
      const message = shelf.get(id);
      return message && Readable.from(chunksOf(message));
    },
    async send({ from, to, workflowId, body, fileName, subject, localId }) {
      const head = {
        ...({ from: known(from), to: known(to), workflowId, type: 'DATA', chunkCount: 1 } as const),
        ...{ fileName, subject, localId },
      };
      const id = messages.newId();
      const summary = `${id} from ${head.from} to ${head.to} on ${workflowId}`;
      await messages.record(
        {
          ...{ kind: 'composed', at: clock.now().toISOString(), service: 'mesh', summary },
          ...{ interaction: 'mesh.send', fromParty: head.from, toParty: head.to },
          request: { headers: [], body },
        },
        { kind: 'begun', id, head },
      );
      return id;
    },
    async acknowledge(mailbox, id) {
      const name = known(mailbox);
      if (find(id).to !== name) throw new MeshMessageUnknownError(id);
      await messages.alone(id, async () => {
        const message = shelf.get(id);
        if (!message || statusOf(message) !== 'accepted') return;
        await messages.record(
          {
            ...{ kind: 'composed', at: clock.now().toISOString(), service: 'mesh' },
            ...{ summary: `${name} has acknowledged ${id}`, interaction: 'mesh.acknowledge' },
            ...(message.from === undefined ? {} : { fromParty: message.from }),
            toParty: name,
          },
          { kind: 'status', id, event: { status: 'acknowledged' } },
        );
      });
    },
    async change(id, event) {
      find(id);
      await messages.change(id, event, 'an operator asked for it');
    },
    empty: async (mailbox) =>
      emptyMailboxes(room, mailbox === undefined ? undefined : known(mailbox)),
    onArrival: (listener) => messages.onArrival((message) => listener(viewOf(message))),
  };

  async function* chunksOf(message: MeshMessage) {
    const numbers = [...message.chunks.keys()].sort((a, b) => a - b);
    for (const number of numbers) {
      const ref = message.chunks.get(number);
      if (ref) yield* journal.streamBody(ref);
    }
  }
}

function viewOf(message: MeshMessage): MeshMessageView {
  const { id, from, to, workflowId, type, subject, localId, fileName, contentEncoding } = message;
  const failure = message.failure ? [message.failure] : [];
  return {
    ...{ id, from, to, workflowId, type, subject, localId, fileName, contentEncoding },
    status: statusOf(message),
    bytes: message.bytes,
    chunks: message.chunkCount,
    createdAt: message.createdAt.toISOString(),
    events: [...message.events, ...failure],
  };
}
