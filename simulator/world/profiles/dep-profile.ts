import type { EnvironmentProfile } from './environment-profile.ts';
import { PATH_TO_LIVE, settings } from './path-to-live.ts';
import { at, places } from './places.ts';

/** Path to Live, Deployment. */
export const DEP_PROFILE: EnvironmentProfile = {
  name: 'dep',
  title: 'Path to Live, Deployment (DEP)',
  about:
    'Where a deployment is rehearsed. Public sources name its directory, its SDS API and its MESH; the rest follows INT.',
  settings: [
    ...settings([
      ['spine.odsCode', 'YES', 'known', 'sds-ods 1.8', "Spine's own organisation."],
      ['spine.partyKey', 'YES-0000806', 'inferred', 'sds-ods 1.8', 'As in INT.'],
      ['spine.asid', '928942012545', 'inferred', 'sds-ods 1.8', 'As in INT.'],
      ['spine.paths.synchronous', 'one', 'inferred', 'mhs 1.1', 'As in INT.'],
      ['spine.paths.forward', 'intermediary', 'inferred', 'mhs 1.1', 'As in INT.'],
    ]),
    ...PATH_TO_LIVE.map((setting) =>
      setting.standing === 'known' && !/^(sds|mesh)\./.test(setting.path)
        ? { ...setting, standing: 'inferred' as const, why: `${setting.why} Taken over from INT.` }
        : setting,
    ),
  ],
  places: places({
    ldap: at('ldaps://ldap.vn1.national.ncrs.nhs.uk:636', 'sds-ods 1.2'),
    sdsFhir: at('https://dep.api.service.nhs.uk/spine-directory/FHIR/R4', 'sds-ods 2.1'),
    mesh: at('https://msg.depspineservices.nhs.uk/messageexchange', 'mesh-nhais 1.1'),
  }),
  open: [
    'The host of Spine for messages.',
    'Whether PDS FHIR and ODS FHIR are at dep.api.service.nhs.uk: sources name sandbox, int and production.',
    'The shared key of MESH is a secret of the environment: mesh.sharedKey stays TestKey here.',
    'TLS versions and ciphers of the message interface (mhs 8).',
  ],
};
