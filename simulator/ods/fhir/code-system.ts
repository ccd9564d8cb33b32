import type { OrganisationIndex } from '../../../src/organisations/organisation-index.ts';
import type { QueryParameter } from '../../gateway/query-parameters.ts';
import {
  CONCEPT_SYSTEMS,
  type Concept,
  type ConceptSystem,
  type ConceptValue,
} from './concepts.ts';
import type { OdtError } from './hapi-outcome.ts';

export type Terminology = { readonly value: object } | { readonly error: OdtError };

const DESIGNATION = 'http://terminology.hl7.org/CodeSystem/designation-usage';

/** `$lookup`: everything of one code, or the properties that are named; `*` is all (sds-ods 3.3). */
export function lookUpCode(
  index: OrganisationIndex,
  parameters: readonly QueryParameter[],
  version: string,
): Terminology {
  const found = conceptOf(index, parameters, 'system');
  if ('error' in found) return found;
  const { system, concept } = found;
  const wanted = parameters.filter(([name]) => name === 'property').map(([, value]) => value);
  const isWanted = (name: string) =>
    wanted.length === 0 || wanted.includes('*') || wanted.includes(name);
  return {
    value: {
      resourceType: 'Parameters',
      parameter: [
        { name: 'code', valueCode: concept.code },
        { name: 'display', valueString: concept.display },
        { name: 'name', valueString: system.name },
        { name: 'system', valueUri: system.url },
        { name: 'version', valueString: version },
        {
          name: 'designation',
          part: [
            { name: 'use', valueCoding: { system: DESIGNATION, code: 'display' } },
            { name: 'value', valueString: concept.display },
          ],
        },
        ...concept.properties
          .filter(([name]) => isWanted(name))
          .map(([name, value]) => ({ name: 'property', part: partsOf(name, value) })),
      ],
    },
  };
}

/** A code stands as `value` alone; anything else stands under the name of its type too. */
function partsOf(name: string, value: ConceptValue): readonly object[] {
  const [type = ''] = Object.keys(value);
  return [
    { name: 'code', valueCode: name },
    ...(type === 'valueCode' ? [] : [{ name: type, ...value }]),
    { name: 'value', ...value },
  ];
}

/** `$validate-code`: whether a system has a code, and whether its properties are as given. */
export function validateCode(
  index: OrganisationIndex,
  parameters: readonly QueryParameter[],
): Terminology {
  const found = conceptOf(index, parameters, 'url');
  if ('error' in found && found.error.status !== 404) return found;
  const concept = 'concept' in found ? found.concept : undefined;
  const status = parameters.find(([name]) => name === 'status')?.[1];
  const isSo =
    status === undefined || (concept?.inactive ? 'inactive' : 'active') === status.toLowerCase();
  const result = concept !== undefined && isSo;
  return {
    value: {
      resourceType: 'Parameters',
      parameter: [
        { name: 'result', valueBoolean: result },
        ...(concept
          ? [
              { name: 'code', valueCode: concept.code },
              { name: 'display', valueString: concept.display },
            ]
          : []),
        ...(result
          ? []
          : [
              {
                name: 'message',
                valueString: concept ? `status is not ${status}` : 'unknown code',
              },
            ]),
      ],
    },
  };
}

/** The code systems, one that is named or all; small ones whole where `_summary` is `false`. */
export function codeSystems(
  index: OrganisationIndex,
  parameters: readonly QueryParameter[],
  version: string,
): readonly { readonly resourceType: string; readonly id: string }[] {
  const url = parameters.find(([name]) => name === 'url' || name === 'system')?.[1];
  const isWhole = parameters.some(([name, value]) => name === '_summary' && value === 'false');
  return CONCEPT_SYSTEMS.filter((system) => url === undefined || system.url === url).map(
    (system) => {
      const id = `${system.url.slice(system.url.lastIndexOf('/') + 1)}-${version}`;
      const concepts = isWhole && system.small ? [...system.all(index)] : undefined;
      return {
        ...{ resourceType: 'CodeSystem', id, url: system.url, version, name: system.name },
        ...{ status: 'active', content: concepts ? 'complete' : 'not-present' },
        ...(concepts && {
          concept: concepts.map(({ code, display, properties }) => ({
            ...{ code, display },
            ...(properties.length > 0 && {
              property: properties.map(([name, value]) => ({ code: name, ...value })),
            }),
          })),
        }),
      };
    },
  );
}

function conceptOf(
  index: OrganisationIndex,
  parameters: readonly QueryParameter[],
  systemName: 'system' | 'url',
): { readonly system: ConceptSystem; readonly concept: Concept } | { readonly error: OdtError } {
  const given = (name: string) => parameters.find(([each]) => each === name)?.[1];
  const [url, code] = [given(systemName), given('code')];
  if (!url || !code)
    return {
      error: { status: 400, code: 'required', text: `${systemName} and code are both needed` },
    };
  const system = CONCEPT_SYSTEMS.find((each) => each.url === url);
  const concept = system?.find(index, code);
  if (system && concept) return { system, concept };
  const text = system
    ? `the code system ${url.slice(0, 200)} has no code ${code.slice(0, 100)}`
    : `there is no code system ${url.slice(0, 200)}`;
  return { error: { status: 404, code: 'not-found', text } };
}
