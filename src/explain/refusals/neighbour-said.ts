import type { Entry } from '../../journal/entry.ts';
import type { SideView } from '../place/side-view.ts';
import { type Json, jsonOf } from './operation-outcome.ts';

/** The code of an answer, its reason in the words of the service, and the place that it names. */
export interface NeighbourSaid {
  readonly code: string | undefined;
  readonly reason: string;
  /** A header, parameter or member. */
  readonly at?: string | undefined;
}

/** What MESH, ODS or an MHS adaptor says where it refuses; each in its own form. */
export function neighbourSaid(entry: Entry, response: SideView): NeighbourSaid {
  const { service, facts = {}, trace = [] } = entry;
  const result = typeof facts.result === 'string' ? facts.result : '';
  const traced = trace.findLast(({ stage }) => /^(?:decide|perform|read)$/.test(stage))?.text;
  const own = traced ?? result.replace(/^refused: /, '');
  const json = jsonOf(response);
  if (service === 'mesh') return meshSaid(json, own || statusOf(entry));
  if (service.startsWith('adaptor')) return adaptorSaid(json, response, own || statusOf(entry));
  return odsSaid(json, response, own || statusOf(entry));
}

function statusOf({ response }: Entry): string {
  return `status ${response?.status} and no reason`;
}

/** mesh-nhais 1.6: three forms. */
function meshSaid(json: Json | undefined, own: string): NeighbourSaid {
  if (!json) return { code: undefined, reason: own };
  const first: unknown = Array.isArray(json.detail) ? json.detail[0] : undefined;
  const detail = isJson(first) ? first : json;
  if (Array.isArray(detail.loc)) {
    const at = detail.loc.map(String).at(-1) ?? '';
    return {
      code: 'validation',
      reason: `${at}: ${textOf(detail.msg) ?? own}`,
      at: headerName(at),
    };
  }
  const code = textOf(detail.code) ?? textOf(detail.errorCode);
  const said = textOf(detail.msg) ?? textOf(detail.errorDescription);
  return {
    code: code || undefined,
    reason: said ? `${said}${own === '' ? '' : ` (${own})`}` : own,
  };
}

/** mhs 7.2: text with its status before it, or JSON under another media type. */
function adaptorSaid(json: Json | undefined, response: SideView, own: string): NeighbourSaid {
  const text = response.body?.toString('utf8', 0, 2000) ?? '';
  const read = json ?? parsed(text);
  if (read) {
    const error: unknown = Array.isArray(read.errors) ? read.errors[0] : undefined;
    const why = isJson(error)
      ? [error.errorCode, error.codeContext, error.Description ?? error.description]
          .map(textOf)
          .filter((each) => each)
          .join(', ')
      : own;
    return { code: textOf(read.process_key), reason: why || own };
  }
  const reason = text.replace(/^\d{3}: /, '').trim() || own;
  const header =
    /\b(Interaction-Id|wait-for-response|Content-Type|from[_-]asid|Message-Id|ods-code)\b/i;
  const member = /'(\w+)': \['/.exec(reason)?.[1];
  const unknown = /^Unknown interaction/i.test(reason) ? 'Interaction-Id' : undefined;
  const at = unknown ?? member ?? header.exec(reason)?.[1]?.replace('_', '-');
  return { code: undefined, reason, at };
}

/** ORD as JSON, XML or text; the FHIR services by an OperationOutcome. */
function odsSaid(json: Json | undefined, response: SideView, own: string): NeighbourSaid {
  const issue: unknown = Array.isArray(json?.issue) ? json.issue[0] : undefined;
  if (isJson(issue)) {
    const details = isJson(issue.details) ? issue.details : {};
    const coding: unknown = Array.isArray(details.coding) ? details.coding[0] : undefined;
    const reason = textOf(issue.diagnostics) ?? textOf(details.text) ?? own;
    const code =
      (isJson(coding) ? textOf(coding.code) : undefined) ??
      /^HAPI-\d{4}/.exec(reason)?.[0] ??
      (issue.code === 'too-costly' ? 'too-costly' : undefined);
    return { code, reason };
  }
  const text = response.body?.toString('utf8', 0, 2000) ?? '';
  const told =
    textOf(json?.errorText) ??
    /<ErrorText>([^<]{1,300})/.exec(text)?.[1] ??
    (/^[^<{[]{3,300}$/s.test(text) ? text : undefined);
  return { code: undefined, reason: told && own && !own.includes(told) ? `${told} (${own})` : own };
}

function headerName(name: string): string {
  return name.replace(
    /(^|[-_])([a-z])/g,
    (_, before: string, letter: string) =>
      `${before === '_' ? '-' : before}${letter.toUpperCase()}`,
  );
}

function parsed(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJson(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
