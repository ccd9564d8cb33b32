import type { Finding } from '../../src/domain/finding.ts';
import type { Delivery } from './delivery/delivery.ts';
import type { SpineRoom } from './spine-room.ts';

/** What became of a request to one of Spine's own services. */
export type Served =
  /** All of its answers are on record; those composed earlier are posted already. */
  | { readonly kind: 'composed'; readonly delivery: Delivery }
  | {
      readonly kind: 'unanswered';
      readonly why: string;
      readonly findings?: readonly Finding[];
    };

/** What the services of Spine need of it. */
export type ServiceRoom = Pick<SpineRoom, 'world' | 'journal' | 'clock' | 'ids' | 'applications'>;
