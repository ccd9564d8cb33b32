import type { Entry } from '../../../src/journal/entry.ts';
import { z } from '../../../src/platform/zod.ts';
import type { Change, Recorded } from './change.ts';

type Facts = NonNullable<Entry['facts']>;

const STATUSES = ['uploading', 'accepted', 'acknowledged', 'undeliverable', 'error'] as const;
const text = z.string().optional();

const event = z.object({
  status: z.enum(STATUSES),
  code: text,
  event: text,
  description: text,
  linkedMessageId: text,
});

const head = z.object({
  from: text,
  to: z.string(),
  workflowId: z.string(),
  type: z.enum(['DATA', 'REPORT']),
  chunkCount: z.int().min(0),
  subject: text,
  localId: text,
  partnerId: text,
  fileName: text,
  checksum: text,
  contentType: text,
  contentEncoding: text,
  compressed: z.boolean().optional(),
  encrypted: z.boolean().optional(),
  failure: event.extend({ at: z.string() }).optional(),
  intendedFor: text,
});

const change = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('begun'), id: z.string(), head }),
  z.object({ kind: z.literal('chunk'), id: z.string(), number: z.int().min(1) }),
  z.object({ kind: z.literal('status'), id: z.string(), event }),
  z.object({ kind: z.literal('gone'), id: z.string() }),
]);

/** Entries that change messages are found by these. */
export const CHANGING = [
  ...['mesh.send', 'mesh.chunk', 'mesh.acknowledge', 'mesh.report', 'mesh.status', 'mesh.gone'],
] as const;

/** The key of the work that a message is until nobody can collect it any more. */
export function workOf(id: string): string {
  return `mesh:${id}`;
}

/** How a change stands in the facts of an entry. */
export function writeChange(value: Change): Facts {
  return { change: JSON.stringify(value) };
}

/** The change that an entry has brought. `undefined` for one that changed nothing. */
export function readChange(entry: Entry): Recorded | undefined {
  const told = entry.facts?.change;
  if (typeof told !== 'string') return undefined;
  const read = change.safeParse(JSON.parse(told));
  if (!read.success) return undefined;
  return {
    change: read.data,
    at: new Date(entry.at),
    sequence: entry.sequence,
    body: entry.request?.body,
  };
}
