import type { ServerResponse } from 'node:http';
import type { Clock } from '../../src/platform/clock.ts';
import {
  type Express,
  express,
  type NextFunction,
  type Request,
  type Response,
} from '../../src/platform/express.ts';
import type { Logger } from '../../src/platform/logger.ts';
import { SimulatorError } from '../../src/platform/simulator-error.ts';
import { htmlFragment } from '../../src/wire/html/markup.ts';
import type { ControlParts } from '../doors/control-parts.ts';
import { doorkeeper } from './admit.ts';
import { CONSOLE } from './element.ts';
import { framed } from './frame.ts';
import { ICON } from './icon.ts';
import { openLive } from './live.ts';
import { errorPage, loginPage, nothingHerePage, problemPage } from './notices.ts';
import { type ConsoleAnswer, type ConsoleRoute, NothingHereError, type PageView } from './page.ts';
import { SCRIPT } from './script.ts';
import { STYLES } from './styles.ts';

export interface ConsoleOptions {
  readonly parts: ControlParts;
  readonly routes: readonly ConsoleRoute[];
  /** Of the control API: without it only this machine may look. */
  readonly token: string | undefined;
  /** Of the product. */
  readonly version: string;
  readonly logger: Logger;
  readonly clock: Clock;
}

export interface Console {
  /** To be mounted at `/console`. */
  readonly app: Express;
  /** Ends every stream. */
  close(): void;
}

const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');
const MOST_FORM_BYTES = 1_000_000;

/** What is wrong with what a browser sent, and what to do, by status. */
const UNFIT: Readonly<Record<number, readonly [string, string]>> = {
  400: ['The address or the form cannot be read.', 'Begin again from one of the pages above.'],
  413: [
    'The form holds more than a megabyte.',
    'Load a large file by the command line or the control API.',
  ],
};

/** The pages for people. Whoever may not steer the simulator sees none of them. */
export function openConsole(options: ConsoleOptions): Console {
  const { parts, routes, token, version, logger, clock } = options;
  const door = doorkeeper(token);
  const live = openLive(parts, clock);
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('case sensitive routing');
  const show = (response: Response, view: PageView, route?: ConsoleRoute, loggedIn = true) => {
    const waiting = parts.persons?.pending().length ?? 0;
    const section = view.section ?? route?.section;
    const facts = { section, version, waiting, loggedIn: loggedIn && door.guarded };
    response
      .status(view.status ?? 200)
      .type('html')
      .send(framed(view, facts));
  };

  app.use((_request: Request, response: Response, next: NextFunction) => {
    response.set({
      'cache-control': 'no-store',
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      // With `no-referrer` browsers send forms as if from nowhere (`Origin: null`), and the door would not let them in.
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
    });
    next();
  });
  app.get('/assets/console.css', (_request: Request, response: Response) => {
    response.type('css').send(STYLES);
  });
  app.get('/assets/console.js', (_request: Request, response: Response) => {
    response.type('js').send(SCRIPT);
  });
  app.get('/assets/icon.svg', (_request: Request, response: Response) => {
    response.type('svg').send(ICON);
  });
  const form = express.text({ limit: MOST_FORM_BYTES, type: 'application/x-www-form-urlencoded' });
  app.post('/login', form, (request: Request, response: Response) => {
    const cookie = door.login(formOf(request).get('token') ?? '');
    if (cookie === undefined) return show(response, loginPage(true), undefined, false);
    response.set('set-cookie', cookie).redirect(303, `${CONSOLE}/`);
  });
  app.use((request: Request, response: Response, next: NextFunction) => {
    const admitted = door.admit(request);
    if (admitted === 'in') return next();
    if (admitted === 'foreign') response.status(403).type('text').send('not from here\n');
    else show(response, loginPage(false), undefined, false);
  });
  app.post('/logout', (request: Request, response: Response) => {
    door.logout(request);
    response.redirect(303, `${CONSOLE}/`);
  });
  app.get('/live', (_request: Request, response: Response) => {
    if (!live.open(response)) response.status(503).type('text').send('too many streams\n');
  });
  for (const route of routes) {
    const steps = route.method === 'post' ? [form] : [];
    app[route.method](route.path, ...steps, async (request: Request, response: Response) => {
      const answer = await answered(route, request);
      await reply(answer, response, request, (view) => show(response, view, route));
    });
  }
  app.use((_request: Request, response: Response) => show(response, nothingHerePage()));
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    const status = (error as { status?: unknown }).status;
    if (typeof status === 'number' && status < 500) {
      const [what, remedy] = UNFIT[status] ?? [`It was refused with HTTP ${status}.`, ''];
      return show(response, problemPage('This cannot be taken', what, remedy, status));
    }
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    logger.error({ method: request.method, path: request.path, reason }, 'console failed');
    if (response.headersSent) return void response.destroy();
    show(response, errorPage());
  });
  return { app, close: live.close };
}

async function answered(route: ConsoleRoute, request: Request): Promise<ConsoleAnswer> {
  const query = new URLSearchParams(request.url.split('?')[1] ?? '');
  try {
    const params = request.params as Readonly<Record<string, string>>;
    return await route.answer({ params, query, form: formOf(request) });
  } catch (error) {
    if (error instanceof NothingHereError)
      return problemPage('Nothing is here', error.message, error.remedy, 404);
    if (error instanceof SimulatorError)
      return problemPage('That cannot be done', error.message, error.remedy, 409);
    throw error;
  }
}

async function reply(
  answer: ConsoleAnswer,
  response: Response,
  request: Request,
  show: (view: PageView) => void,
): Promise<void> {
  if ('title' in answer) return show(answer);
  if ('seeOther' in answer) return response.redirect(303, CONSOLE + answer.seeOther);
  if ('fragment' in answer) return void response.type('html').send(htmlFragment(answer.fragment));
  const { name, length, write } = answer.download;
  response.writeHead(200, {
    'content-type': 'application/octet-stream',
    'content-disposition': attachment(name),
    ...(length !== undefined && { 'content-length': length }),
  });
  await write(response as ServerResponse, request);
}

/** The name in the two forms of RFC 6266; a name of a peer may hold anything. */
function attachment(name: string): string {
  const plain = name.replace(/[^\w.-]+/g, '_').slice(0, 100) || 'file';
  const whole = encodeURIComponent(name.toWellFormed().slice(0, 200)).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}

function formOf(request: Request): URLSearchParams {
  return new URLSearchParams(typeof request.body === 'string' ? request.body : '');
}
