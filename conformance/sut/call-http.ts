import type { HookName } from './hook-calls.ts';
import { HookError } from './hook-error.ts';

export interface HttpHook {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The most that a hook may answer. */
export const ANSWER_LIMIT = 4_000_000;

/** Sends the input as JSON and gives the text of the answer. Rejects with HookError. */
export async function callHttp(
  hook: HookName,
  { url, method, headers }: HttpHook,
  input: unknown,
  timeoutMs: number,
): Promise<string> {
  const how = `${method} ${url}`;
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(input),
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
    });
    text = await limited(response);
  } catch (error) {
    const told = reasonOf(error, timeoutMs);
    const remedy = 'See that the address is right and that something answers there.';
    throw new HookError(hook, how, told, remedy, error);
  }
  if (response.ok) return text;
  const said = text.trim() === '' ? '' : `: ${text.trim().slice(0, 300)}`;
  throw new HookError(
    hook,
    how,
    `answered HTTP ${response.status}${said}`,
    'A hook answers 200 with JSON. What it was asked is shown by "spinebox sut check".',
  );
}

async function limited(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > ANSWER_LIMIT) throw new Error(`the answer is longer than ${ANSWER_LIMIT} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function reasonOf(error: unknown, timeoutMs: number): string {
  if (error instanceof Error && error.name === 'TimeoutError') {
    return `no answer within ${timeoutMs} ms`;
  }
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const { code, message } = cause as NodeJS.ErrnoException;
  return message || code || String(error);
}
