import type { ListedCertificate } from '../../src/pki/listed-certificate.ts';
import type { Clock } from '../../src/platform/clock.ts';
import type { ControlParts } from '../doors/control-parts.ts';
import type { ReadyFacts } from '../doors/ready-facts.ts';

/** What the pages show and steer. */
export interface ConsoleParts extends ControlParts {
  /** Of the product. */
  readonly clock: Clock;
  /** What a person puts into a system. */
  ready(): ReadyFacts;
  certificates(): Promise<readonly ListedCertificate[]>;
}
