import type { Finding } from '../../../src/domain/finding.ts';
import type { Delivery } from '../delivery/delivery.ts';
import type { SpineRoom } from '../spine-room.ts';

/** What became of a request to one of Spine's own services. */
export type Served =
  /** All of its answers are on record; those composed earlier are posted already. */
  | { readonly kind: 'composed'; readonly delivery: Delivery }
  /** Spine was reset or stopped meanwhile: nobody waits for an answer, or the next start gives it. */
  | { readonly kind: 'forgotten' }
  | {
      readonly kind: 'unanswered';
      readonly why: string;
      readonly findings?: readonly Finding[];
    };

/** What the services of Spine need of it. */
export type ServiceRoom = Pick<SpineRoom, 'world' | 'journal' | 'clock' | 'ids' | 'applications'>;

/** What becomes of a request while it is being answered. */
export interface Serving {
  /** Takes what is composed before the last answer. */
  readonly post: (delivery: Delivery) => void;
  /** Whether the request was forgotten by a reset, or is left to the next start. */
  readonly forgotten: () => boolean;
}
