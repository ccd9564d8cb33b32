import { headerValue } from '../../../src/platform/http-message.ts';
import type { MeshSettings } from '../../world/world.ts';
import { type Answer, answerJson, refuse, refuseInvalid } from '../answer/answer.ts';
import type { CodeName } from '../answer/codes.ts';
import type { Asked } from '../http/asked.ts';
import type { MeshRoom } from '../mesh-room.ts';
import type { MessageHead } from '../message/mesh-message.ts';
import { readChunkRange } from '../request/chunk-range.ts';
import {
  flagOf,
  invalidHeaders,
  isChecksum,
  malformedHeaders,
  textOf,
} from '../request/send-headers.ts';
import { notTaken } from './not-taken.ts';

/** Takes a message, or the first chunk of one (mesh-nhais 1.4.3; the order of the checks is the sandbox's). */
export async function send(room: MeshRoom, from: string, asked: Asked): Promise<Answer> {
  const read = readHead(from, asked);
  const refused = 'status' in read ? read : undefined;
  // Refused or not, what was sent is read, and kept as evidence.
  const arrived = await asked.body();
  if (!arrived.ok) return notTaken(asked, arrived);
  const kept = (answer: Answer): Answer => ({ ...answer, fromParty: from });
  if (refused) return kept(refused);
  const head = read as MessageHead;
  if (arrived.length === 0)
    return kept(refuse(417, 'missingData', asked, 'the request has no body'));
  const barred = workflowBar(head, asked.settings);
  if (barred)
    return kept(refuse(asked.settings.workflowRefusalStatus, barred.name, asked, barred.why));
  const least = asked.settings.chunkBytesAtLeast;
  if (head.chunkCount > 1 && arrived.length < least)
    return kept(refuse(417, 'headerChunks', asked, `chunk 1 has less than ${least} bytes`));
  const id = room.messages.newId();
  const value = asked.version === 1 ? { messageID: id } : { message_id: id };
  const what = head.chunkCount > 1 ? `chunk 1 of ${head.chunkCount} of ${id}` : id;
  return {
    ...answerJson(asked.version, 202, value, `taken: ${what} for ${head.to}`),
    ...{ messageId: id, fromParty: from, toParty: head.to },
    change: { kind: 'begun', id, head },
    trace: [{ stage: 'decide', text: `${what} goes to ${head.to} on ${head.workflowId}` }],
  };
}

/** What the headers say, or why they are refused. */
function readHead(from: string, asked: Asked): MessageHead | Answer {
  const { headers, settings } = asked;
  const no = (status: number, name: CodeName, why: string) => refuse(status, name, asked, why);
  const invalid = invalidHeaders(headers, ['mex-to', 'mex-workflowid']);
  if (invalid.length > 0) return refuseInvalid(invalid);
  const malformed = malformedHeaders(headers);
  if (malformed.length > 0)
    return no(400, 'malformedControl', `no control file can hold: ${malformed.join(', ')}`);
  const checksum = headerValue(headers, 'mex-content-checksum') ?? '';
  if (!isChecksum(checksum)) return no(400, 'checksum', 'letters, digits, spaces, : - / only');
  const to = headerValue(headers, 'mex-to')?.trim().toUpperCase() ?? '';
  if (to === '') return no(400, 'missingTo', 'Mex-To is blank');
  const encoding = headerValue(headers, 'content-encoding')?.trim() ?? '';
  if (encoding !== '' && encoding !== 'gzip')
    return no(422, 'contentEncoding', 'Content-Encoding is gzip or nothing');
  const range = headerValue(headers, 'mex-chunk-range')?.trim() || '1:1';
  const chunks = readChunkRange(range);
  if (chunks?.number !== 1 || chunks.of < 1)
    return no(417, 'headerChunks', 'the first chunk is 1:m, m at least 1');
  const recipient = settings.mailboxes[to];
  if (!recipient) return no(417, 'unregistered', `there is no mailbox ${to}`);
  if (!recipient.active) return no(417, 'mailboxNotEnabled', `the mailbox ${to} is not active`);
  return {
    ...{ from, to, type: 'DATA', chunkCount: chunks.of },
    workflowId: textOf(headers, 'mex-workflowid') ?? '',
    ...given('subject', textOf(headers, 'mex-subject')),
    ...given('localId', textOf(headers, 'mex-localid')),
    ...given('partnerId', textOf(headers, 'mex-partnerid')),
    ...given('fileName', textOf(headers, 'mex-filename')),
    ...given('checksum', textOf(headers, 'mex-content-checksum')),
    ...given('contentType', textOf(headers, 'content-type')),
    ...given('contentEncoding', encoding || undefined),
    ...(flagOf(headers, 'mex-content-compressed') ? { compressed: true } : {}),
    ...(flagOf(headers, 'mex-content-encrypted') ? { encrypted: true } : {}),
  };
}

function given<Key extends string>(key: Key, value: string | undefined) {
  return value === undefined ? {} : { [key]: value };
}

/** Who may send and receive what: only the live service looks (mesh-nhais 1.4.3, 1.7). */
function workflowBar(
  { from = '', to, workflowId }: MessageHead,
  { workflows, workflowIds }: MeshSettings,
): { readonly name: CodeName; readonly why: string } | undefined {
  if (workflows === 'ignore') return undefined;
  // A peer may call its workflow anything, `constructor` too.
  const known = Object.hasOwn(workflowIds, workflowId) ? workflowIds[workflowId] : undefined;
  if (!known)
    return { name: 'workflowNotRegistered', why: `no mailbox is registered for ${workflowId}` };
  if (!known.senders.includes(from))
    return { name: 'senderNotAllowed', why: `${from} may not send ${workflowId}` };
  if (!known.receivers.includes(to))
    return { name: 'workflowNotRegistered', why: `${to} does not receive ${workflowId}` };
  return undefined;
}
