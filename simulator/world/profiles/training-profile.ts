import type { EnvironmentProfile } from './environment-profile.ts';
import { PATH_TO_LIVE, settings } from './path-to-live.ts';
import { places } from './places.ts';

/** Path to Live, Training: nothing of it is published, so it has what production has, where that is known. */
export const TRAINING_PROFILE: EnvironmentProfile = {
  name: 'training',
  title: 'Path to Live, Training',
  about:
    'No public source describes it. This profile has what differs in production, where that is known, so that a system that has the codes or paths of INT wired in is found out before it goes live.',
  settings: [
    ...settings([
      [
        'spine.odsCode',
        'YEA',
        'inferred',
        'sds-ods 1.8',
        'Known of production; which of YES and YEA training has is not documented.',
      ],
      [
        'spine.partyKey',
        'YEA-801248',
        'inferred',
        'sds-ods 1.8',
        'Of a production-like directory cache.',
      ],
      ['spine.asid', '908232220511', 'inferred', 'sds-ods 1.8', 'Of the same cache.'],
      [
        'spine.paths.synchronous',
        'per-service',
        'inferred',
        'mhs 1.1',
        'The older form, /syncservice-pds/pds and so on, seen at national hosts.',
      ],
      [
        'spine.paths.forward',
        'forwardreliable',
        'inferred',
        'mhs 1.1',
        'The other of two names for the forward hop; a sender takes what SDS publishes.',
      ],
      [
        'sds.fhir.hide5xx',
        true,
        'inferred',
        'sds-ods 2.5',
        'Known of production: the proxy hides what is in a 5xx.',
      ],
      [
        'pds.unknownAsid',
        'silence',
        'inferred',
        'pds-identity 6, Q36',
        'Live PDS is said to leave a system that it does not know without an answer.',
      ],
    ]),
    ...PATH_TO_LIVE.map((setting) => ({
      ...setting,
      standing: setting.standing === 'known' ? ('inferred' as const) : setting.standing,
      why: `${setting.why} Known of other environments.`,
    })),
  ],
  places: places({}),
  open: [
    'Every host name.',
    "Spine's organisation code, party key and ASID.",
    'Whether users act with ssbMode 1 (pds-identity 4.2): the default world has such a user, identity.users.trainee.',
    "Whether the records of production's intermediaries equal those of INT (sds-ods 6).",
    'The shared key of MESH.',
  ],
};
