/** Scopes of the OpenID provider (pds-identity 4.3). */
export const OPENID_SCOPES = [
  'openid',
  'profile',
  'email',
  'nhsperson',
  'nationalrbacaccess',
  'associatedorgs',
  'professionalmemberships',
  'organisationalmemberships',
  'selectedrole',
] as const;

const SERVICE = 'personal-demographics-service';

/** Scopes of the API platform that grant an access mode (pds-identity 2.3). */
export const PLATFORM_SCOPES = {
  user: (assurance: string) => `urn:nhsd:apim:user-nhs-cis2:${assurance.toLowerCase()}:${SERVICE}`,
  patient: (level: string) => `urn:nhsd:apim:user-nhs-login:${level}:${SERVICE}`,
  application: (privileged: boolean) =>
    `urn:nhsd:apim:app:level3:${privileged ? 'privileged-' : ''}${SERVICE}`,
} as const;

/** Whether an authenticator assurance level reaches another: `AAL2` reaches `AAL1`. */
export function reaches(level: string, least: string): boolean {
  return Number(/\d/.exec(level)?.[0] ?? 0) >= Number(/\d/.exec(least)?.[0] ?? 0);
}
