import type { Principal, TokenFault } from '../../doors/token-judge.ts';
import type { ApiRequest } from '../../gateway/api-message.ts';
import { header } from './operation.ts';
import { type Outcome, refuse, refused } from './outcome.ts';
import type { PdsFhirRoom } from './pds-fhir-room.ts';

export type Caller =
  | { readonly ok: true; readonly principal: Principal }
  | { readonly ok: false; readonly outcome: Outcome };

/** Everybody, where no token is asked for (pds-identity 2.2: the sandbox). */
const SANDBOX: Principal = {
  mode: 'healthcare-worker',
  clientId: 'sandbox',
  roles: [],
  mayUpdateGp: true,
  mayUpdateDemographics: true,
  seesConfidentialRemovals: false,
};

/** Who asks: by the token, with a role where users have several, and a system that the application speaks for. */
export function identifyCaller({ world, tokens }: PdsFhirRoom, request: ApiRequest): Caller {
  if (world.current().pds.fhir.authentication === 'off') return { ok: true, principal: SANDBOX };
  const urid = header(request, 'nhsd-session-urid');
  const authorization = header(request, 'authorization');
  const verdict = tokens.judge({ authorization, urid, at: request.at });
  const fail = (outcome: Outcome): Caller => ({ ok: false, outcome });
  if (!verdict.ok) return fail(refuse('ACCESS_DENIED', textOf(verdict.outcome)));
  const { principal } = verdict;
  if (principal.asid === undefined)
    return fail(
      refused({
        error: 'MISSING_VALUE',
        issue: 'value',
        diagnostics: 'No ASID is associated with your app. Please contact support.',
      }),
    );
  const wrong = wrongRole(principal, urid);
  return wrong === undefined ? { ok: true, principal } : fail(wrong);
}

function textOf(fault: TokenFault): string {
  switch (fault.kind) {
    case 'missing-header':
      return 'Missing Authorization header';
    case 'empty-header':
      return 'Empty Authorization header';
    case 'invalid-header':
      return 'Invalid Authorization header';
    case 'missing-token':
      return 'Missing access token';
    case 'wrong-type':
      return `Invalid token type '${fault.type}', must be 'Bearer'`;
    case 'invalid-token':
      return 'Invalid Access Token';
  }
}

/** The role of a healthcare worker must be one of their own, and is needed where they have several. */
function wrongRole(principal: Principal, urid: string | undefined): Outcome | undefined {
  if (principal.mode !== 'healthcare-worker') return undefined;
  const { roles, selectedRole } = principal;
  if (urid !== undefined) {
    const own = /^\d+$/.test(urid) && roles.some((each) => each.roleProfileId === urid);
    return own ? undefined : invalidRole(urid);
  }
  const known = roles.length === 1 || roles.some((each) => each.roleProfileId === selectedRole);
  return known ? undefined : invalidRole('');
}

function invalidRole(urid: string): Outcome {
  return refuse(
    'INVALID_VALUE',
    `Invalid value - '${urid}' in header 'NHSD-Session-URID'. Refer to the guidance for this header in our API Specification https://digital.nhs.uk/developer/api-catalogue/personal-demographics-service-fhir`,
  );
}
