import { PROFILE_NAMES } from '../simulator/world/profiles/profile-names.ts';
import { Option } from './command.ts';

/** `--profile` of every command that starts or reads a world. The world file and the environment can name one, too. */
export function profileOption(): Option {
  return new Option(
    '--profile <name>',
    'the environment that the world is to resemble; SPINEBOX_PROFILE, the world file, or local unless given',
  ).choices(PROFILE_NAMES);
}

/** What the option lays over the world. */
export function profileOverride(profile: string | undefined): { readonly profile?: string } {
  return profile === undefined ? {} : { profile };
}
