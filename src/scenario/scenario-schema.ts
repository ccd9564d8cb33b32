import { SCENARIO_SCHEMA, type Schema } from './explain-issue.ts';

/** A parameter in place of a value. */
const PARAMETER = { type: 'string', pattern: '\\$\\{[^{}]+\\}' } as const;

/** JSON Schema of scenario files, for editors. A parameter may stand for any value. */
export function scenarioSchema(): object {
  const { properties = {}, ...rest } = SCENARIO_SCHEMA;
  const { parameters, title, plays, ...others } = properties;
  const loosened = Object.entries(others).map(([key, value]) => [key, loosen(value)]);
  return { ...rest, properties: { title, plays, parameters, ...Object.fromEntries(loosened) } };
}

function loosen(schema: Schema): Schema {
  const { properties, items, anyOf, additionalProperties } = schema;
  const inside: Schema = {
    ...schema,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([key, value]) => [key, loosen(value)]),
      ),
    }),
    ...(items && { items: loosen(items) }),
    ...(anyOf && { anyOf: anyOf.map(loosen) }),
    ...(typeof additionalProperties === 'object' && {
      additionalProperties: loosen(additionalProperties),
    }),
  };
  const isValue = ['number', 'integer', 'boolean'].includes(String(schema.type)) || schema.enum;
  return isValue ? { anyOf: [inside, PARAMETER] } : inside;
}
