import type { Entry } from '../../journal/entry.ts';
import type { CodeNote, CodeTable } from '../codes/code-note.ts';
import { IDENTITY_CODES } from '../codes/identity-codes.ts';
import { lookUp, noteOfStatus } from '../codes/look-up.ts';
import { PDS_FHIR_CODES } from '../codes/pds-fhir-codes.ts';
import { SDS_FHIR_CODES } from '../codes/sds-fhir-codes.ts';
import { SMSP_CODES } from '../codes/smsp-codes.ts';
import { short } from '../place/excerpt.ts';
import { locate } from '../place/locate.ts';
import { withoutNumbers } from '../place/mask.ts';
import type { SideView } from '../place/side-view.ts';
import { nearestAsked } from './nearest-asked.ts';
import { issueOf, type Json, jsonOf } from './operation-outcome.ts';
import type { Refused } from './refused.ts';

/** What a face of the gateway refuses: FHIR, a mini service, a sign-in, or a status alone. */
export function webAnswer(entry: Entry, request: SideView, response: SideView): readonly Refused[] {
  const { service } = entry;
  const status = entry.response?.status ?? 0;
  const said = saidBy(entry, response);
  if (status < 400 && !said.code) return [];
  const table = TABLES[service];
  const note = (table && lookUp(table, said.code ?? '')) ?? noteOfStatus(status);
  const rule = said.code ?? `HTTP-${status}`;
  const asked = withoutNumbers(`${request.http.method ?? ''} ${pathOf(request)}`.trim());
  const where = placeOf(rule, said.reason, request);
  return [
    {
      rule,
      note: told(note, status),
      answer: said.code
        ? `HTTP ${status}, ${/^\d{4}$/.test(said.code) ? 'fault ' : ''}${said.code}`
        : `HTTP ${status}`,
      reason: short(withoutNumbers(`${asked}: ${said.reason}`), 400),
      where: where ?? { side: 'request', at: 'request line', excerpt: short(asked) },
      nearest: nearestAsked({ service, rule, status, reason: said.reason, request, response }),
      causes: service === 'pds-smsp' ? 'any' : undefined,
    },
  ];
}

const TABLES: Readonly<Record<string, CodeTable>> = {
  'pds-fhir': PDS_FHIR_CODES,
  'sds-fhir': SDS_FHIR_CODES,
  'pds-smsp': SMSP_CODES,
  ...{ oauth: IDENTITY_CODES, cis2: IDENTITY_CODES, smartcard: IDENTITY_CODES },
};

/** A code that comes with success is no failure of its asker, whatever the table says of it. */
function told(note: CodeNote, status: number): CodeNote {
  return status >= 400 || note.severity ? note : { ...note, severity: 'should' };
}

interface Said {
  readonly code: string | undefined;
  readonly reason: string;
}

/** The code of the answer, and its reason in the words of the service. */
function saidBy({ service, facts = {}, trace = [] }: Entry, response: SideView): Said {
  const result = typeof facts.result === 'string' ? facts.result : '';
  const reason = trace.findLast(({ stage }) => stage === 'decide' || stage === 'perform')?.text;
  const plain = result.replace(/^(?:refused|not valid): /, '');
  if (service === 'pds-smsp') {
    const code = /^(?:fault )?([A-Z]+-\d{4}|\d{4})\b/.exec(result)?.[1];
    const why = trace.findLast(({ stage }) => stage === 'read' || stage === 'perform')?.text;
    return { code: code === 'SMSP-0000' ? undefined : code, reason: why ?? plain };
  }
  const json = jsonOf(response);
  const issue = json && issueOf(json);
  if (issue) {
    const said = issue.diagnostics?.replace(/^HTTP \d{3}: [\w ]+ \((.*)\)$/s, '$1');
    return { code: issue.code, reason: said ?? reason ?? issue.display ?? plain };
  }
  if (service === 'oauth' || service === 'cis2' || service === 'smartcard')
    return identitySaid(service, result, json, response);
  return { code: undefined, reason: reason ?? plain };
}

function identitySaid(
  service: string,
  result: string,
  json: Json | undefined,
  response: SideView,
): Said {
  const plain = result.replace(/^(?:refused|not valid): /, '');
  const error = typeof json?.error === 'string' ? json.error : undefined;
  const description = typeof json?.error_description === 'string' ? json.error_description : plain;
  if (error) return { code: error, reason: description };
  if (json && 'valid' in json && json.valid === false)
    return { code: 'session', reason: `the session is ${plain}` };
  const sent = /[?&]error=([\w.-]+)/.exec(response.header('Location') ?? '')?.[1];
  if (sent) return { code: sent, reason: plain };
  const refused = result.startsWith('refused');
  const status = response.http.status ?? 0;
  if (service === 'smartcard' && refused && status === 200)
    return { code: 'role_assertion', reason: plain };
  const page = /html/.test(response.header('Content-Type') ?? '');
  return { code: refused && page ? 'sign_in' : undefined, reason: plain || `status ${status}` };
}

function pathOf({ http }: SideView): string {
  return (http.path ?? '').split('?')[0] ?? '';
}

/** Headers that a code is about, whatever its diagnostics say. */
const HEADERS: Readonly<Record<string, string>> = {
  ...{ PRECONDITION_FAILED: 'If-Match', RESOURCE_VERSION_MISMATCH: 'If-Match' },
  ...{ MISSING_OR_INVALID_HEADER: 'Accept', invalid_token: 'Authorization' },
};

/** The header or parameter that the reason names. */
function placeOf(rule: string, reason: string, request: SideView): Refused['where'] {
  const known = HEADERS[rule];
  const named =
    known ??
    /header '([\w-]+)'/.exec(reason)?.[1] ??
    /\b([\w-]+) header\b/.exec(reason)?.[1] ??
    (rule === 'UNSUPPORTED_SERVICE' && request.http.method === 'PATCH'
      ? 'Content-Type'
      : undefined) ??
    (rule === 'ACCESS_DENIED'
      ? request.header('apikey')
        ? 'apikey'
        : 'Authorization'
      : undefined);
  if (named) {
    const value = request.header(named);
    const excerpt = value === undefined ? undefined : short(withoutNumbers(`${named}: ${value}`));
    return { side: 'request', at: named, excerpt };
  }
  const field = /field '([^']{1,80})'/.exec(reason)?.[1];
  if (field) return { side: 'request', at: field };
  const parameter =
    /'([\w-]+)' query parameter/.exec(reason)?.[1] ??
    /(?:^|[^\w])([\w-]+) is (?:missing|invalid)/.exec(reason)?.[1];
  if (parameter) return { side: 'request', at: parameter };
  return request.body ? undefined : locate(request, { at: 'request line' }).place;
}
