import {
  type Express,
  express,
  type NextFunction,
  type Request,
  type Response,
} from '../../src/platform/express.ts';
import type { RequestHandler } from '../../src/platform/listener.ts';
import type { Logger } from '../../src/platform/logger.ts';
import { ApiError, describeError } from './api-error.ts';
import { API } from './entry-view.ts';
import { guard } from './guard.ts';
import type { Reply, Route } from './route.ts';

export interface ControlAppOptions {
  readonly routes: readonly Route[];
  readonly token: string | undefined;
  readonly logger: Logger;
  readonly maxBodyBytes: number;
  /** Applications beside the API, by the path they lie under. They admit callers themselves. */
  readonly mounts?: Readonly<Record<string, RequestHandler>>;
  /** What answers whoever may use the API, by its path: `/metrics`. */
  readonly guarded?: Readonly<Record<string, RequestHandler>>;
}

const MAX_DEPTH = 64;
/** Where a person who gives only host and port wants to go. */
const CONSOLE = '/console';

/** The routes as an application: guard first, then the body, then the handler. */
export function controlApp(options: ControlAppOptions): Express {
  const { routes, token, logger, maxBodyBytes, mounts = {}, guarded = {} } = options;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('case sensitive routing');
  for (const [path, mounted] of Object.entries(mounts)) app.use(path, mounted);
  if (Object.hasOwn(mounts, CONSOLE)) {
    app.get('/', (_request: Request, response: Response) => response.redirect(302, `${CONSOLE}/`));
  }
  const admit = guard(token);
  app.use((request: Request, response: Response, next: NextFunction) => {
    response.set({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'referrer-policy': 'no-referrer',
    });
    admit(request);
    next();
  });
  for (const [path, answer] of Object.entries(guarded)) app.all(path, answer);

  for (const route of routes) {
    const accepts = route.accepts ?? ['application/json'];
    const texts = accepts.filter((type) => type.startsWith('text/'));
    const types = accepts.filter((type) => !texts.includes(type));
    // An empty list of types would stand for any.
    const limit = Math.max(route.mostBytes ?? 0, maxBodyBytes);
    const parsers = [
      ...(types.length > 0 ? [express.json({ limit, type: types, strict: false })] : []),
      ...(texts.length > 0 ? [express.text({ limit, type: texts })] : []),
    ];
    const steps = route.body ? [demandType(accepts), ...parsers] : [];
    app[route.method](API + route.path, ...steps, async (request: Request, response: Response) => {
      if (route.body) limitDepth(request.body);
      const { params, query, body } = request;
      await send(response, await route.handle({ params, query, body, request }));
    });
  }
  for (const path of new Set(routes.map((route) => route.path))) {
    const allowed = routes.filter((route) => route.path === path).map(({ method }) => method);
    const allow = allowed.map((method) => method.toUpperCase()).join(', ');
    app.route(API + path).all(({ method }: Request) => {
      const remedy = `Use ${allow}.`;
      throw new ApiError(405, 'METHOD_NOT_ALLOWED', `${method} is not possible here`, remedy, {
        allow,
      });
    });
  }
  app.use(({ path }: Request) => {
    const remedy = `GET ${API}/openapi.json describes every operation.`;
    throw new ApiError(404, 'NOT_FOUND', `there is nothing at ${path}`, remedy);
  });
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    const { status, body, headers } = describeError(error);
    if (status >= 500) {
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      logger.error({ method: request.method, path: request.path, reason }, 'control API failed');
    }
    if (response.headersSent) return void response.destroy();
    // An unread body must not be taken for the next request.
    if (!request.readableEnded && status >= 400 && request.method !== 'GET')
      response.set('connection', 'close');
    response.status(status).set(headers).json(body);
  });
  return app;
}

function demandType(accepts: readonly string[]) {
  return (request: Request, _response: Response, next: NextFunction) => {
    if (!request.is([...accepts]))
      throw new ApiError(
        415,
        'BODY_NOT_JSON',
        'the body has no media type that this operation takes',
        `Send Content-Type: ${accepts.join(' or ')}, and a body.`,
      );
    next();
  };
}

/** What follows works its way down recursively: a body of a million brackets must not reach it. */
function limitDepth(body: unknown): void {
  let level = [body];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH)
      throw new ApiError(
        400,
        'REQUEST_INVALID',
        `the body is nested more than ${MAX_DEPTH} levels deep`,
        'Send a flatter body.',
      );
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
  }
}

async function send(response: Response, reply: Reply): Promise<void> {
  if ('stream' in reply) {
    if (response.req.method === 'HEAD') return void response.end();
    return reply.stream(response);
  }
  const { status, body, headers = {} } = reply;
  response.status(status).set(headers);
  if (body === undefined) response.end();
  else response.json(body);
}
