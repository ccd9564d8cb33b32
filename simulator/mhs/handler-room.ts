import type { Journal } from '../../src/journal/journal.ts';
import type { Clock } from '../../src/platform/clock.ts';
import type { Ids } from '../../src/platform/ids.ts';
import type { Logger } from '../../src/platform/logger.ts';
import type { Party } from '../world/world.ts';
import type { WorldStore } from '../world/world-store.ts';
import type { HandlerConduct } from './handler-conduct.ts';

/** What the parts of a party's message handler share. `Role` names the kinds of message that leave. */
export interface HandlerRoom<Role extends string = string> {
  readonly party: Party;
  readonly world: WorldStore;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  /** Base address of Spine, without a closing slash. Asked at every send. */
  readonly spineUrl: () => string;
  /** The name in the journal: `practice:Z99001`, `adaptor:Z99001`. */
  readonly service: string;
  readonly conduct: HandlerConduct<Role>;
  /**
   * The sender hears how a message ended while that is still being written. For senders who put it on record themselves
   * before anybody else hears: what is appended later is durable no sooner, and the two share one write.
   */
  readonly tellsBeforeRecorded?: boolean;
}
