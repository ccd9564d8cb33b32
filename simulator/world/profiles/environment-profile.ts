import type { WorldConfig } from '../world-config.ts';
import type { ProfileName } from './profile-names.ts';

/**
 * How well something stands: `known` is read in a public source; `inferred` is our conclusion from one; `unknown` has
 * no public source, and the value is a choice of ours.
 */
export type Standing = 'known' | 'inferred' | 'unknown';

/** A setting of the world that an environment has otherwise than the default world. */
export interface ProfileSetting {
  /** Dotted, as in docs/settings.md. */
  readonly path: string;
  readonly value: unknown;
  readonly standing: Standing;
  /** Section of a domain document, for example `sds-ods 1.2`. */
  readonly source: string;
  readonly why: string;
}

/** What an environment calls something, beside what it is called here. */
export interface ProfilePlace {
  readonly what: string;
  /** Absent where no public source has it. */
  readonly there?: string;
  readonly here: (config: WorldConfig) => string;
  readonly standing: Standing;
  readonly source: string;
}

/** A published Path to Live environment, as far as public documents give it. */
export interface EnvironmentProfile {
  readonly name: ProfileName;
  readonly title: string;
  readonly about: string;
  readonly settings: readonly ProfileSetting[];
  readonly places: readonly ProfilePlace[];
  /** Questions that decide behaviour there and that no public source answers. */
  readonly open: readonly string[];
}
