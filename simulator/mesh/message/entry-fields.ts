import type { NewEntry } from '../../../src/journal/entry.ts';
import { type Change, changed } from './change.ts';
import { workOf } from './change-facts.ts';
import { type MeshMessage, statusOf } from './mesh-message.ts';

/** What an entry with a change opens or ends. */
export function workField(
  change: Change,
  known: MeshMessage | undefined,
): Pick<NewEntry, 'opens' | 'settles'> {
  if (change.kind === 'begun' || change.kind === 'chunk') return { opens: workOf(change.id) };
  if (change.kind === 'gone') return { settles: workOf(change.id) };
  const opened = change.event.status === 'accepted' || change.event.status === 'uploading';
  return opened || !known ? {} : { settles: workOf(change.id) };
}

/** The state that a message comes into, and its workflow, for those who count. */
export function stateFacts(
  entry: NewEntry,
  change: Change,
  known: MeshMessage | undefined,
): NonNullable<NewEntry['facts']> {
  const length = entry.request?.body?.length;
  const body = length === undefined ? undefined : { where: '', offset: 0, length, crc: 0 };
  const after = changed(known, { change, at: new Date(entry.at), sequence: 0, body });
  const status = after && statusOf(after);
  if (!after || (known && statusOf(known) === status)) return {};
  return { status: statusOf(after), workflow: after.workflowId };
}
