import type { TraceStep } from '../../../src/journal/entry.ts';
import { headerValues } from '../../../src/platform/http-message.ts';
import type { ApiAnswer, ApiRequest } from '../../gateway/api-message.ts';
import { bundleOf } from './bundle.ts';
import { CORRELATION_PATTERN, type Correlation } from './correlation-id.ts';
import { UnmappableError } from './entry-values.ts';
import { type AnswerFrame, fhirAnswer, refusal } from './fhir-answer.ts';
import { findHandlers, findSystems, type LookUp } from './look-up.ts';
import { mapDevice } from './map-device.ts';
import { mapEndpoint } from './map-endpoint.ts';
import { negotiate } from './negotiate.ts';
import { readSearch, type SdsSearch } from './read-search.ts';
import { PATIENCE_MS, type SearchFaults } from './search-faults.ts';

/** What an answer is made from. */
export interface SearchContext {
  readonly frame: AnswerFrame;
  readonly correlation: Correlation;
  /** Asked for late: only for a search that is in order. */
  lookUp(): LookUp;
  newId(): string;
  faults(search: SdsSearch): SearchFaults;
  readonly slowDirectory: 'empty' | 'timeout';
}

/** The resources by their paths, which are case-sensitive. */
const RESOURCES = { '/Device': 'Device', '/Endpoint': 'Endpoint' } as const;
export type SdsResource = (typeof RESOURCES)[keyof typeof RESOURCES];

export function resourceAt(path: string): SdsResource | undefined {
  return Object.hasOwn(RESOURCES, path) ? RESOURCES[path as keyof typeof RESOURCES] : undefined;
}

/**
 * Answers a search as the API behind the proxy does, with its checks in their order: route, verb, correlation
 * id, parameters, what is needed of them, Accept, directory (sds-ods 2.2).
 */
export function answerSearch(request: ApiRequest, context: SearchContext): ApiAnswer {
  const { frame, correlation } = context;
  const resource = resourceAt(request.path);
  if (!resource) return refusal(frame, { status: 404, diagnostics: 'HTTP endpoint not found' });
  if (request.method !== 'GET') {
    const headers = [['Allow', 'GET']] as const;
    return refusal(
      frame,
      { status: 405, diagnostics: 'HTTP operation not supported' },
      { headers },
    );
  }
  const badRequest = (message: string) =>
    refusal(frame, { status: 400, diagnostics: `HTTP 400: Bad Request (${message})` });
  if (correlation.wrong)
    return badRequest(
      `Invalid X-Correlation-ID header. Should be an UUIDv4 matching regex '${CORRELATION_PATTERN}'`,
    );
  const reading = readSearch(resource, request.query);
  if (!reading.ok) return badRequest(reading.message);
  const type = negotiate(headerValues(request.headers, 'Accept'));
  if (!type) return refusal(frame, { status: 406, diagnostics: 'Accept type not supported' });
  return lookedUp(request, context, { resource, search: reading.search, type });
}

interface Asked {
  readonly resource: SdsResource;
  readonly search: SdsSearch;
  readonly type: string;
}

function lookedUp(
  { url }: ApiRequest,
  context: SearchContext,
  { resource, search, type }: Asked,
): ApiAnswer {
  const { frame, newId } = context;
  const faults = context.faults(search);
  const trace: TraceStep[] = [{ stage: 'read', text: `${resource} search`, facts: { ...search } }];
  trace.push(...faults.told.map((text) => ({ stage: 'disturb', text })));
  const delayMs = Math.min(faults.delayMs, PATIENCE_MS);
  const extra = { trace, delayMs, ...(faults.drop && { drop: true }) };
  if (faults.error) return refusal(frame, faults.error, extra);

  const isLate = faults.delayMs > PATIENCE_MS;
  if (isLate && context.slowDirectory === 'timeout')
    return refusal(frame, { status: 504, diagnostics: 'LDAP request timed out' }, extra);
  if (isLate) trace.push({ stage: 'decide', text: 'the directory was too slow: taken for empty' });
  try {
    const resources = isLate ? [] : resourcesOf(resource, search, context, trace);
    const body = JSON.stringify(bundleOf(url, newId(), resources), null, 2);
    const total = resources.length;
    return fhirAnswer(frame, type, faults.malformed ? body.slice(0, body.length / 2) : body, {
      ...extra,
      result: total === 0 ? 'nothing found' : `${total} found`,
      facts: { ...search, total },
    });
  } catch (error) {
    if (!(error instanceof UnmappableError)) throw error;
    return refusal(frame, { status: 500, diagnostics: error.message }, extra);
  }
}

function resourcesOf(
  resource: SdsResource,
  search: SdsSearch,
  { lookUp, newId }: SearchContext,
  trace: TraceStep[],
) {
  if (resource === 'Device')
    return findSystems(lookUp(), search).map((entry) => mapDevice(entry, newId()));
  return findHandlers(lookUp(), search).flatMap(({ entry, addresses, by }) => {
    if (by) trace.push({ stage: 'decide', text: `${entry.dn} is reached by way of ${by}` });
    return mapEndpoint(entry, addresses, newId);
  });
}
