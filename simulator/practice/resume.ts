import { GP2GP_SERVICE } from '../../src/domain/interaction.ts';
import { readMessage } from '../../src/gp2gp/read-message.ts';
import type { OwnMessage } from '../../src/gp2gp/transfer-event.ts';
import type { Entry } from '../../src/journal/entry.ts';
import { headerValue } from '../../src/platform/http-message.ts';
import type { ReceiverHandlers } from '../mhs/receiver-handlers.ts';
import type { EffectDesk } from './effect-desk.ts';
import type { ReadyMessage } from './practice-messages.ts';
import type { PracticeRoom } from './practice-room.ts';
import type { DirectoryDesk } from './registration/directory-desk.ts';
import type { OpenEffect, Replay } from './replay.ts';
import type { TimerDesk } from './timer-desk.ts';
import { peerOdsOf } from './transfer-book.ts';
import type { TransferPost } from './transfer-post.ts';

export interface ResumeTools {
  readonly effects: EffectDesk;
  readonly post: TransferPost;
  readonly timers: TimerDesk;
  readonly directory: DirectoryDesk;
  readonly handlers: ReceiverHandlers;
}

/**
 * Goes on with what was under way when the practice ended: timers run for what is left of them, messages go out
 * again with the same id, what was asked is asked again, and what came and was not worked on is. Never rejects.
 */
export async function resume(
  room: PracticeRoom,
  { open, composed, unworked }: Replay,
  tools: ResumeTools,
): Promise<void> {
  const { conduct, journal, logger, service } = room;

  const goOn = async (one: OpenEffect): Promise<void> => {
    const { transfer, effect, key, since } = one;
    if (!conduct.resumes({ state: transfer.state }, () => true)) return;
    if (effect.kind === 'start-timer') return tools.timers.start(transfer, effect, since);
    const made = composed.get(key);
    if (!made) return tools.effects.perform(transfer, effect, key);
    const ready = await madeBefore(made, peerOdsOf(transfer), one);
    if (ready) tools.post.leaveAgain(transfer, made.facts?.about as OwnMessage, ready);
    else await tools.effects.perform(transfer, effect, key);
  };

  const madeBefore = async (
    { request }: Entry,
    odsCode: string,
    { transfer }: OpenEffect,
  ): Promise<ReadyMessage | undefined> => {
    if (!request?.body) return undefined;
    const { headers } = request;
    const body = await journal.readBody(request.body);
    const read = readMessage(headerValue(headers, 'content-type'), body);
    if (!read.ok) return undefined;
    const { envelope, attachments } = read.value;
    const contract = await tools.directory.contractOf(transfer, odsCode, envelope.action);
    return (
      contract && { message: { envelope, headers, body, parts: 2 + attachments.length }, contract }
    );
  };

  const workOn = async ({ request, at }: Entry): Promise<void> => {
    if (!request?.body) return;
    const contentType = headerValue(request.headers, 'content-type');
    const body = await journal.readBody(request.body);
    const read = conduct.readMessage({ contentType, body }, (asked) =>
      readMessage(asked.contentType, asked.body),
    );
    // Answers of PDS belong to questions that are asked again.
    if (read.ok && read.value.envelope.service === GP2GP_SERVICE) {
      await tools.handlers.onMessage(read.value, at);
    }
  };

  for (const one of open) {
    const { conversationId } = one.transfer;
    await goOn(one).catch((error: unknown) =>
      logger.error({ service, conversationId, error: String(error) }, 'could not be gone on with'),
    );
  }
  for (const entry of unworked) {
    const { sequence, conversationId } = entry;
    await workOn(entry).catch((error: unknown) =>
      logger.error({ service, sequence, conversationId, error: String(error) }, 'was not taken up'),
    );
  }
}
