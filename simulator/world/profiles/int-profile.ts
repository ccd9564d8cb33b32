import type { EnvironmentProfile } from './environment-profile.ts';
import { PATH_TO_LIVE, settings } from './path-to-live.ts';
import { at, places } from './places.ts';

const SPINE = 'https://msg.int.spine2.ncrs.nhs.uk';
const API = 'https://int.api.service.nhs.uk';

/** Path to Live, Integration. */
export const INT_PROFILE: EnvironmentProfile = {
  name: 'int',
  title: 'Path to Live, Integration (INT)',
  about:
    'Where suppliers integrate. Most of what public sources show of an environment is of this one.',
  settings: [
    ...settings([
      ['spine.odsCode', 'YES', 'known', 'sds-ods 1.8', "Spine's own organisation."],
      ['spine.partyKey', 'YES-0000806', 'known', 'sds-ods 1.8', 'Of that organisation.'],
      ['spine.asid', '928942012545', 'known', 'sds-ods 1.8', 'Seen as the ASID of PDS, too.'],
      [
        'spine.paths.synchronous',
        'one',
        'known',
        'mhs 1.1',
        'Spine 2 has one address for all synchronous services.',
      ],
      [
        'spine.paths.forward',
        'intermediary',
        'known',
        'mhs 1.1 and sds-ods 1.8',
        'SDS publishes /reliablemessaging/intermediary for both intermediaries.',
      ],
    ]),
    ...PATH_TO_LIVE,
  ],
  places: places({
    intermediary: at(`${SPINE}/reliablemessaging/intermediary`, 'mhs 1.1, sds-ods 1.8'),
    reliable: at(`${SPINE}/reliablemessaging/reliablerequest`, 'mhs 1.1'),
    express: at(`${SPINE}/reliablemessaging/queryrequest`, 'mhs 1.1', 'inferred'),
    synchronous: at(`${SPINE}/sync-service`, 'mhs 1.1', 'inferred'),
    ldap: at('ldaps://ldap.nis1.national.ncrs.nhs.uk:636', 'sds-ods 1.2'),
    sdsFhir: at(`${API}/spine-directory/FHIR/R4`, 'sds-ods 2.1'),
    pdsFhir: at(`${API}/personal-demographics/FHIR/R4`, 'pds-identity 2.1'),
    token: at(`${API}/oauth2/token`, 'pds-identity 2.8', 'inferred'),
    odsFhir: at(`${API}/organisation-data-terminology-api/fhir`, 'sds-ods 3.3'),
    mesh: at('https://msg.intspineservices.nhs.uk/messageexchange', 'mesh-nhais 1.1'),
  }),
  open: [
    'The shared key of MESH is a secret of the environment: mesh.sharedKey stays TestKey here.',
    'TLS versions and ciphers of the message interface (mhs 8).',
    'Bodies of 401 and 429 at the proxy of the SDS API (sds-ods 6).',
    'Whether a 403 of MESH says why (mesh-nhais 1.2); it is empty here.',
    'Size limits and refusals of its LDAP (sds-ods 6).',
    'The error body of ORD (sds-ods 6), and whether ORD has an address for tests at all: sources name the live one, directory.spineservices.nhs.uk.',
  ],
};
