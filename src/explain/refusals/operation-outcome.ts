import type { SideView } from '../place/side-view.ts';

/** A JSON object. */
export type Json = Readonly<Record<string, unknown>>;

/** A body that is a JSON object; `undefined` for any other. */
export function jsonOf({ body, header }: SideView): Json | undefined {
  if (!body || body.length > 1024 * 1024 || !/json/.test(header('Content-Type') ?? ''))
    return undefined;
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The first issue of an OperationOutcome: its code, and what it says besides. */
export function issueOf(json: Json) {
  if (json.resourceType !== 'OperationOutcome' || !Array.isArray(json.issue)) return undefined;
  const issue: unknown = json.issue[0];
  if (!isObject(issue)) return undefined;
  const details = isObject(issue.details) ? issue.details : {};
  const coding: unknown = Array.isArray(details.coding) ? details.coding[0] : undefined;
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return {
    code: isObject(coding) ? text(coding.code) : undefined,
    display: isObject(coding) ? text(coding.display) : undefined,
    diagnostics: text(issue.diagnostics),
  };
}
