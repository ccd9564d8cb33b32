import type { HeaderList } from '../../../src/platform/http-message.ts';
import { headerValues } from '../../../src/platform/http-message.ts';
import { type Answer, answerEmpty, refuse, refuseSilently } from '../answer/answer.ts';
import { downloadHeaders } from '../answer/download-headers.ts';
import type { Asked } from '../http/asked.ts';
import type { MeshRoom } from '../mesh-room.ts';
import { type MeshMessage, statusOf } from '../message/mesh-message.ts';
import { readChunkNumber } from '../request/chunk-range.ts';

/** Hands out a message or a chunk of it, to its recipient alone (mesh-nhais 1.4.4). */
export function download(
  room: MeshRoom,
  mailbox: string,
  id: string,
  chunk: string,
  asked: Asked,
): Answer {
  const message = room.messages.shelf.get(id);
  const missing = (why: string) => refuse(404, 'doesNotExist', asked, why, id);
  if (!message) return missing(`there is no message ${id}`);
  if (message.to !== mailbox)
    return refuseSilently(403, asked, 'the message is for another mailbox');
  const gone = goneBecause(message, asked);
  if (gone) return refuse(410, 'gone', asked, gone, id);
  const told = parties(message);
  const number = readChunkNumber(chunk);
  const headers = downloadHeaders(message, number, asked.settings);
  if (message.type === 'REPORT') {
    const typed: HeaderList = [...headers, ['Content-Type', 'application/octet-stream']];
    return { ...answerEmpty(200, `report ${id}`), ...told, headers: typed };
  }
  const ref = message.chunks.get(number);
  if (!ref) return missing(`the message has chunks 1 to ${message.chunkCount}`);
  const stored = message.contentEncoding === 'gzip';
  const wanted = acceptsGzip(asked.headers);
  const packed = wanted && (stored || asked.version === 2);
  const how =
    stored === packed
      ? ('as stored' as const)
      : packed
        ? ('compressed' as const)
        : ('expanded' as const);
  const last = number >= message.chunkCount;
  const type =
    asked.version === 2 && message.chunkCount === 1 && message.contentType
      ? message.contentType
      : 'application/octet-stream';
  const more: HeaderList = [
    ...(packed
      ? ([
          ...(message.compressed ? [] : [['mex-Content-Compressed', 'Y']]),
          ['Content-Encoding', 'gzip'],
        ] as [string, string][])
      : []),
    ['Content-Type', type],
  ];
  return {
    status: last ? 200 : 206,
    headers: [...headers, ...more],
    body: { ref, how },
    result: `chunk ${number} of ${message.chunkCount} of ${id}`,
    trace: [{ stage: 'decide', text: `the bytes go out ${how}` }],
    ...told,
  };
}

/** Headers alone: for the sender in any state, for the recipient while it can be collected. */
export function head(room: MeshRoom, mailbox: string, id: string, asked: Asked): Answer {
  const message = room.messages.shelf.get(id);
  const sent = message?.from === mailbox;
  if (!message || (!sent && message.to !== mailbox))
    return refuse(404, 'doesNotExist', asked, `${mailbox} has no message ${id}`, id);
  const gone = sent ? undefined : goneBecause(message, asked);
  if (gone) return refuse(410, 'gone', asked, gone, id);
  const headers: HeaderList = [
    ...downloadHeaders(message, 1, asked.settings),
    ...(message.contentEncoding ? ([['Content-Encoding', message.contentEncoding]] as const) : []),
    ['Content-Type', 'application/octet-stream'],
    ['Content-Length', String(message.chunks.get(1)?.length ?? 0)],
  ];
  return { ...answerEmpty(200, `headers of ${id}`), ...parties(message), headers };
}

function goneBecause(message: MeshMessage, { settings }: Asked): string | undefined {
  const status = statusOf(message);
  if (status === 'accepted') return undefined;
  if (status !== 'acknowledged') return `the message is ${status}`;
  return settings.downloadAfterAcknowledge === 'serve'
    ? undefined
    : 'the message is acknowledged, and cannot be downloaded again';
}

function parties({ id, from, to }: MeshMessage) {
  return { messageId: id, fromParty: from, toParty: to };
}

/** Whether gzip is among what is accepted and not ruled out (RFC 9110 section 12.5.3). */
function acceptsGzip(headers: HeaderList): boolean {
  return headerValues(headers, 'accept-encoding')
    .join(',')
    .split(',')
    .some((each) => {
      const [coding = '', ...parameters] = each.split(';').map((part) => part.trim().toLowerCase());
      const weight = parameters.find((part) => part.startsWith('q='))?.slice(2);
      return coding === 'gzip' && Number(weight ?? '1') > 0;
    });
}
