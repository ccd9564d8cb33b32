import { reasonOf } from '../../../src/platform/http-message.ts';
import type { ApiAnswer, ApiRequest } from '../../gateway/api-message.ts';
import { decoded, type QueryParameter, queryParameters } from '../../gateway/query-parameters.ts';
import { disturbed, odsFaults } from '../ods-faults.ts';
import { baseOf, type OdsFace, type OdsParts } from '../ods-parts.ts';
import { readStu3Search, type Stu3Search } from './read-stu3-search.ts';
import { type Stu3Error, stu3Outcome } from './stu3-error.ts';
import { stu3Capability, stu3CodeSystem, writeStu3Organization } from './write-stu3.ts';

type Answer =
  | { readonly value: object; readonly result: string; readonly total?: number }
  | { readonly status: number; readonly errors: readonly Stu3Error[] };

/** The retired FHIR face of ODS, STU3, for who still asks it (sds-ods 3.2). JSON alone. */
export function stu3Face(parts: OdsParts): OdsFace {
  const { world, organisations, random, faults, ids } = parts;

  const answer = (request: ApiRequest): Answer => {
    const { path, method } = request;
    const parameters = queryParameters(request.query);
    const base = baseOf(request);
    if (method !== 'GET')
      return refused(405, { code: 'INVALID_PARAMETER', text: `${method} is not supported` });
    if (path === '/metadata') return found(stu3Capability(base));
    if (path === '/Organization') {
      const read = readStu3Search(parameters);
      return read.ok
        ? search(read.search, request, parameters)
        : { status: 400, errors: read.errors };
    }
    const [, type, name = '', ...more] = path.split('/').map(decoded);
    const { singles } = world.current().ods.stu3;
    if (type === 'Organization' && more.length === 0) {
      const unknown = parameters.filter(([each]) => each !== '_format');
      if (unknown.length > 0)
        return {
          status: 400,
          errors: unknown.map(([each]) => ({
            ...{
              code: 'INVALID_PARAMETER',
              text: `Unknown argument found - ${each.slice(0, 100)}`,
            },
          })),
        };
      const organisation = organisations.current().find(name.toUpperCase());
      if (organisation) return found(writeStu3Organization(organisation, singles));
    }
    const system = type === 'CodeSystem' ? stu3CodeSystem(name) : undefined;
    if (system) return found(system);
    return refused(404, { code: 'NO_RECORD_FOUND', text: 'No record found for supplied request.' });
  };

  const search = (
    { query, count, page, onlyTotal }: Stu3Search,
    request: ApiRequest,
    parameters: readonly QueryParameter[],
  ): Answer => {
    const all = organisations.current().search(query);
    const { singles } = world.current().ods.stu3;
    const base = baseOf(request);
    const shown = onlyTotal ? [] : all.slice((page - 1) * count, page * count);
    const pages = count === 0 ? 1 : Math.max(1, Math.ceil(all.length / count));
    const link = (relation: string, to: number) => ({
      relation,
      url: `${base}/Organization?${[
        ...parameters.filter(([name]) => name !== '_page'),
        ['_page', String(to)] as const,
      ]
        .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
        .join('&')}`,
    });
    return {
      value: {
        resourceType: 'Bundle',
        ...{ id: ids.uuid().toLowerCase(), type: 'searchset' },
        total: singles ? String(all.length) : all.length,
        link: [
          link('self', page),
          link('first', 1),
          ...(page > 1 ? [link('previous', page - 1)] : []),
          ...(page < pages ? [link('next', page + 1)] : []),
          link('last', pages),
        ],
        ...(shown.length > 0 && {
          entry: shown.map((each) => ({
            fullUrl: `${base}/Organization/${each.odsCode}`,
            resource: writeStu3Organization(each, singles),
          })),
        }),
      },
      ...{ result: `${all.length} found`, total: all.length },
    };
  };

  return {
    prefix: world.current().ods.stu3.prefix,
    service: 'ods-stu3',
    async handle(request) {
      const operation = operationOf(request.path);
      const caller = request.peer.fqdn;
      const ods = /^\/Organization\/([^/]+)$/.exec(request.path)?.[1]?.slice(0, 100);
      const met = odsFaults(faults, random, { operation, caller, ods });
      const made: Answer = met.error
        ? refused(met.error.status, {
            ...{
              code: 'INTERNAL_SERVER_ERROR',
              text: met.error.text ?? reasonOf(met.error.status),
            },
          })
        : answer(request);
      const written = write(made, ids.uuid().toLowerCase());
      return disturbed({ ...written, operation, caller }, met);
    },
    reset: () => {},
  };
}

function found(value: object): Answer {
  return { value, result: 'found' };
}

function refused(status: number, error: Stu3Error): Answer {
  return { status, errors: [error] };
}

function operationOf(path: string): string {
  const [, type = '', name = ''] = path.split('/');
  if (type === 'metadata') return 'metadata';
  if (type !== 'Organization' && type !== 'CodeSystem') return 'unknown';
  return `${type}.${name === '' ? 'search' : 'read'}`;
}

function write(answer: Answer, id: string): Omit<ApiAnswer, 'operation'> {
  const headers = [['Content-Type', 'application/fhir+json']] as const;
  if ('value' in answer) {
    const { value, result, total } = answer;
    const body = JSON.stringify(value);
    return {
      ...{ status: 200, headers, body, result },
      ...(total !== undefined && { facts: { total } }),
    };
  }
  const { status, errors } = answer;
  const told = errors.map(({ code, text }) => `${code}: ${text}`);
  return {
    ...{ status, headers, body: JSON.stringify(stu3Outcome(id, errors)) },
    result: `refused: ${errors[0]?.code}`,
    trace: told.map((text) => ({ stage: 'decide', text })),
  };
}
