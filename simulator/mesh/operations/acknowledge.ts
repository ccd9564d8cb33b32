import { type Answer, answerEmpty, answerJson, refuse, refuseSilently } from '../answer/answer.ts';
import type { Asked } from '../http/asked.ts';
import type { MeshRoom } from '../mesh-room.ts';
import { statusOf } from '../message/mesh-message.ts';

/** Ends a message for its recipient. Whatever its state, it says yes, and changes only one that waits. */
export function acknowledge(room: MeshRoom, mailbox: string, id: string, asked: Asked): Answer {
  const message = room.messages.shelf.get(id);
  if (!message) return refuse(404, 'doesNotExist', asked, `there is no message ${id}`, id);
  if (message.to !== mailbox)
    return refuseSilently(403, asked, 'the message is for another mailbox');
  const status = statusOf(message);
  const waiting = status === 'accepted';
  const result = waiting ? `acknowledged ${id}` : `nothing to do: ${id} is ${status}`;
  const answer =
    asked.version === 1 ? answerJson(1, 200, { messageId: id }, result) : answerEmpty(200, result);
  return {
    ...answer,
    ...{ messageId: id, fromParty: message.from, toParty: message.to },
    trace: [{ stage: 'decide', text: result }],
    ...(waiting
      ? { change: { kind: 'status', id, event: { status: 'acknowledged' } } as const }
      : {}),
  };
}

/** Says that the mailbox is alive. Three headers must be there (mesh-nhais 1.4.1). */
export function handshake(mailbox: string, asked: Asked): Answer {
  const result = `handshake of ${mailbox}`;
  return asked.version === 1
    ? answerJson(1, 200, { mailboxId: mailbox }, result)
    : answerEmpty(200, result);
}
