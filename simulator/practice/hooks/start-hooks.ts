import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody, writeReply } from '../../../src/platform/http-message.ts';
import { startHttpServer } from '../../../src/platform/http-server.ts';
import { localHost } from '../../../src/platform/local-host.ts';
import type { Logger } from '../../../src/platform/logger.ts';
import { isLoopback } from '../../../src/platform/loopback.ts';
import { SimulatorError } from '../../../src/platform/simulator-error.ts';
import { type HookRefusal, refusal } from './hook-answer.ts';
import { hookGuard } from './hook-guard.ts';
import { HOOK_INPUTS, type HookInput, type HookName } from './hook-schemas.ts';

/** What answers each hook. */
export type Hooks = { readonly [Name in HookName]: (input: HookInput<Name>) => Promise<unknown> };

export interface HooksOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Needed beyond this machine. */
  readonly token?: string | undefined;
  readonly hooks: Hooks;
  readonly logger: Logger;
}

export interface HooksServer {
  /** `http://127.0.0.1:8460/hooks`: a hook's name follows after a slash. */
  readonly url: string;
  close(): Promise<void>;
}

/** The hooks would be open to the network without a token. */
export class HooksExposedError extends SimulatorError {
  readonly code = 'SIM_HOOKS_EXPOSED';
  readonly remedy = 'Set a token for the hooks, or let them listen on 127.0.0.1.';

  constructor(host: string) {
    super(`the hooks may not listen on ${host} without a token`);
  }
}

const LARGEST = 2_000_000;

/**
 * Opens a practice's hooks: `POST /hooks/<name>` with JSON, answered with JSON.
 *
 * @throws HooksExposedError, PortInUseError, CannotListenError
 */
export async function startHooks(options: HooksOptions): Promise<HooksServer> {
  const { host, port, token, hooks, logger } = options;
  if (token === undefined && !isLoopback(host)) throw new HooksExposedError(host);
  const refused = hookGuard(token);

  const answer = async (request: IncomingMessage): Promise<HookRefusal | Answered> => {
    const no = refused(request.headers);
    if (no) return no;
    const [, name = ''] = /^\/hooks\/(\w+)$/.exec(request.url ?? '') ?? [];
    if (!Object.hasOwn(HOOK_INPUTS, name)) {
      const known = Object.keys(HOOK_INPUTS).join(', ');
      return refusal(404, 'NO_SUCH_HOOK', `there is no hook at ${request.url}`, `Use ${known}.`);
    }
    if (request.method !== 'POST') {
      return refusal(405, 'METHOD', `${request.method} is not for hooks`, 'Use POST.');
    }
    const read = await readBody(request, LARGEST);
    if (!read.ok) return refusal(413, 'BODY', `the body is ${read.reason}`, 'Send less.');
    return call(hooks, name as HookName, read.body);
  };

  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    answer(request)
      .catch((error: unknown) => failureOf(error, logger))
      .then(({ status, body }) =>
        writeReply(response, {
          status,
          headers: [['Content-Type', 'application/json']],
          body: Buffer.from(JSON.stringify(body)),
        }),
      )
      .catch((error: unknown) => logger.error({ error: String(error) }, 'a hook went unanswered'));
  };
  const listener = await startHttpServer({ service: 'hooks', host, port, onRequest });
  const shown = localHost(host);
  return {
    url: `http://${shown}:${listener.port}/hooks`,
    close: () => listener.close(),
  };
}

interface Answered {
  readonly status: 200;
  readonly body: unknown;
}

async function call<Name extends HookName>(
  hooks: Hooks,
  name: Name,
  bytes: Buffer,
): Promise<Answered | HookRefusal> {
  let value: unknown;
  try {
    value = bytes.length === 0 ? {} : JSON.parse(bytes.toString('utf8'));
  } catch {
    return refusal(400, 'NOT_JSON', 'the body is no JSON', 'Send one JSON object.');
  }
  const input = HOOK_INPUTS[name].safeParse(value);
  if (!input.success) {
    const lines = input.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    return refusal(400, 'INPUT', lines.join('\n'), 'Correct what is named.');
  }
  const output = await hooks[name](input.data as HookInput<Name>);
  return { status: 200, body: output ?? {} };
}

function failureOf(error: unknown, logger: Logger): HookRefusal {
  if (error instanceof SimulatorError) {
    return refusal(409, error.code, error.message, error.remedy);
  }
  logger.error({ error: String(error) }, 'a hook failed');
  const remedy = 'Look into the log of the practice.';
  return refusal(500, 'INTERNAL', 'the practice failed to do this', remedy);
}
