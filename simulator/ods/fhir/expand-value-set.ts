import type { OrganisationIndex } from '../../../src/organisations/organisation-index.ts';
import { z } from '../../../src/platform/zod.ts';
import { changedBetween, type DayRange } from './changed-between.ts';
import type { Terminology } from './code-system.ts';
import { CONCEPT_SYSTEMS, type Concept, textOfValue } from './concepts.ts';

const PROPERTY =
  'http://hl7.org/fhir/5.0/StructureDefinition/extension-ValueSet.expansion.contains.property';
const EXPANSION = 'http://ontoserver.csiro.au/profiles/expansion';
/** Concepts on one page at most. */
const MOST = 5_000;

const text = z.string().max(1000);
// The published example writes an integer as text.
const integer = z.coerce.number().int().min(0).max(1_000_000_000);
const parameter = z.looseObject({
  name: text,
  valueBoolean: z.boolean().optional(),
  valueString: text.optional(),
  valueInteger: integer.optional(),
  resource: z.unknown().optional(),
});
const request = z.looseObject({
  resourceType: z.literal('Parameters'),
  parameter: z.array(parameter).max(200),
});
const valueSet = z.looseObject({
  resourceType: z.literal('ValueSet'),
  compose: z.looseObject({
    include: z
      .array(
        z.looseObject({
          system: text,
          concept: z.array(z.looseObject({ code: text })).optional(),
          filter: z
            .array(z.looseObject({ property: text, op: text, value: text }))
            .max(20)
            .default([]),
        }),
      )
      .min(1)
      .max(20),
  }),
});

const wrong = (why: string): Terminology => ({ error: { status: 400, text: why } });

/** `$expand` of a value set that the request defines: codes of a system, filtered by properties (sds-ods 3.3). */
export function expandValueSet(
  index: OrganisationIndex,
  body: unknown,
  { id, at, version }: { readonly id: string; readonly at: Date; readonly version: string },
): Terminology {
  const read = request.safeParse(body);
  if (!read.success) return wrong(explained('the request', read.error));
  const { parameter: parameters } = read.data;
  const of = (name: string) => parameters.find((each) => each.name === name);
  const set = valueSet.safeParse(of('valueSet')?.resource);
  if (!set.success) return wrong(explained('valueSet', set.error));
  const activeOnly = of('activeOnly')?.valueBoolean ?? false;
  const count = Math.min(of('count')?.valueInteger ?? 100, MOST);
  const offset = of('offset')?.valueInteger ?? 0;
  const properties = parameters
    .filter(({ name }) => name === 'property')
    .map(({ valueString = '' }) => valueString);

  const contains: object[] = [];
  const used: string[] = [];
  let total = 0;
  for (const { system: url, filter, concept } of set.data.compose.include) {
    const system = CONCEPT_SYSTEMS.find((each) => each.url === url);
    if (!system) return wrong(`there is no code system ${url.slice(0, 200)}`);
    const tests = filter.map(testOf);
    const problem = tests.find((test) => typeof test === 'string');
    if (typeof problem === 'string') return wrong(problem);
    used.push(`${url}|${version}`);
    const codes = concept && new Set(concept.map(({ code }) => code));
    for (const each of system.all(index)) {
      if (codes && !codes.has(each.code)) continue;
      if (activeOnly && each.inactive) continue;
      if (!tests.every((test) => typeof test === 'function' && test(each))) continue;
      if (total >= offset && contains.length < count) contains.push(shown(each, url, properties));
      total += 1;
    }
  }
  return {
    value: {
      resourceType: 'ValueSet',
      expansion: {
        identifier: `urn:uuid:${id.toLowerCase()}`,
        timestamp: at.toISOString().replace(/\.\d+Z$/, '+00:00'),
        ...{ total, offset },
        parameter: [
          ...used.flatMap((each) => [
            { name: 'version', valueUri: each },
            { name: 'used-codesystem', valueUri: each },
          ]),
          { name: 'activeOnly', valueBoolean: activeOnly },
          { name: 'count', valueInteger: count },
        ],
        contains,
      },
    },
  };
}

function explained(what: string, error: z.ZodError): string {
  const [issue] = error.issues;
  const path = issue?.path.join('.');
  return `${what}: ${path ? `${path}: ` : ''}${issue?.message ?? 'cannot be read'}`;
}

interface Filter {
  readonly property: string;
  readonly op: string;
  readonly value: string;
}

/** How a concept is tried, or why a filter cannot be. Days take the prefixes of a search. */
function testOf({ property, op, value }: Filter): ((concept: Concept) => boolean) | string {
  const wanted = property.slice(0, 100);
  if (op !== '=' && op !== 'in')
    return `the filter of ${wanted} asks for ${op.slice(0, 20)}: = and in are known`;
  if (/Date$/.test(property)) {
    const between = changedBetween([value]);
    if (!between.ok) return `HAPI-1940: Invalid date/time format: "${value.slice(0, 100)}"`;
    return (concept) => valuesOf(concept, property).some((day) => isWithin(day, between.range));
  }
  const anyOf = op === 'in' ? value.split(',').map((each) => each.trim()) : [value];
  return (concept) => valuesOf(concept, property).some((each) => anyOf.includes(each));
}

function valuesOf({ properties }: Concept, wanted: string): readonly string[] {
  return properties.filter(([name]) => name === wanted).map(([, value]) => textOfValue(value));
}

function isWithin(day: string, { changedFrom, changedTo }: DayRange): boolean {
  return (
    (changedFrom === undefined || day >= changedFrom) &&
    (changedTo === undefined || day <= changedTo)
  );
}

function shown(
  { code, display, inactive, properties }: Concept,
  system: string,
  wanted: readonly string[],
) {
  const extension = [
    ...(inactive ? [{ url: EXPANSION, extension: [{ url: 'inactive', valueBoolean: true }] }] : []),
    ...properties
      .filter(([name]) => wanted.includes(name) || wanted.includes('*'))
      .map(([name, value]) => ({
        url: PROPERTY,
        extension: [
          { url: 'code', valueCode: name },
          { url: 'value', ...value },
        ],
      })),
  ];
  return {
    ...(extension.length > 0 && { extension }),
    ...{ system, ...(inactive && { inactive }), code, display },
  };
}
