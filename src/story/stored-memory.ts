import type { DatabaseSync } from 'node:sqlite';
import type { MessageRole } from '../scenario/transcript.ts';
import { countPart, type TransferMemory } from './transfer-memory.ts';

/** Memories of any number of transfers, in the tables `sent` and `part`. */
export function storedMemory(database: DatabaseSync): (transfer: number) => TransferMemory {
  const findRole = database.prepare('SELECT role FROM sent WHERE transfer = ? AND key = ?');
  const addRole = database.prepare('INSERT OR IGNORE INTO sent VALUES (?, ?, ?)');
  const findPart = database.prepare(
    'SELECT announced, came FROM part WHERE transfer = ? AND key = ?',
  );
  const setPart = database.prepare('INSERT OR REPLACE INTO part VALUES (?, ?, ?, ?)');
  const keyOf = (id: string, ofRequester: boolean) =>
    `${ofRequester ? 'r' : 's'} ${id.toUpperCase()}`;
  return (transfer) => ({
    roleOf: (id, ofRequester) =>
      findRole.get(transfer, keyOf(id, ofRequester))?.role as MessageRole | undefined,
    remember(messageId, otherIds, { role, ofRequester }) {
      // A message is known by its own id alone: an id that another message names it by is no copy of it.
      const own = addRole.run(transfer, `m${keyOf(messageId, ofRequester)}`, role);
      if (own.changes === 0) return false;
      for (const id of [messageId, ...otherIds])
        addRole.run(transfer, keyOf(id, ofRequester), role);
      return true;
    },
    part(messageId, what) {
      const key = messageId.toUpperCase();
      const found = findPart.get(transfer, key);
      const before = { announced: found?.announced === 1, came: found?.came === 1 };
      const after = { ...before, [what]: true };
      setPart.run(transfer, key, after.announced ? 1 : 0, after.came ? 1 : 0);
      return countPart(before, what);
    },
  });
}
