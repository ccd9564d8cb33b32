import { z } from '../../../src/platform/zod.ts';
import { type Answer, answerJson } from '../answer/answer.ts';
import type { Asked } from '../http/asked.ts';
import type { MeshRoom } from '../mesh-room.ts';
import { statusOf } from '../message/mesh-message.ts';
import type { Route } from '../request/route.ts';
import { readJson } from './read-json.ts';

/** Marks answers of endpoints that the live service does not have. */
const TEST_ONLY = ['X-Spinebox-Test-Only', 'true'] as const;

const text = z.string().max(1000).nullish();

const reportBody = z.object({
  mailbox_id: z.string().min(1),
  status: z.enum(['undeliverable', 'error']),
  code: text,
  description: text,
  workflow_id: text,
  subject: text,
  local_id: text,
  file_name: text,
  linked_message_id: text,
});

const eventBody = z.object({
  status: z.enum(['uploading', 'accepted', 'acknowledged', 'undeliverable', 'error']),
  code: text,
  event: text,
  description: text,
  linked_message_id: text,
});

type AdminRoute = Extract<Route, { readonly operation: `admin.${string}` }>;

/** The endpoints of the sandbox by which tests put MESH into a state (mesh-nhais 1.10). They ask for no token. */
export async function administer(room: MeshRoom, route: AdminRoute, asked: Asked): Promise<Answer> {
  const answer = await answerOf(room, route, asked);
  return { ...answer, headers: [...answer.headers, TEST_ONLY] };
}

async function answerOf(room: MeshRoom, route: AdminRoute, asked: Asked): Promise<Answer> {
  switch (route.operation) {
    case 'admin.reset':
      return reset(room, route.target, asked);
    case 'admin.mailbox':
      return showMailbox(room, route.target, asked);
    case 'admin.message':
      return showMessage(room, route.id);
    case 'admin.report':
      return report(room, asked);
    case 'admin.event':
      return changeMessage(room, route.id, asked);
  }
}

async function reset(room: MeshRoom, target: string | undefined, asked: Asked): Promise<Answer> {
  if (target !== undefined && !asked.settings.mailboxes[target])
    return missing('mailbox does not exist');
  await emptyMailboxes(room, target);
  const message = target === undefined ? 'all mailboxes reset' : `mailbox ${target} reset`;
  return answerJson(1, 200, { message }, message);
}

/** Forgets what lies in one mailbox, or in all. Others keep what they have sent to it no longer. */
export async function emptyMailboxes(room: MeshRoom, target?: string): Promise<void> {
  const { shelf } = room.messages;
  for (const { id, to } of [...shelf.all()])
    if (target === undefined || to === target)
      await room.messages.drop(id, 'a reset was asked for');
}

function showMailbox(room: MeshRoom, target: string, { settings }: Asked): Answer {
  const mailbox = settings.mailboxes[target];
  if (!mailbox) return missing('mailbox does not exist');
  const value = {
    mailbox_id: target,
    mailbox_name: mailbox.name ?? target,
    billing_entity: mailbox.billingEntity,
    ods_code: mailbox.ods,
    org_code: mailbox.org ?? mailbox.ods,
    org_name: mailbox.orgName,
    active: mailbox.active,
    inbox_count: room.messages.shelf.waiting(target).length,
  };
  return answerJson(1, 200, value, `mailbox ${target}`);
}

/** Without its content, subject and local id: whoever asks shows no token. */
function showMessage(room: MeshRoom, id: string): Answer {
  const message = room.messages.shelf.get(id);
  if (!message) return missing('message does not exist');
  const value = {
    message_id: id,
    status: statusOf(message),
    workflow_id: message.workflowId,
    message_type: message.type,
    total_chunks: message.chunkCount,
    file_size: message.bytes,
    sender: { mailbox_id: message.from ?? '' },
    recipient: { mailbox_id: message.to },
    created_timestamp: message.createdAt.toISOString(),
    events: message.events.map(({ at, linkedMessageId, ...event }) => ({
      ...event,
      timestamp: at,
      ...(linkedMessageId ? { linked_message_id: linkedMessageId } : {}),
    })),
  };
  return { ...answerJson(1, 200, value, `message ${statusOf(message)}`), messageId: id };
}

async function report(room: MeshRoom, asked: Asked): Promise<Answer> {
  const read = await readJson(asked, reportBody);
  if (!read.ok) return read.answer;
  const { value } = read;
  const to = value.mailbox_id.toUpperCase();
  if (!asked.settings.mailboxes[to]) return missing('mailbox does not exist');
  const id = await room.messages.report(
    {
      ...{ to, type: 'REPORT', chunkCount: 0, workflowId: value.workflow_id ?? '' },
      subject: value.subject ?? undefined,
      localId: value.local_id ?? undefined,
      fileName: value.file_name ?? undefined,
      failure: {
        status: value.status,
        at: asked.at.toISOString(),
        event: 'TRANSFER',
        code: value.code ?? undefined,
        description: value.description ?? undefined,
        linkedMessageId: value.linked_message_id ?? undefined,
      },
    },
    'a test asked for it',
  );
  return { ...answerJson(1, 200, { message_id: id }, `report ${id}`), messageId: id };
}

async function changeMessage(room: MeshRoom, id: string, asked: Asked): Promise<Answer> {
  const read = await readJson(asked, eventBody);
  if (!read.ok) return read.answer;
  if (!room.messages.shelf.get(id)) return missing('message does not exist');
  const { status, code, event, description, linked_message_id } = read.value;
  await room.messages.change(
    id,
    {
      status,
      code: code ?? undefined,
      event: event ?? undefined,
      description: description ?? undefined,
      linkedMessageId: linked_message_id ?? undefined,
    },
    'a test asked for it',
  );
  return { ...answerJson(1, 200, { message_id: id, status }, `now ${status}`), messageId: id };
}

function missing(detail: string): Answer {
  return answerJson(1, 404, { detail }, `refused: ${detail}`);
}
