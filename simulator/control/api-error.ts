import { SimulatorError } from '../../src/platform/simulator-error.ts';
import { formatProblem, WorldError, type WorldProblem } from '../world/world-problem.ts';
import type { ErrorBody } from './schemas.ts';

/** A request that cannot be served. Becomes an answer, never reaches the operator's console. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly remedy: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    remedy: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.remedy = remedy;
    this.headers = headers;
  }
}

/** The thing that the address names does not exist. */
export function notFound(message: string, remedy: string): ApiError {
  return new ApiError(404, 'NOT_FOUND', message, remedy);
}

/** Status and body for whatever a handler or the body parser threw. */
export function describeError(error: unknown): {
  readonly status: number;
  readonly body: ErrorBody;
  readonly headers: Readonly<Record<string, string>>;
} {
  if (error instanceof ApiError) {
    const { status, code, message, remedy, headers } = error;
    return { status, headers, body: { error: code, message, remedy } };
  }
  if (error instanceof SimulatorError) {
    const { code, message, remedy } = error;
    const problems = error instanceof WorldError ? error.problems.map(problemView) : undefined;
    return {
      status: problems ? 422 : 409,
      headers: {},
      body: { error: code, message, remedy, ...(problems && { problems }) },
    };
  }
  const parser = bodyParserError(error);
  if (parser) return { ...parser, headers: {} };
  return {
    status: 500,
    headers: {},
    body: {
      error: 'INTERNAL',
      message: 'the simulator failed to answer this request',
      remedy: 'Look into the log of the simulator. This is a fault of the simulator, not yours.',
    },
  };
}

export function problemView(problem: WorldProblem) {
  const { severity, source, line, column, path, text, got, nearest } = problem;
  return {
    severity,
    text: formatProblem(problem),
    source,
    path: [...path],
    what: text,
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
    ...(got !== undefined && { got }),
    ...(nearest !== undefined && { nearest }),
  };
}

// Errors of the framework carry a `type` or a client status; everything else is ours.
function bodyParserError(error: unknown): { status: number; body: ErrorBody } | undefined {
  const { type, status } = (error ?? {}) as { type?: unknown; status?: unknown };
  if (type === 'entity.too.large')
    return known(413, 'BODY_TOO_LARGE', 'the body is too large', 'Send a smaller body.');
  if (type === 'entity.parse.failed')
    return known(400, 'BODY_NOT_JSON', 'the body is no JSON', 'Send one JSON value in UTF-8.');
  if (type === 'charset.unsupported' || type === 'encoding.unsupported')
    return known(415, 'BODY_ENCODING', 'the body has an unknown encoding', 'Send UTF-8, plain.');
  if (typeof status === 'number' && status >= 400 && status < 500)
    return known(400, 'REQUEST_INVALID', 'the request is malformed', 'Check address and body.');
  return undefined;
}

function known(status: number, error: string, message: string, remedy: string) {
  return { status, body: { error, message, remedy } };
}
