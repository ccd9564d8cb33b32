import { isPlain, mergePatch } from '../merge-patch.ts';
import type { WorldPatch } from '../world-config.ts';
import { DEP_PROFILE } from './dep-profile.ts';
import type { EnvironmentProfile } from './environment-profile.ts';
import { INT_PROFILE } from './int-profile.ts';
import { LOCAL_PROFILE } from './local-profile.ts';
import { PROFILE_NAMES, type ProfileName } from './profile-names.ts';
import { TRAINING_PROFILE } from './training-profile.ts';

/** The profiles by name, in the order in which they are listed. */
export const PROFILES: Readonly<Record<ProfileName, EnvironmentProfile>> = {
  local: LOCAL_PROFILE,
  int: INT_PROFILE,
  dep: DEP_PROFILE,
  training: TRAINING_PROFILE,
};

export function isProfileName(value: unknown): value is ProfileName {
  return PROFILE_NAMES.some((name) => name === value);
}

/** What a profile lays over the default world. */
export function profilePatch({ settings }: EnvironmentProfile): WorldPatch {
  return settings.reduce<WorldPatch>((patch, { path, value }) => {
    const nested = path.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
    const merged = mergePatch(patch, nested);
    return isPlain(merged) ? merged : patch;
  }, {});
}
