import type { FaultBook } from '../../src/faults/fault-book.ts';
import type { Random } from '../../src/platform/random.ts';
import type { HandlerRoom } from '../mhs/handler-room.ts';
import type { AdaptorSettings } from '../world/world.ts';
import type { InboundQueue } from './queue/inbound-queue.ts';
import type { RouteFinder } from './route-finder.ts';
import type { WorkBook } from './work-book.ts';

/** What leaves through an adaptor: what the system behind it handed over. */
export type HandedOver = 'handed-over';

/** What the parts of a played adaptor share. */
export interface AdaptorRoom extends HandlerRoom<HandedOver> {
  /** Of the moment. */
  readonly settings: () => AdaptorSettings;
  readonly routes: RouteFinder;
  readonly queue: InboundQueue;
  readonly work: WorkBook;
  readonly faults: FaultBook;
  readonly random: Random;
}
