import { z } from '../../src/platform/zod.ts';
import { named } from './schemas.ts';

const text = z.string();
const at = z.iso.datetime().describe('UTC');
const mailboxId = z
  .string()
  .toUpperCase()
  .regex(/^[A-Z0-9]{1,20}$/)
  .meta({ description: 'Mailbox id, in any case.', examples: ['X26ABC1'] });
const messageId = text.min(1).max(100);
const status = z.enum(['uploading', 'accepted', 'acknowledged', 'undeliverable', 'error']);

export const byMailbox = z.strictObject({ mailbox: mailboxId });
export const byMeshMessage = z.strictObject({ message: messageId });
export const byMailboxMessage = z.strictObject({ mailbox: mailboxId, message: messageId });

export const messageQuery = z.strictObject({
  status: status.optional(),
  workflow: text.min(1).optional().describe('Workflow id, whole.'),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  after: messageId.optional().describe('Those after this one.'),
});

export const mailboxes = named(
  'Mailboxes',
  z.strictObject({
    mailboxes: z.array(
      z.strictObject({
        id: text,
        name: text,
        odsCode: text,
        active: z.boolean(),
        waiting: z.int().describe('Messages that can be collected.'),
      }),
    ),
  }),
);

const meshEvent = z.strictObject({
  status,
  at,
  code: text.optional(),
  event: text.optional(),
  description: text.optional(),
  linkedMessageId: text.optional(),
});

export const meshMessage = named(
  'MeshMessage',
  z.strictObject({
    id: text,
    from: text.optional().describe('Reports come from nobody.'),
    to: text,
    workflowId: text,
    type: z.enum(['DATA', 'REPORT']),
    status,
    subject: text.optional(),
    localId: text.optional(),
    fileName: text.optional(),
    contentEncoding: text.optional(),
    bytes: z.int(),
    chunks: z.int(),
    createdAt: at,
    events: z.array(meshEvent).describe('Latest first.'),
  }),
);

export const meshMessages = named(
  'MeshMessages',
  z.strictObject({
    messages: z.array(meshMessage).describe('Oldest first.'),
    next: text.optional().describe('What `after` takes for the next page; none on the last one.'),
  }),
);

export const meshDraft = named(
  'MeshDraft',
  z
    .strictObject({
      from: mailboxId,
      to: mailboxId,
      workflowId: text.min(1).max(300),
      text: text.optional().describe('The content, as UTF-8.'),
      base64: z.base64().optional().describe('The content, where it is no text.'),
      fileName: text.min(1).max(300).optional(),
      subject: text.min(1).max(500).optional(),
      localId: text.min(1).max(300).optional(),
    })
    .refine(
      (draft) => (draft.text === undefined) !== (draft.base64 === undefined),
      'give the content once: text or base64',
    ),
);

export const meshSent = named('MeshSent', z.strictObject({ messageId: text }));

export const meshChange = named(
  'MeshChange',
  z.strictObject({
    status,
    code: text
      .max(10)
      .optional()
      .meta({ examples: ['14'] }),
    event: text.max(100).optional(),
    description: text.max(1000).optional(),
    linkedMessageId: messageId.optional(),
  }),
);
