import { editDistance, nearest } from '../../platform/nearest.ts';
import type { SideView } from '../place/side-view.ts';

/** A request that a face of the gateway refused. */
export interface Asked {
  readonly service: string;
  readonly rule: string;
  readonly status: number;
  readonly reason: string;
  readonly request: SideView;
  readonly response: SideView;
}

const GRANTS = [
  ...['client_credentials', 'authorization_code', 'refresh_token'],
  'urn:ietf:params:oauth:grant-type:token-exchange',
];
const ORGANISATION = 'organization=https://fhir.nhs.uk/Id/ods-organization-code|CODE';
const INTERACTION = 'identifier=https://fhir.nhs.uk/Id/nhsServiceInteractionId|SERVICE:INTERACTION';
const PARTY_KEY = 'identifier=https://fhir.nhs.uk/Id/nhsMhsPartyKey|PARTYKEY';

/** The nearest request that would have been answered, where it follows from what came: a header, a parameter, a path. */
export function nearestAsked(asked: Asked): string | undefined {
  const { service, rule, status, reason, request, response } = asked;
  // Some reasons say themselves what must be there.
  const said = /must be '([^']+)'/.exec(reason)?.[1] ?? /Should be '([^']+)'/.exec(reason)?.[1];
  if (said) return said;
  const text = response.body?.toString('utf8', 0, 4000) ?? '';
  const path = (request.http.path ?? '').split('?')[0] ?? '';
  if (status === 404 && !text.startsWith('{')) return nearestPath(path, text);
  if (status === 405) return response.header('Allow')?.split(',')[0];
  if (service === 'sds-fhir') return ofDirectory(rule, path);
  if (service === 'pds-fhir') return ofDemographics(rule, reason, request);
  if (rule === 'unsupported_grant_type') {
    const given = /grant_type=([^&]*)/.exec(request.body?.toString('utf8') ?? '')?.[1] ?? '';
    return `grant_type=${nearest(decoded(given), GRANTS)}`;
  }
  if (rule === 'unsupported_response_type') return 'response_type=code';
  if (rule === 'invalid_token') return 'Authorization: Bearer and a live access token';
  return service === 'pds-smsp' && rule === '3000'
    ? 'wsse:Security with wsu:Timestamp (Created, Expires) and wsse:UsernameToken'
    : undefined;
}

function ofDirectory(rule: string, path: string): string | undefined {
  switch (rule) {
    case 'MISSING_OR_INVALID_HEADER':
      return 'Accept: application/fhir+json';
    case 'NOT_IMPLEMENTED':
      return 'GET, with the search in the query';
    case 'ACCESS_DENIED':
      return 'apikey: the key of the application';
    case 'BAD_REQUEST':
      return /Endpoint/i.test(path)
        ? `?${INTERACTION}&${PARTY_KEY}`
        : `?${ORGANISATION}&${INTERACTION}`;
    case 'NO_RECORD_FOUND':
      return nearest(path.slice(path.lastIndexOf('/')), ['/Device', '/Endpoint']);
    default:
      return undefined;
  }
}

function ofDemographics(rule: string, reason: string, request: SideView): string | undefined {
  if (/X-Request-ID/i.test(reason))
    return 'X-Request-ID: XXXXXXXX-XXXX-4XXX-8XXX-XXXXXXXXXXXX, a new UUID for each request';
  switch (rule) {
    case 'PRECONDITION_FAILED':
    case 'RESOURCE_VERSION_MISMATCH':
      return 'If-Match: W/"n", the ETag of the last retrieval';
    case 'ACCESS_DENIED':
      return 'Authorization: Bearer and a live access token';
    case 'UNSUPPORTED_SERVICE':
      return request.http.method === 'PATCH'
        ? 'Content-Type: application/json-patch+json'
        : undefined;
    case 'INVALID_VALUE': {
      const [, date] = /'(\d{8})' in field '\w*date\w*'/i.exec(reason) ?? [];
      // A birth date is data of a person: its form is told, not its value.
      return date ? 'yyyy-mm-dd, with hyphens' : undefined;
    }
    default:
      return undefined;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The path that is nearest, of those that an answer lists: whole, or below the prefix of its face. */
function nearestPath(asked: string, answer: string): string | undefined {
  const listed = answer.slice(Math.max(0, answer.search(/There are:|Paths:/)));
  const paths = listed.match(/(?<=[\s,:]|^)\/[\w./-]*/g) ?? [];
  const last = asked.slice(asked.lastIndexOf('/'));
  const from = (path: string) => (path.lastIndexOf('/') === 0 ? last : asked);
  return paths
    .map((path) => ({ path, far: editDistance(from(path).slice(0, 200), path.slice(0, 200)) }))
    .toSorted((a, b) => a.far - b.far)[0]?.path;
}
