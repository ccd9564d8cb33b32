/** The environments that a world can be told to resemble; `local` is the world as it is without being told. */
export const PROFILE_NAMES = ['local', 'int', 'dep', 'training'] as const;

export type ProfileName = (typeof PROFILE_NAMES)[number];
