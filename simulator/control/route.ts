import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from '../../src/platform/zod.ts';
import { ApiError } from './api-error.ts';

/** What a handler gives back: a JSON body, or a function that writes the answer itself. */
export type Reply =
  | {
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly stream: (response: ServerResponse) => Promise<void> };

export interface Answer {
  readonly description: string;
  /** JSON unless `type` says otherwise. */
  readonly schema?: z.ZodType;
  readonly type?: string;
}

/** The request as the framework split it up. */
export interface RawCall {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly request: IncomingMessage;
}

/** One operation: what is registered, what is documented, and what answers it. */
export interface Route {
  readonly method: 'get' | 'put' | 'patch' | 'post' | 'delete';
  /** Below the API's root, parameters with a colon: `/journal/:sequence`. */
  readonly path: string;
  readonly operation: string;
  readonly summary: string;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Media types of the body; `application/json` unless given. Bodies of `text/...` come as a string. */
  readonly accepts?: readonly string[];
  /** Bytes of the largest body, where it may be larger than that of other operations. */
  readonly mostBytes?: number;
  /** Success and what is peculiar to this operation; errors common to all are documented for all. */
  readonly answers: Readonly<Record<number, Answer>>;
  handle(call: RawCall): Promise<Reply>;
}

type Output<S> = S extends z.ZodType ? z.output<S> : undefined;

interface Definition<P, Q, B> extends Omit<Route, 'params' | 'query' | 'body' | 'handle'> {
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  handle(call: {
    readonly params: Output<P>;
    readonly query: Output<Q>;
    readonly body: Output<B>;
    readonly request: IncomingMessage;
  }): Promise<Reply>;
}

/** A route whose handler gets only what its schemas let through. */
export function route<
  P extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
>(definition: Definition<P, Q, B>): Route {
  const { params, query, body, handle, ...rest } = definition;
  return {
    ...rest,
    ...(params && { params }),
    ...(query && { query }),
    ...(body && { body }),
    handle: async (call) =>
      handle({
        params: read(params, call.params, 'address') as Output<P>,
        query: (query ? read(query, call.query, 'query') : refuseQuery(call.query)) as Output<Q>,
        body: read(body, call.body, 'body') as Output<B>,
        request: call.request,
      }),
  };
}

function read(schema: z.ZodType | undefined, value: unknown, where: string): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const lines = result.error.issues.map(
    ({ path, message }) => `${[where, ...path.map(String)].join(' ')}: ${message}`,
  );
  throw new ApiError(
    400,
    'REQUEST_INVALID',
    lines.join('\n'),
    'Correct what is named. GET /api/v1/openapi.json describes every operation.',
  );
}

function refuseQuery(query: unknown): undefined {
  const [first] = Object.keys(query ?? {});
  if (first === undefined) return undefined;
  throw new ApiError(
    400,
    'REQUEST_INVALID',
    `query ${first}: this operation has no query`,
    'Leave the query out.',
  );
}
