import type { ApiAnswer, ApiRequest } from '../../gateway/api-message.ts';
import { header } from './operation.ts';

/** What the platform answers by itself: `/_ping`, `/_status`, and 502 to OPTIONS (pds-identity 2.1, 2.4). */
export function platformAnswer(request: ApiRequest): ApiAnswer | undefined {
  const { method, path } = request;
  if (method === 'OPTIONS') return answer('platform', 502, { error: 'Bad Gateway' });
  if (method !== 'GET') return undefined;
  if (path === '/_ping') return answer('_ping', 200, { version: 'v1', revision: 'spinebox' });
  if (path !== '/_status') return undefined;
  // Any key will do: only its absence is documented.
  return header(request, 'apikey')
    ? answer('_status', 200, {
        status: 'pass',
        version: 'v1',
        revision: 'spinebox',
        checks: { 'healthcheckService:status': [{ status: 'pass' }] },
      })
    : answer('_status', 401, { error: 'Access Denied' });
}

function answer(operation: string, status: number, body: object): ApiAnswer {
  return {
    status,
    headers: [['Content-Type', 'application/json']],
    body: JSON.stringify(body),
    operation,
    result: status === 200 ? 'answered' : 'refused',
  };
}
