import { KNOWN_BAD, knownBad } from '../../simulator/known-bad/known-bad-variants.ts';
import type { SystemSource } from '../engine/system-source.ts';
import { type VariantOptions, variantSystem } from '../engine/variant-system.ts';
import type { SutProfile } from '../sut/sut-profile.ts';
import { UnknownVariantError } from './replay-errors.ts';

/** How a practice of ours is to take part. */
export type RivalOptions = Pick<
  VariantOptions,
  'keyType' | 'practices' | 'concurrency' | 'boundary'
> &
  Partial<Pick<SutProfile, 'patience' | 'quiet'>>;

/**
 * A practice of ours to play against: the bundled one, or one that is wrong on purpose, by its name.
 *
 * @throws UnknownVariantError
 */
export function rivalNamed(name: string, options: RivalOptions = {}): SystemSource {
  if (name === 'bundled') return variantSystem(options);
  const found = knownBad(name);
  if (!found)
    throw new UnknownVariantError(
      name,
      KNOWN_BAD.map((each) => each.name),
    );
  return variantSystem({ ...options, conduct: found.conduct });
}
