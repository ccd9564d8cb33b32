import type { FaultBook } from '../../src/faults/fault-book.ts';
import type { Journal } from '../../src/journal/journal.ts';
import type { Clock } from '../../src/platform/clock.ts';
import type { Ids } from '../../src/platform/ids.ts';
import type { Logger } from '../../src/platform/logger.ts';
import type { Random } from '../../src/platform/random.ts';
import type { WorldStore } from '../world/world-store.ts';
import type { MessageStore } from './message/message-store.ts';
import type { TokenUses } from './request/token-uses.ts';

/** What every part of MESH works with. */
export interface MeshRoom {
  readonly world: WorldStore;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  readonly logger: Logger;
  readonly faults: FaultBook;
  readonly messages: MessageStore;
  readonly uses: TokenUses;
}
