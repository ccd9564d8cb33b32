import { z } from '../../src/platform/zod.ts';
import { isPlain } from './merge-patch.ts';
import { worldConfig } from './world-config.ts';
import type { Path } from './world-problem.ts';

/** The parts of JSON Schema that the world's schema uses. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly propertyNames?: JsonSchema;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly required?: readonly string[];
  readonly pattern?: string;
  readonly examples?: readonly unknown[];
  readonly description?: string;
}

/** The schema of a whole configuration, in which nothing that has no default may be missing. */
export const WORLD_SCHEMA = z.toJSONSchema(worldConfig, { io: 'input' }) as JsonSchema;

/** The schema of what stands at a path. `value` is the whole configuration: it decides between variants. */
export function schemaAt(path: Path, value: unknown, root = WORLD_SCHEMA): JsonSchema | undefined {
  let schema: JsonSchema | undefined = root;
  let here = value;
  for (const step of path) {
    if (!schema) return undefined;
    const chosen = variantFor(schema, here);
    if (typeof step === 'number') schema = chosen.items;
    else schema = chosen.properties?.[step] ?? asSchema(chosen.additionalProperties);
    here = isPlain(here) ? here[step] : Array.isArray(here) ? here[Number(step)] : undefined;
  }
  return schema;
}

function asSchema(schema: JsonSchema | boolean | undefined): JsonSchema | undefined {
  return typeof schema === 'object' ? schema : undefined;
}

/** Of a union of objects, the one whose constants the value has. */
export function variantFor(schema: JsonSchema, value: unknown): JsonSchema {
  const variants = schema.oneOf ?? schema.anyOf;
  if (!variants) return schema;
  const fits = (variant: JsonSchema) =>
    Object.entries(variant.properties ?? {}).every(
      ([key, { const: fixed }]) => fixed === undefined || (isPlain(value) && value[key] === fixed),
    );
  return variants.find(fits) ?? schema;
}

/**
 * The schema of a world file, for editors. A file is laid over the default world, so nothing is required but
 * what tells variants apart, and `null` takes a value away.
 */
export function worldFileSchema(): JsonSchema {
  const { properties, ...rest } = loosen(WORLD_SCHEMA) as JsonSchema & {
    readonly $schema?: string;
  };
  return { ...rest, properties: { $schema: { type: 'string' }, ...properties } } as JsonSchema;
}

function loosen(schema: JsonSchema): JsonSchema {
  if (schema.oneOf || schema.anyOf) return schema;
  const { required: _, ...rest } = schema;
  const each = Object.entries(rest.properties ?? {}).map(([key, value]) => [
    key,
    nullable(loosen(value)),
  ]);
  const values = asSchema(rest.additionalProperties);
  return {
    ...rest,
    ...(rest.properties && { properties: Object.fromEntries(each) }),
    ...(values && { additionalProperties: nullable(loosen(values)) }),
  };
}

function nullable(schema: JsonSchema): JsonSchema {
  if (schema.oneOf || schema.anyOf || typeof schema.type !== 'string')
    return { anyOf: [schema, { type: 'null' }] };
  return {
    ...schema,
    type: [schema.type, 'null'],
    ...(schema.enum && { enum: [...schema.enum, null] }),
  };
}
