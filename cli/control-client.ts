import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { SimulatorError } from '../src/platform/simulator-error.ts';
import { z } from '../src/platform/zod.ts';
import { type Command, Option } from './command.ts';
import { saveStream } from './save-stream.ts';

/** Options of every command that talks to a running simulator. */
export interface ControlOptions {
  readonly control: string;
  readonly token?: string;
  readonly tokenFile?: string;
}

type Query = Readonly<Record<string, string | number | undefined>>;

/** A body as it goes out: a value becomes JSON, a text goes as the media type says. */
export type ControlBody =
  | { readonly json: unknown }
  | { readonly text: string; readonly type: string };

/** The control API of a running simulator. Paths are below `/api/v1`. Everything rejects with SimulatorErrors. */
export interface ControlClient {
  /** Reads JSON and checks it against what the caller expects. */
  get<T>(path: string, schema: z.ZodType<T>, query?: Query): Promise<T>;
  /** Reads an answer that is not JSON. */
  text(path: string, query?: Query): Promise<string>;
  /** Reads an answer byte for byte. */
  bytes(path: string, query?: Query): Promise<Buffer>;
  send<T>(
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    schema: z.ZodType<T>,
    body?: ControlBody,
  ): Promise<T>;
  /** Asks for bytes, by POST where there is a body, and puts them into a file as they come, whole or not at all. */
  save(path: string, body: ControlBody | undefined, file: string): Promise<void>;
}

/** Nobody answers at the address. */
export class ControlUnreachableError extends SimulatorError {
  readonly code = 'SIM_CONTROL_UNREACHABLE';
  readonly remedy =
    'Start a simulator with `spinebox up`, or name its control API with --control or SPINEBOX_CONTROL_URL.';

  constructor(url: string, cause: unknown) {
    super(`no simulator answers at ${url}`, { cause });
  }
}

/** The simulator refused, with its own code and remedy. */
export class ControlRefusedError extends SimulatorError {
  readonly code: string;
  readonly remedy: string;
  readonly status: number;

  constructor(status: number, code: string, message: string, remedy: string) {
    super(message);
    this.status = status;
    this.code = code;
    this.remedy = remedy;
  }
}

/** Something answers that is no control API, or one of another version. */
export class ControlAnswerError extends SimulatorError {
  readonly code = 'SIM_CONTROL_ANSWER';
  readonly remedy = 'Check that --control names a spinebox of this version.';

  constructor(url: string, what: string) {
    super(`${url} answers otherwise than this spinebox expects: ${what}`);
  }
}

/** What the control API says when it refuses. */
const refusal = z.object({ error: z.string(), message: z.string(), remedy: z.string() });

/** Adds `--control` and `--token` to a command. */
export function withControlOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--control <url>', 'control API of a running simulator')
        .env('SPINEBOX_CONTROL_URL')
        .default('http://127.0.0.1:8470'),
    )
    .addOption(
      new Option('--token <text>', 'token of the control API').env('SPINEBOX_CONTROL__TOKEN'),
    )
    .addOption(
      new Option('--token-file <file>', 'file that holds it').env('SPINEBOX_CONTROL__TOKEN_FILE'),
    );
}

/** Where the API lies, and what a request to it needs. */
export function controlHeaders(options: ControlOptions): {
  readonly base: string;
  readonly headers: Readonly<Record<string, string>>;
} {
  // The address is taken as `spinebox up` prints it, too.
  const base = `${options.control.replace(/\/+$/, '').replace(/\/api\/v1$/, '')}/api/v1`;
  const token = options.token ?? tokenIn(options.tokenFile);
  return { base, headers: token ? { authorization: `Bearer ${token}` } : {} };
}

export function controlClient(options: ControlOptions): ControlClient {
  const { control } = options;
  const { base, headers: authorization } = controlHeaders(options);

  const answered = async (url: string, init: RequestInit): Promise<Response> => {
    const headers = { ...authorization, ...(init.headers as Record<string, string>) };
    let response: Response;
    let text: string;
    try {
      response = await fetch(url, { ...init, headers });
      if (response.ok) return response;
      text = await response.text();
    } catch (error) {
      throw new ControlUnreachableError(control, error);
    }
    const said = refusal.safeParse(jsonOf(text));
    if (!said.success) throw new ControlAnswerError(url, `HTTP ${response.status}`);
    const { error, message, remedy } = said.data;
    throw new ControlRefusedError(response.status, error, message, remedy);
  };
  const ask = async (url: string, init: RequestInit = {}): Promise<string> => {
    const response = await answered(url, init);
    return response.text().catch((error: unknown) => {
      throw new ControlUnreachableError(control, error);
    });
  };
  const address = (path: string, query: Query = {}) => {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) search.set(name, String(value));
    }
    return `${base}${path}${search.size > 0 ? `?${search}` : ''}`;
  };
  const checked = <T>(url: string, text: string, schema: z.ZodType<T>): T => {
    const result = schema.safeParse(text === '' ? undefined : jsonOf(text));
    if (result.success) return result.data;
    const [issue] = result.error.issues;
    throw new ControlAnswerError(url, `${issue?.path.join('.') || 'the body'}: ${issue?.message}`);
  };

  return {
    async get(path, schema, query) {
      const url = address(path, query);
      return checked(url, await ask(url), schema);
    },
    text: (path, query) => ask(address(path, query)),
    async bytes(path, query) {
      const response = await answered(address(path, query), {});
      const read = response.arrayBuffer().catch((error: unknown) => {
        throw new ControlUnreachableError(control, error);
      });
      return Buffer.from(await read);
    },
    async send(method, path, schema, body) {
      const url = address(path);
      return checked(url, await ask(url, { method, ...sent(body) }), schema);
    },
    async save(path, body, file) {
      const method = body ? 'POST' : 'GET';
      const { body: bytes } = await answered(address(path), { method, ...sent(body) });
      await saveStream(bytes ? Readable.fromWeb(bytes as WebStream) : Readable.from([]), file);
    },
  };
}

/** The token of a file; where there is none, the simulator says what it wants. */
export function tokenIn(file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}

function sent(body: ControlBody | undefined): RequestInit {
  if (!body) return {};
  if ('text' in body) return { body: body.text, headers: { 'content-type': body.type } };
  return { body: JSON.stringify(body.json), headers: { 'content-type': 'application/json' } };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
