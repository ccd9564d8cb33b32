import { type Answer, answerJson, refuse, refuseInvalid } from '../answer/answer.ts';
import { trackingView } from '../answer/tracking-view.ts';
import type { Asked } from '../http/asked.ts';
import type { MeshRoom } from '../mesh-room.ts';

/** Tells a sender what has become of a message (mesh-nhais 1.9). To others it does not exist. */
export function track(
  room: MeshRoom,
  mailbox: string,
  localId: string | undefined,
  asked: Asked,
): Answer {
  const { query, version, settings } = asked;
  const missing = (why: string) => refuse(404, 'doesNotExist', asked, why);
  if (localId !== undefined) {
    const found = room.messages.shelf.outbox(mailbox).filter((each) => each.localId === localId);
    const [only] = found;
    if (!only) return missing('nothing was sent under this local id');
    if (found.length > 1)
      return answerJson(
        version,
        300,
        found.map(({ id }) => id),
        `${found.length} messages`,
      );
    const view = trackingView(only, version, settings);
    return { ...answerJson(version, 200, view, 'tracked'), messageId: only.id };
  }
  const id = query.get('messageID') ?? query.get('messageId') ?? '';
  if (id === '')
    return refuseInvalid([
      { where: 'query', name: 'messageID', message: 'Field required', type: 'missing' },
    ]);
  const message = room.messages.shelf.get(id);
  if (message?.from !== mailbox) return missing(`${mailbox} has sent no message ${id}`);
  const view = trackingView(message, version, settings);
  return { ...answerJson(version, 200, view, 'tracked'), messageId: id };
}
