import type { HeaderList } from '../../../src/platform/http-message.ts';
import type { MeshSettings } from '../../world/world.ts';
import { compactTime } from '../message/compact-time.ts';
import { failureOf, type MeshMessage } from '../message/mesh-message.ts';
import { headerText } from '../request/send-headers.ts';

/** What a message says of itself when it is collected (mesh-nhais 1.4.4). What has no value is left out. */
export function downloadHeaders(
  message: MeshMessage,
  chunk: number,
  { reportTo }: Pick<MeshSettings, 'reportTo'>,
): HeaderList {
  const { id, from, to, type, chunkCount, intendedFor, contentType } = message;
  const data = type === 'DATA';
  const values: readonly (readonly [string, string | undefined])[] = [
    ['mex-From', from],
    ['mex-To', reportTo === 'intended' ? (intendedFor ?? to) : to],
    ['mex-WorkflowID', message.workflowId],
    ['mex-Chunk-Range', data ? `${chunk}:${chunkCount}` : undefined],
    ['mex-Total-Chunks', data ? String(chunkCount) : undefined],
    ['mex-AddressType', 'ALL'],
    ['mex-LocalID', message.localId],
    ['mex-PartnerID', message.partnerId],
    ['mex-FileName', message.fileName ?? `${id}.dat`],
    ['mex-Subject', message.subject],
    ['mex-Version', '1.0'],
    ['mex-MessageType', type],
    ['mex-MessageID', id],
    ...statusHeaders(message),
    ['mex-Content-Compressed', message.compressed ? 'Y' : undefined],
    ['mex-Content-Encrypted', message.encrypted ? 'Y' : undefined],
    ['mex-Content-Checksum', message.checksum],
    ['mex-Content-Type', contentType],
    ['Last-Modified', new Date(message.events[0]?.at ?? message.createdAt).toUTCString()],
  ];
  return values.flatMap(([name, value]) => (value ? [[name, headerText(value)] as const] : []));
}

function statusHeaders(message: MeshMessage): readonly (readonly [string, string | undefined])[] {
  const failure = failureOf(message);
  const at = message.events.find(({ status }) => status === 'accepted' || status === 'error')?.at;
  const time = compactTime(new Date(failure?.at ?? at ?? message.createdAt));
  if (!failure)
    return [
      ['mex-StatusCode', '00'],
      ['mex-StatusEvent', 'TRANSFER'],
      ['mex-StatusDescription', 'Transferred to recipient mailbox'],
      ['mex-StatusSuccess', 'SUCCESS'],
      ['mex-StatusTimestamp', time],
    ];
  return [
    ['mex-LinkedMsgID', failure.linkedMessageId],
    ['mex-StatusCode', failure.code],
    ['mex-StatusEvent', failure.event],
    ['mex-StatusDescription', failure.description],
    ['mex-StatusSuccess', 'ERROR'],
    ['mex-StatusTimestamp', time],
  ];
}
