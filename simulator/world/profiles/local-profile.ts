import type { EnvironmentProfile } from './environment-profile.ts';
import { at, places } from './places.ts';

const SANDBOX = 'https://sandbox.api.service.nhs.uk';

/** The default world as it is: as open as the public sandboxes, for the first hours with a new system. */
export const LOCAL_PROFILE: EnvironmentProfile = {
  name: 'local',
  title: 'This machine',
  about:
    'The default world as it is, as open as the public sandboxes: no API key, no token for PDS, LDAP with and without TLS, no quota.',
  settings: [],
  places: places({
    sdsFhir: at(`${SANDBOX}/spine-directory/FHIR/R4`, 'sds-ods 2.1'),
    pdsFhir: at(`${SANDBOX}/personal-demographics/FHIR/R4`, 'pds-identity 2.1'),
    odsFhir: at(`${SANDBOX}/organisation-data-terminology-api/fhir`, 'sds-ods 3.3'),
    mesh: at('https://localhost:8700/messageexchange', 'mesh-nhais 1.1'),
  }),
  open: [],
};
