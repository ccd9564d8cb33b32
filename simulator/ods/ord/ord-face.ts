import type { TraceStep } from '../../../src/journal/entry.ts';
import { dayOf } from '../../../src/organisations/calendar-day.ts';
import { writeOrdRecord } from '../../../src/organisations/write-ord-record.ts';
import { writeOrdXml } from '../../../src/organisations/write-ord-xml.ts';
import { type HeaderList, reasonOf } from '../../../src/platform/http-message.ts';
import type { ApiAnswer, ApiRequest } from '../../gateway/api-message.ts';
import { callQuota } from '../../gateway/call-quota.ts';
import { decoded, type QueryParameter, queryParameters } from '../../gateway/query-parameters.ts';
import { disturbed, odsFaults } from '../ods-faults.ts';
import { baseOf, type OdsFace, type OdsParts } from '../ods-parts.ts';
import { type OrdFormat, ordFormat } from './ord-format.ts';
import { ORD_REFERENCE, ordLink, ordPage, ordRole, ordSummary } from './ord-resources.ts';
import { readOrdFormatOnly, readOrdSearch, readOrdSync } from './read-ord-search.ts';

/** What is answered, before it is written. */
type Outcome =
  | {
      readonly ok: true;
      readonly value: Readonly<Record<string, unknown>>;
      readonly headers?: HeaderList;
      readonly result: string;
      readonly facts?: Readonly<Record<string, string | number>>;
      readonly trace?: readonly TraceStep[];
    }
  | {
      readonly ok: false;
      readonly status: number;
      readonly text: string;
      readonly headers?: HeaderList;
      /** Why, where the text does not say it. */
      readonly why?: string;
    };

const refused = (text: string): Outcome => ({ ok: false, status: 406, text });
const unknown = (why: string): Outcome => ({ ok: false, status: 404, text: 'Not Found', why });

/** ORD 2-0-0 (sds-ods 3.1). */
export function ordFace(parts: OdsParts): OdsFace {
  const { world, organisations, clock, random, faults } = parts;
  const quota = callQuota(clock, 1000);

  const answer = (request: ApiRequest, parameters: readonly QueryParameter[]): Outcome => {
    const { path } = request;
    const base = baseOf(request);
    const index = organisations.current();
    const today = dayOf(clock.now());
    if (path === '/organisations') {
      const search = readOrdSearch(parameters, today);
      if (!search.ok) return refused(search.text);
      const { total, shown, headers } = ordPage(index, search.value, base, parameters);
      return {
        ...{ ok: true, headers, result: `${shown.length} of ${total} found` },
        value: { Organisations: shown.map((each) => ordSummary(each, base)) },
        facts: { total, returned: shown.length },
        trace: [
          {
            stage: 'read',
            text: `${Object.keys(search.value.query).join(', ')} among ${index.all.length} organisations`,
          },
        ],
      };
    }
    if (path === '/sync') {
      const since = readOrdSync(parameters, today);
      if (!since.ok) return refused(since.text);
      const found = index.search({ changedFrom: since.value });
      return {
        ...{ ok: true, result: `${found.length} changed`, facts: { total: found.length } },
        value: {
          Organisations: found.map(({ odsCode }) => ({ OrgLink: ordLink(odsCode, base) })),
        },
      };
    }
    const [, folder = '', name] = path.split('/');
    if (folder === 'organisations' && name !== undefined) return record(parameters, path);
    const rows = Object.hasOwn(ORD_REFERENCE, path) ? ORD_REFERENCE[path] : undefined;
    const role = folder === 'roles' && name ? ordRole(decoded(name)) : undefined;
    const value = rows ?? role;
    if (!value) return unknown(`nothing is served at ${path}`);
    const read = readOrdFormatOnly(parameters);
    return read.ok ? { ok: true, value, result: 'found' } : refused(read.text);
  };

  const record = (parameters: readonly QueryParameter[], path: string): Outcome => {
    const read = readOrdFormatOnly(parameters);
    if (!read.ok) return refused(read.text);
    const code = codeIn(path) ?? '';
    const found = organisations.current().find(code);
    if (!found) return unknown(`there is no organisation ${code}`);
    const value = { ...writeOrdRecord(found) };
    return { ok: true, value, result: 'found', facts: { ods: code } };
  };

  return {
    prefix: world.current().ods.ord.prefix,
    service: 'ods-ord',
    async handle(request) {
      const settings = world.current().ods.ord;
      const operation = operationOf(request.path);
      const caller = request.peer.fqdn;
      const parameters = queryParameters(request.query);
      const format = ordFormat(request.headers, parameters);
      const written = (outcome: Outcome, extra: Partial<ApiAnswer> = {}): ApiAnswer => ({
        ...write(outcome, format.ok ? format.value : 'json', settings.errorBody),
        ...{ operation, caller },
        ...extra,
      });
      const seconds = quota.take(caller ?? request.peer.address, settings.quotaPerSecond);
      if (seconds > 0) {
        const headers = [['Retry-After', String(seconds)]] as const;
        return written({ ok: false, status: 429, text: 'Too Many Requests', headers });
      }
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        const headers = [['Allow', 'GET, HEAD']] as const;
        return written({ ok: false, status: 405, text: 'Method Not Allowed', headers });
      }
      const met = odsFaults(faults, random, { operation, caller, ods: codeIn(request.path) });
      const outcome: Outcome = met.error
        ? {
            ok: false,
            status: met.error.unavailable ? 500 : met.error.status,
            text: met.error.text ?? reasonOf(met.error.status),
          }
        : format.ok
          ? answer(request, parameters)
          : refused(format.text);
      return disturbed(written(outcome), met);
    },
    reset: () => quota.reset(),
  };
}

/** The code that a path names, upper-cased by the server. */
function codeIn(path: string): string | undefined {
  const name = /^\/organisations\/([^/]+)$/.exec(path)?.[1];
  return name === undefined ? undefined : decoded(name).toUpperCase().slice(0, 100);
}

function operationOf(path: string): string {
  if (path === '/organisations') return 'organisations.search';
  const [, folder = '', name] = path.split('/');
  if (folder === 'organisations' && name !== undefined) return 'organisation.read';
  return ['sync', 'roles', 'rels', 'recordclasses'].includes(folder) ? folder : 'unknown';
}

function write(
  outcome: Outcome,
  format: OrdFormat,
  errorBody: 'json' | 'text' | 'none',
): Omit<ApiAnswer, 'operation'> {
  const type = format === 'xml' ? 'application/xml' : 'application/json';
  if (outcome.ok) {
    const { value, headers = [], result, facts, trace } = outcome;
    return {
      ...{ status: 200, result, headers: [['Content-Type', type], ...headers] },
      body: format === 'xml' ? writeOrdXml(value) : JSON.stringify(value),
      ...(facts && { facts }),
      ...(trace && { trace }),
    };
  }
  const { status, text, headers = [], why = text } = outcome;
  const content = { errorCode: status, errorText: text };
  const [written, body] =
    errorBody === 'none'
      ? [undefined, '']
      : errorBody === 'text'
        ? ['text/plain; charset=utf-8', text]
        : format === 'xml'
          ? [type, writeOrdXml({ Error: { ErrorCode: status, ErrorText: text } })]
          : [type, JSON.stringify(content)];
  return {
    ...{ status, body, result: `refused: ${why}` },
    headers: [...(written ? [['Content-Type', written] as const] : []), ...headers],
    trace: [{ stage: 'decide', text: `${status}: ${why}` }],
  };
}
