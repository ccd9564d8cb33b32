import { z } from '../../src/platform/zod.ts';

const text = z.string().optional();

/** A message as the control API gives it, as far as it is shown. */
export const meshMessage = z.object({
  id: z.string(),
  from: text,
  to: z.string(),
  workflowId: z.string(),
  type: z.string(),
  status: z.string(),
  subject: text,
  localId: text,
  fileName: text,
  contentEncoding: text,
  bytes: z.number(),
  chunks: z.number(),
  createdAt: z.string(),
  events: z.array(
    z.object({
      status: z.string(),
      at: z.string(),
      code: text,
      event: text,
      description: text,
      linkedMessageId: text,
    }),
  ),
});
export type MeshMessage = z.output<typeof meshMessage>;

/** A message for people: its headers, and what happened to it, latest first. */
export function meshMessageCard(message: MeshMessage): readonly string[] {
  const { id, from, to, workflowId, type, status, subject, localId, fileName } = message;
  const chunks = message.chunks === 1 ? '' : ` in ${message.chunks} chunks`;
  const encoding = message.contentEncoding ? `, ${message.contentEncoding}` : '';
  return [
    `${id}  ${type}  ${status}`,
    `  ${from ? `from ${from} ` : ''}to ${to}, workflow ${workflowId}`,
    `  ${message.bytes} bytes${chunks}${encoding}, since ${message.createdAt}`,
    ...(subject ? [`  subject ${subject}`] : []),
    ...(localId ? [`  local id ${localId}`] : []),
    ...(fileName ? [`  file ${fileName}`] : []),
    ...message.events.map(({ at, status, code, event, description, linkedMessageId }) =>
      [
        `  ${at}  ${status}`,
        code && `code ${code}`,
        event,
        description,
        linkedMessageId && `see ${linkedMessageId}`,
      ]
        .filter((each) => each)
        .join('  '),
    ),
  ];
}
