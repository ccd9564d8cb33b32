import type { ApiRequest } from '../../gateway/api-message.ts';
import { getCoverage, updateCoverage } from './coverage.ts';
import { createPatient } from './create-patient.ts';
import { getPatient } from './get-patient.ts';
import { getRelatedPersons } from './get-related-persons.ts';
import type { Operation } from './operation.ts';
import { type Outcome, refuse } from './outcome.ts';
import { searchPatients } from './search-patients.ts';
import { updatePatient } from './update-patient.ts';

export type Route =
  | { readonly ok: true; readonly operation: Operation; readonly nhsNumber: string }
  | { readonly ok: false; readonly outcome: Outcome };

type Methods = Readonly<Record<string, Operation>>;

const PATHS: readonly (readonly [pattern: RegExp, methods: Methods])[] = [
  [/^\/Patient\/?$/, { GET: searchPatients, POST: createPatient }],
  [/^\/Patient\/([^/]+)$/, { GET: getPatient, PATCH: updatePatient }],
  [/^\/Patient\/([^/]+)\/RelatedPerson$/, { GET: getRelatedPersons }],
  [/^\/Coverage$/, { GET: getCoverage, POST: updateCoverage }],
];

/** Which operation a request is for. A method that a path does not know is an unsupported service. */
export function routeOf({ method, path }: ApiRequest): Route {
  for (const [pattern, methods] of PATHS) {
    const match = pattern.exec(path);
    if (!match) continue;
    const operation = Object.hasOwn(methods, method) ? methods[method] : undefined;
    if (!operation) return { ok: false, outcome: refuse('UNSUPPORTED_SERVICE') };
    return { ok: true, operation, nhsNumber: decoded(match[1] ?? '') };
  }
  return { ok: false, outcome: refuse('UNSUPPORTED_REQUEST', `Unsupported path - '${path}'`) };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
