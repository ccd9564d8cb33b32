import type { ListedCertificate } from '../../src/pki/listed-certificate.ts';
import type { ControlParts } from '../doors/control-parts.ts';
import type { ReadyFacts } from '../doors/ready-facts.ts';

/** What the pages show and steer. */
export interface ConsoleParts extends ControlParts {
  /** What a person puts into a system. */
  ready(): ReadyFacts;
  certificates(): Promise<readonly ListedCertificate[]>;
}
