import { type Express, express, type Request, type Response } from '../../src/platform/express.ts';
import { headerList, readBody, writeReply } from '../../src/platform/http-message.ts';
import { peerOf } from '../../src/platform/peer-certificate.ts';
import { apiEntry } from './api-entry.ts';
import type { ApiAnswer, ApiMount, ApiRequest } from './api-message.ts';
import type { GatewayOptions } from './start-gateway.ts';

const MAX_BODY = 1024 * 1024;

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
  app.use(async (request: Request, response: Response) => {
    const lines = mounts.map(({ prefix, service }) => `${prefix}  ${service}`);
    const body = Buffer.from(
      `Nothing is served at ${request.path}. There are:\n${lines.join('\n')}\n`,
    );
    request.resume();
    await writeReply(response, {
      status: 404,
      headers: [['Content-Type', 'text/plain; charset=utf-8']],
      body,
    });
  });
  return app;
}

async function exchange(
  { clock, journal, logger }: Pick<GatewayOptions, 'clock' | 'journal' | 'logger'>,
  mount: ApiMount,
  request: Request,
  response: Response,
): Promise<void> {
  const began = performance.now();
  const read = await readBody(request, mount.maxBodyBytes ?? MAX_BODY);
  // The peer went away: nothing was asked.
  if (!read.ok && read.reason === 'aborted') return;
  const asked = requestOf(request, read.ok ? read.body : Buffer.alloc(0), clock.now());
  const answer = read.ok
    ? await mount.handle(asked).catch((error: unknown): ApiAnswer => {
        logger.error({ service: mount.service, error: String(error) }, 'an exchange broke');
        return plain(500, 'the simulator itself failed; its log says why', 'failed');
      })
    : plain(413, 'the body is too large', 'refused: too large');
  try {
    await journal.append(apiEntry(mount, asked, answer, performance.now() - began));
  } catch (error) {
    // Evidence first: what cannot be put on record is not answered as if it were.
    logger.error({ service: mount.service, error: String(error) }, 'an exchange is not on record');
    await send(response, plain(503, 'the journal takes no more entries', 'failed'));
    return;
  }
  if (answer.delayMs) await new Promise<void>((go) => clock.after(answer.delayMs ?? 0, go));
  if (answer.drop) request.socket.destroy();
  else await send(response, answer);
}

function send(response: Response, { status, headers, body }: ApiAnswer): Promise<boolean> {
  const bytes = typeof body === 'string' ? Buffer.from(body, 'utf8') : body;
  return writeReply(response, { status, headers, body: bytes });
}

function requestOf(request: Request, body: Buffer, at: Date): ApiRequest {
  const { method, socket, originalUrl } = request;
  // Express has taken the prefix away.
  const [path = '/', query = ''] = splitQuery(request.url);
  const { names: _, ...peer } = peerOf(socket);
  const host = request.headers.host ?? `${socket.localAddress}:${socket.localPort}`;
  const url = `${request.secure ? 'https' : 'http'}://${host}${originalUrl}`;
  return { method, path, query, url, headers: headerList(request.rawHeaders), body, peer, at };
}

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
