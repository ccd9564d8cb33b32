import type { SutProfile } from '../sut/sut-profile.ts';
import { NotApplicable } from './departures.ts';
import type { ScenarioHead } from './trial.ts';

/** Why a scenario says nothing of a system that does not claim what it is about; `undefined` when it does. */
export function whyNotApplicable(
  { role, needs }: ScenarioHead,
  profile: SutProfile,
): NotApplicable | undefined {
  if (role !== 'either' && !profile.roles.includes(role)) {
    return new NotApplicable(`the system does not play ${role}`);
  }
  const absent = needs.find((ability) => !profile.abilities.includes(ability));
  return absent && new NotApplicable(`the system does not claim ${absent}`);
}
