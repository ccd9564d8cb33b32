import type { AccessMode } from '../../doors/token-judge.ts';
import type { Asked } from './operation.ts';
import { type Outcome, refused } from './outcome.ts';

const GUIDANCE =
  'https://digital.nhs.uk/developer/api-catalogue/personal-demographics-service-fhir';

/** How the platform calls the modes in its texts. */
const MODE_NAMES: Readonly<Record<AccessMode, string>> = {
  'healthcare-worker': 'user-restricted',
  patient: 'patient',
  'application-restricted': 'application-restricted',
  'privileged-application': 'privileged-application-restricted',
};

/** Patients reach their own record only (pds-identity 2.3). */
export function ownRecordOnly({ principal, nhsNumber }: Asked): Outcome | undefined {
  if (principal.mode !== 'patient' || principal.patient === nhsNumber) return undefined;
  return notForPatients();
}

export function notForPatients(): Outcome {
  return refused({
    error: 'ACCESS_DENIED',
    status: 403,
    display: 'Patient cannot perform this action',
    diagnostics: `Your access token has insufficient permissions. See documentation regarding Patient access restrictions ${GUIDANCE}`,
  });
}

/** Applications without a user change nothing. */
export function noChangeByApplications(
  { principal: { mode } }: Asked,
  verb: 'update' | 'create',
): Outcome | undefined {
  if (mode === 'healthcare-worker' || mode === 'patient') return undefined;
  return refused({
    error: 'INVALID_METHOD',
    display: `Cannot ${verb} resource with ${MODE_NAMES[mode]} access token`,
    diagnostics:
      'Your app has insufficient permissions to use this method. Please contact support.',
  });
}

export function notInThisMode({ principal, request }: Asked): Outcome {
  return refused({
    error: 'ACCESS_DENIED',
    status: 403,
    display: `Cannot ${request.method} resource with ${MODE_NAMES[principal.mode]} access token`,
    diagnostics:
      'Your app has insufficient permissions to use this operation. Please contact support.',
  });
}

/** One result, or none, for applications without a user. */
export function oneResultOnly({ principal: { mode }, request }: Asked): Outcome | undefined {
  if (mode === 'healthcare-worker' || mode === 'patient') return undefined;
  const most = new URLSearchParams(request.query).get('_max-results');
  if (most === null || most === '1') return undefined;
  return refused({
    error: 'INVALID_VALUE',
    status: 403,
    issue: 'token',
    display: `Cannot retrieve more than one result with ${MODE_NAMES[mode]} access token`,
    diagnostics:
      'Your app has insufficient permissions to perform this search. Please contact support.',
  });
}
