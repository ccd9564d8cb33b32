import type { HookWay, SutProfile } from '../sut/sut-profile.ts';

/** A profile as it may leave the machine: of the hooks only in which way they are called, for they carry tokens. */
export function printableProfile(profile: SutProfile) {
  const ways = Object.entries(profile.hooks).flatMap(([name, way]) =>
    way === undefined ? [] : [[name, wayOf(way)] as const],
  );
  return { ...profile, hooks: Object.fromEntries(ways) };
}

function wayOf(way: HookWay): 'http' | 'command' | 'person' {
  if ('http' in way) return 'http';
  return 'command' in way ? 'command' : 'person';
}
