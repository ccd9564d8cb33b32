import { decoded } from '../../gateway/query-parameters.ts';
import { INTERACTION, ODS, PARTY_KEY } from './fhir-names.ts';

/** What a client searches for. */
export interface SdsSearch {
  readonly ods?: string;
  readonly interaction?: string;
  readonly partyKey?: string;
  readonly manufacturer?: string;
}

export type SearchReading =
  | { readonly ok: true; readonly search: SdsSearch }
  | { readonly ok: false; readonly message: string };

type Resource = 'Device' | 'Endpoint';

const ORGANISATION = `organization=${ODS}|value`;
const BY_INTERACTION = `identifier=${INTERACTION}|value`;
const BY_PARTY_KEY = `identifier=${PARTY_KEY}|value`;

/** The parameters by name, with the systems that their values may have and what each stands for. */
const PARAMETERS: Readonly<Record<Resource, ReadonlyMap<string, readonly Kind[]>>> = {
  Device: new Map<string, readonly Kind[]>([
    ['organization', [[ODS, 'ods']]],
    ['identifier', identifiers()],
    ['manufacturing-organization', [[ODS, 'manufacturer']]],
  ]),
  Endpoint: new Map<string, readonly Kind[]>([
    ['organization', [[ODS, 'ods']]],
    ['identifier', identifiers()],
  ]),
};

type Kind = readonly [system: string, meaning: keyof SdsSearch];

function identifiers(): readonly Kind[] {
  return [
    [INTERACTION, 'interaction'],
    [PARTY_KEY, 'partyKey'],
  ];
}

/**
 * The search that a query asks for, checked in the order of the real API (sds-ods 2.2): every parameter's name
 * and system, then what is needed. The last value that is not blank counts.
 */
export function readSearch(resource: Resource, query: string): SearchReading {
  const found = new Map<keyof SdsSearch, string>();
  for (const [name, values] of parametersOf(query)) {
    const kinds = PARAMETERS[resource].get(name);
    if (!kinds) return wrong(`Illegal query parameter '${name}'`);
    for (const value of values) {
      const kind = kinds.find(([system]) => value.startsWith(`${system}|`));
      if (!kind) return wrong(invalid(name));
      const [system, meaning] = kind;
      const text = value.slice(system.length + 1).trim();
      if (text !== '') found.set(meaning, text);
    }
  }
  const missing = resource === 'Device' ? missingOfDevice(found) : missingOfEndpoint(found);
  if (missing !== undefined) return wrong(missing);
  return { ok: true, search: Object.fromEntries(found) };
}

function wrong(message: string): SearchReading {
  return { ok: false, message };
}

function invalid(name: string): string {
  const needed =
    name === 'identifier'
      ? `one or both of: ['${BY_INTERACTION}', '${BY_PARTY_KEY}']`
      : `'${name}=${ODS}|value'`;
  return `Missing or invalid '${name}' query parameter. Should be ${needed}`;
}

function missingOfDevice(found: ReadonlyMap<keyof SdsSearch, string>): string | undefined {
  if (!found.has('ods')) return invalid('organization');
  if (found.has('interaction')) return undefined;
  return `Missing or invalid 'identifier' query parameter. Should be '${BY_INTERACTION}'`;
}

function missingOfEndpoint(found: ReadonlyMap<keyof SdsSearch, string>): string | undefined {
  // Any two of the three will do.
  const given = (['ods', 'interaction', 'partyKey'] as const).filter((each) => found.has(each));
  if (given.length >= 2) return undefined;
  const combinations = [
    [ORGANISATION, BY_INTERACTION, BY_PARTY_KEY],
    [ORGANISATION, BY_INTERACTION],
    [ORGANISATION, BY_PARTY_KEY],
    [BY_INTERACTION, BY_PARTY_KEY],
  ].map((parts) => `'${parts.join('&')}'`);
  // Nothing stands between them: so it is in the real message.
  return `Missing or invalid query parameters. Should one of following combinations: [${combinations.join('')}]`;
}

/** Values by name, both in the order in which they first come. */
function parametersOf(query: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const piece of query.split('&')) {
    if (piece === '') continue;
    const at = piece.indexOf('=');
    const name = formDecoded(at < 0 ? piece : piece.slice(0, at));
    const value = at < 0 ? '' : formDecoded(piece.slice(at + 1));
    const known = found.get(name);
    if (known) known.push(value);
    else found.set(name, [value]);
  }
  return found;
}

function formDecoded(text: string): string {
  return decoded(text.replaceAll('+', ' ')).trim();
}
