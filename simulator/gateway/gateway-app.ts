import {
  type Express,
  express,
  type NextFunction,
  type Request,
  type Response,
} from '../../src/platform/express.ts';
import { headerList, readBody, writeReply } from '../../src/platform/http-message.ts';
import { peerOf } from '../../src/platform/peer-certificate.ts';
import { apiEntry } from './api-entry.ts';
import type { ApiAnswer, ApiMount, ApiRequest } from './api-message.ts';
import type { GatewayOptions } from './start-gateway.ts';

const MAX_BODY = 1024 * 1024;

type Exchanging = Pick<GatewayOptions, 'clock' | 'journal' | 'logger'>;

/** The mounts as one application: the body is read, the face answers, the exchange goes on record, then out. */
export function gatewayApp(options: Omit<GatewayOptions, 'settings' | 'identity'>): Express {
  const { mounts } = options;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('case sensitive routing');
  for (const mount of mounts) {
    app.use(mount.prefix, (request: Request, response: Response) =>
      exchange(options, mount, request, response),
    );
  }
  app.use((request: Request, response: Response) => {
    const asked = requestOf(request, Buffer.alloc(0), options.clock.now());
    // Whatever its size, the body is thrown away.
    request.resume();
    return conclude(options, NOWHERE, asked, nothingServed(mounts, asked), response);
  });
  // The framework would answer with a trace of the stack.
  app.use((error: unknown, _: Request, response: Response, _next: NextFunction) => {
    options.logger.error({ service: 'gateway', error: String(error) }, 'an exchange broke');
    if (response.headersSent) response.destroy();
    else void send(response, plain(500, BROKEN, 'failed'));
  });
  return app;
}

const BROKEN = 'the simulator itself failed; its log says why';
const KEPT_OUT = { request: '', query: '[not kept]' };
const NOWHERE = { prefix: '', service: 'gateway' };

function nothingServed(mounts: readonly ApiMount[], { path }: ApiRequest): ApiAnswer {
  const lines = mounts.map(({ prefix, service }) => `${prefix}  ${service}`);
  const text = `Nothing is served at ${path}. There are:\n${lines.join('\n')}`;
  // What belongs to no face may hold anybody's secrets.
  return { ...plain(404, text, 'refused: nothing is served there'), recorded: KEPT_OUT };
}

async function exchange(
  options: Exchanging,
  mount: ApiMount,
  request: Request,
  response: Response,
): Promise<void> {
  const { clock, logger } = options;
  const began = performance.now();
  const read = await readBody(request, mount.maxBodyBytes ?? MAX_BODY);
  // The peer went away: nothing was asked.
  if (!read.ok && read.reason === 'aborted') return;
  const asked = requestOf(request, read.ok ? read.body : Buffer.alloc(0), clock.now());
  const keptOut = mount.secretive ? { recorded: KEPT_OUT } : {};
  const answer = read.ok
    ? await mount.handle(asked).catch((error: unknown): ApiAnswer => {
        logger.error({ service: mount.service, error: String(error) }, 'an exchange broke');
        return { ...plain(500, BROKEN, 'failed'), ...keptOut };
      })
    : { ...plain(413, 'the body is too large', 'refused: too large'), ...keptOut };
  await conclude(options, mount, asked, answer, response, began);
}

/** Puts an exchange on record, and only then answers. */
async function conclude(
  { clock, journal, logger }: Exchanging,
  mount: Pick<ApiMount, 'prefix' | 'service'>,
  asked: ApiRequest,
  answer: ApiAnswer,
  response: Response,
  began = performance.now(),
): Promise<void> {
  try {
    await journal.append(apiEntry(mount, asked, answer, performance.now() - began));
  } catch (error) {
    // Evidence first: what cannot be put on record is not answered as if it were.
    logger.error({ service: mount.service, error: String(error) }, 'an exchange is not on record');
    await send(response, plain(503, 'the journal takes no more entries', 'failed'));
    return;
  }
  if (answer.delayMs) await new Promise<void>((go) => clock.after(answer.delayMs ?? 0, go));
  if (answer.drop) response.req.socket.destroy();
  else await send(response, answer);
}

function send(response: Response, { status, headers, body }: ApiAnswer): Promise<boolean> {
  const bytes = typeof body === 'string' ? Buffer.from(body, 'utf8') : body;
  return writeReply(response, { status, headers, body: bytes });
}

function requestOf(request: Request, body: Buffer, at: Date): ApiRequest {
  const { method, socket, originalUrl } = request;
  // Express has taken the prefix away. What is asked through a proxy names the scheme and host before it.
  const [path, query] = splitQuery(request.url.replace(ORIGIN, ''));
  const { names: _, ...peer } = peerOf(socket);
  const host = request.headers.host ?? `${socket.localAddress}:${socket.localPort}`;
  const scheme = request.secure ? 'https' : 'http';
  const url = ORIGIN.test(originalUrl) ? originalUrl : `${scheme}://${host}${originalUrl}`;
  return { method, path, query, url, headers: headerList(request.rawHeaders), body, peer, at };
}

/** RFC 9112 section 3.2.2: the absolute form must be accepted. */
const ORIGIN = /^https?:\/\/[^/?#]*/i;

function splitQuery(url: string): readonly [string, string] {
  const at = url.indexOf('?');
  return at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at + 1)];
}

function plain(status: number, text: string, result: string): ApiAnswer {
  return {
    status,
    headers: [['Content-Type', 'text/plain; charset=utf-8']],
    body: `${text}\n`,
    operation: 'request',
    result,
  };
}
