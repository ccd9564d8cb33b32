import type { SutProfile } from '../sut/sut-profile.ts';
import { NotApplicable } from './departures.ts';
import type { ScenarioHead } from './trial.ts';

/** What no system can do by way of an MHS adaptor, however good it is (mhs 7.1). */
export const BEYOND_AN_ADAPTOR: ReadonlyMap<string, string> = new Map([
  [
    'GP2GP-SND-014',
    'an adaptor looks whom a message is for up in the directory: it carries no answer to one that is not listed',
  ],
]);

/** Why a scenario says nothing of a system that does not claim what it is about; `undefined` when it does. */
export function whyNotApplicable(
  { id, role, needs }: ScenarioHead,
  profile: SutProfile,
): NotApplicable | undefined {
  if (role !== 'either' && !profile.roles.includes(role)) {
    return new NotApplicable(`the system does not play ${role}`);
  }
  const beyond = profile.boundary === 'adaptor' ? BEYOND_AN_ADAPTOR.get(id) : undefined;
  if (beyond !== undefined) return new NotApplicable(beyond);
  const absent = needs.find((ability) => !profile.abilities.includes(ability));
  return absent && new NotApplicable(`the system does not claim ${absent}`);
}
