import type { Conduct } from '../practice/conduct.ts';

/** A practice that is wrong in one way, to show that the suite notices. */
export interface KnownBad {
  /** `chunks-in-arrival-order`. */
  readonly name: string;
  readonly role: 'requester' | 'sender';
  /** What it does wrong, as a sentence without its subject. */
  readonly title: string;
  /** The clause that it breaks; `shipped` where software in use has had this defect. */
  readonly origin: string;
  /** Scenarios of which at least one must fail it. */
  readonly caughtBy: readonly [string, ...string[]];
  /** A practice gets its own: what it remembers is not shared. */
  readonly conduct: () => Partial<Conduct>;
}
