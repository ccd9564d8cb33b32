import { createHash } from 'node:crypto';
import { type HeaderList, headerValue } from '../../../src/platform/http-message.ts';
import type { ApiAnswer, ApiRequest } from '../../gateway/api-message.ts';
import { callQuota } from '../../gateway/call-quota.ts';
import { decoded } from '../../gateway/query-parameters.ts';
import { disturbed, odsFaults } from '../ods-faults.ts';
import type { OdsFace, OdsParts } from '../ods-parts.ts';
import { hapiOutcome, type OdtError } from './hapi-outcome.ts';
import { type OdtAnswer, odtAnswer } from './odt-answer.ts';

const TYPE: HeaderList = [['Content-Type', 'application/fhir+json']];

/** The Organisation Data Terminology API, FHIR R4, with its proxy: key and quota (sds-ods 3.3). */
export function odtFace(parts: OdsParts): OdsFace {
  const { world, clock, random, faults } = parts;
  const quota = callQuota(clock, 60_000);

  const throughProxy = (request: ApiRequest, caller: string | undefined): OdtAnswer | undefined => {
    const { apiKeys, quotaPerMinute } = world.current().ods.fhir;
    const key = headerValue(request.headers, 'apikey') ?? '';
    if (key === '' || (apiKeys && !apiKeys.includes(key)))
      return { error: { status: 401, code: 'login', text: 'Invalid or missing API key' } };
    const seconds = quota.take(caller ?? request.peer.address, quotaPerMinute);
    return seconds > 0
      ? { error: { status: 429, code: 'throttled', text: 'Rate limit exceeded' } }
      : undefined;
  };

  return {
    prefix: world.current().ods.fhir.prefix,
    service: 'ods-fhir',
    async handle(request) {
      const operation = operationOf(request);
      const caller = callerOf(request);
      const refused = throughProxy(request, caller);
      if (refused) return { ...write(refused), operation, caller };
      const met = odsFaults(faults, random, { operation, caller, ods: codeIn(request.path) });
      const answer = met.error ? { error: faultError(met.error) } : odtAnswer(request, parts);
      return disturbed({ ...write(answer), operation, caller }, met);
    },
    reset: () => quota.reset(),
  };
}

function faultError({
  status,
  text,
}: {
  readonly status: number;
  readonly text?: string;
}): OdtError {
  const isDown = status === 503;
  return {
    ...{ status, ...(isDown && { code: 'transient' }) },
    text: text ?? (isDown ? 'The service is unavailable' : `HTTP ${status}`),
  };
}

function write(answer: OdtAnswer): Omit<ApiAnswer, 'operation'> {
  if ('error' in answer) {
    const { error } = answer;
    return {
      ...{ status: error.status, headers: TYPE, body: JSON.stringify(hapiOutcome(error)) },
      result: `refused: ${error.text}`,
      trace: [{ stage: 'decide', text: `${error.status}: ${error.text}` }],
    };
  }
  const { body, result, facts, remarks = [] } = answer;
  return {
    ...{ status: 200, headers: TYPE, body, result, ...(facts && { facts }) },
    trace: remarks.map((text) => ({ stage: 'read', text })),
  };
}

/** `Organization.search`, `Organization.read`, `CodeSystem.lookup` and so on. */
function operationOf({ path, method }: ApiRequest): string {
  const [, type = '', name = ''] = path.split('/');
  if (type === 'metadata') return 'metadata';
  if (!['Organization', 'OrganizationAffiliation', 'List', 'CodeSystem', 'ValueSet'].includes(type))
    return 'unknown';
  if (name.startsWith('$')) return `${type}.${name.slice(1, 20)}`;
  if (type === 'ValueSet' && method === 'POST') return 'ValueSet.expand';
  return `${type}.${name === '' ? 'search' : 'read'}`;
}

function codeIn(path: string): string | undefined {
  const name = /^\/Organization\/([^/]+)$/.exec(path)?.[1];
  return name === undefined ? undefined : decoded(name).slice(0, 100);
}

/** A key opens doors, so its digest stands for it, as in the journal. */
function callerOf({ headers, peer }: ApiRequest): string | undefined {
  const key = headerValue(headers, 'apikey');
  if (key === undefined || key === '') return peer.fqdn;
  return createHash('sha256').update(key).digest('hex').slice(0, 12);
}
