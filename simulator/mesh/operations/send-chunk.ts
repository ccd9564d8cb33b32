import { headerValue } from '../../../src/platform/http-message.ts';
import { type Answer, answerEmpty, answerJson, refuse, refuseSilently } from '../answer/answer.ts';
import type { Asked } from '../http/asked.ts';
import type { MeshRoom } from '../mesh-room.ts';
import { statusOf } from '../message/mesh-message.ts';
import { readChunkNumber, readChunkRange } from '../request/chunk-range.ts';
import { notTaken } from './not-taken.ts';

/** Takes a further chunk. Refused or not, what was sent is read first, and kept as evidence. */
export async function sendChunk(
  room: MeshRoom,
  mailbox: string,
  id: string,
  chunk: string,
  asked: Asked,
): Promise<Answer> {
  const arrived = await asked.body();
  if (!arrived.ok) return notTaken(asked, arrived);
  const refused = refusalOf(room, mailbox, id, chunk, asked);
  if (refused) return { ...refused, fromParty: mailbox };
  const message = room.messages.shelf.get(id);
  const number = readChunkNumber(chunk);
  const least = asked.settings.chunkBytesAtLeast;
  const total = message?.chunkCount ?? 0;
  if (arrived.length === 0) return refuse(417, 'missingData', asked, 'the request has no body', id);
  if (number < total && arrived.length < least)
    return refuse(417, 'headerChunks', asked, `chunk ${number} has less than ${least} bytes`, id);
  const result = `taken: chunk ${number} of ${total} of ${id}`;
  const answer =
    asked.version === 1
      ? answerJson(1, 202, { messageID: id, blockID: number }, result)
      : answerEmpty(202, result);
  const again = message?.chunks.has(number) ? '; it takes the place of the one before' : '';
  return {
    ...answer,
    ...{ messageId: id, fromParty: mailbox, toParty: message?.to },
    change: { kind: 'chunk', id, number },
    trace: [{ stage: 'decide', text: `chunk ${number} of ${total}${again}` }],
  };
}

function refusalOf(
  room: MeshRoom,
  mailbox: string,
  id: string,
  chunk: string,
  asked: Asked,
): Answer | undefined {
  const range = headerValue(asked.headers, 'mex-chunk-range') ?? '';
  const read = readChunkRange(range);
  const number = readChunkNumber(chunk);
  const chunks = (why: string) => refuse(417, 'headerChunks', asked, why, id);
  if (!read) return chunks('Mex-Chunk-Range must be n:m');
  const message = room.messages.shelf.get(id);
  if (!message) return refuseSilently(404, asked, `there is no message ${id}`);
  if (message.from !== mailbox)
    return refuseSilently(403, asked, 'another mailbox has sent this message');
  if (statusOf(message) !== 'uploading')
    return refuseSilently(423, asked, `the message is ${statusOf(message)}: no more chunks`);
  if (number > message.chunkCount || number < 1)
    return refuseSilently(406, asked, `the message has ${message.chunkCount} chunks`);
  if (read.number !== number || read.of < read.number)
    return chunks('Mex-Chunk-Range names another chunk than the path');
  if (read.of !== message.chunkCount)
    return chunks(`the first chunk said that there are ${message.chunkCount}`);
  const encoding = headerValue(asked.headers, 'content-encoding')?.trim() ?? '';
  if (encoding !== (message.contentEncoding ?? ''))
    return refuse(417, 'encodingChanged', asked, 'the first chunk had another encoding', id);
  return undefined;
}
