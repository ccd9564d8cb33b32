import { z } from '../../src/platform/zod.ts';
import { worldFileSchema } from '../world/json-schema.ts';
import { API } from './entry-view.ts';
import type { Answer, Route } from './route.ts';
import { errorBody, NAMED_SCHEMAS } from './schemas.ts';

type Json = { readonly [key: string]: unknown };

/** `/journal/:sequence` as `/api/v1/journal/{sequence}` */
export function documentedPath(path: string): string {
  return API + path.replaceAll(/:(\w+)/g, '{$1}');
}

const COMMON: Readonly<Record<number, string>> = {
  400: 'The request is malformed; the message says where.',
  401: 'A token is needed.',
  403: 'A web page asked.',
  404: 'There is no such thing.',
  413: 'The body is too large.',
  415: 'The body is not JSON.',
  500: 'The simulator failed.',
};

/** The OpenAPI 3.1 document of the routes that are registered. */
export function openApi(routes: readonly Route[], version: string): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    const path = documentedPath(route.path);
    paths[path] = { ...paths[path], [route.method]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'spinebox control API',
      version,
      description:
        'Steers a running simulator. Errors are JSON with a code, a message and a remedy.',
    },
    servers: [{ url: '/' }],
    security: [{}, { token: [] }],
    paths,
    components: {
      schemas: componentSchemas(),
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    },
  };
}

function operation(route: Route): Json {
  const { operation: operationId, summary, params, query, body, answers } = route;
  const common = Object.keys(COMMON)
    .map(Number)
    .filter((status) => (status === 404 ? params !== undefined : true))
    .filter((status) => (status === 413 || status === 415 ? body !== undefined : true))
    .map((status): [number, Answer] => [
      status,
      { description: COMMON[status] ?? '', schema: errorBody },
    ]);
  const all = [...common.filter(([status]) => !(status in answers)), ...Object.entries(answers)];
  return {
    operationId,
    summary,
    parameters: [...parameters(params, 'path'), ...parameters(query, 'query')],
    ...(body && {
      requestBody: {
        required: true,
        content: Object.fromEntries(
          (route.accepts ?? ['application/json']).map((type) => [
            type,
            { schema: reference(body) },
          ]),
        ),
      },
    }),
    responses: Object.fromEntries(
      all
        .sort(([a], [b]) => Number(a) - Number(b))
        .map(([status, answer]) => [String(status), response(answer)]),
    ),
  };
}

function response({ description, schema, type }: Answer): Json {
  if (schema)
    return { description, content: { 'application/json': { schema: reference(schema) } } };
  return type ? { description, content: { [type]: { schema: {} } } } : { description };
}

function parameters(schema: z.ZodType | undefined, where: 'path' | 'query'): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' });
  return Object.entries(properties).map(([name, value]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: value,
  }));
}

function reference(schema: z.ZodType): Json {
  const id = NAMED_SCHEMAS.get(schema)?.id;
  if (id === undefined) throw new Error('a schema of the control API has no name');
  return { $ref: `#/components/schemas/${id}` };
}

function componentSchemas(): Json {
  const uri = (id: string) => `#/components/schemas/${id}`;
  const { schemas } = z.toJSONSchema(NAMED_SCHEMAS, { uri, io: 'input' });
  const bare = Object.entries(schemas).map(([id, schema]) => {
    const { $id: _, $schema: __, ...rest } = schema as Json;
    return [id, rest];
  });
  const { $schema: _, ...worldFile } = worldFileSchema() as Json;
  return { ...Object.fromEntries(bare), WorldFile: worldFile };
}
