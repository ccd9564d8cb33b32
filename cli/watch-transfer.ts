import { SimulatorError } from '../src/platform/simulator-error.ts';
import { z } from '../src/platform/zod.ts';
import type { ControlOptions } from './control-client.ts';
import { followEvents } from './follow-events.ts';

export interface WatchOptions extends ControlOptions {
  /** Of the practice that asks: `http://127.0.0.1:8460/hooks`. */
  readonly hooks: string;
  readonly hooksToken?: string | undefined;
  readonly patient: string;
  /** Seconds. */
  readonly timeout: number;
}

/** The practice did not do what its hook was asked for. */
export class HookCallError extends SimulatorError {
  readonly code = 'SIM_HOOK_CALL';
  readonly remedy: string;

  constructor(message: string, remedy: string, cause?: unknown) {
    super(message, { cause });
    this.remedy = remedy;
  }
}

const refusal = z.object({ message: z.string(), remedy: z.string() });
const registered = z.object({
  accepted: z.boolean().default(true),
  because: z.string().optional(),
});
const status = z.object({
  state: z.string(),
  code: z.string().optional(),
  conversationId: z.string().optional(),
});

const ENDED: ReadonlySet<string> = new Set(['filed', 'refused', 'failed']);

/**
 * Has a practice that is a system of its own register a patient, and tells what Spine has on record until the practice
 * says how it ended.
 *
 * @returns whether the record was filed
 */
export async function watchTransfer(
  options: WatchOptions,
  print: (line: string) => void,
): Promise<boolean> {
  const { patient, timeout } = options;
  const began = performance.now();
  const over = AbortSignal.timeout(timeout * 1000);
  const stop = new AbortController();
  // Connected before anything happens that it should tell of.
  const events = await followEvents(options, AbortSignal.any([over, stop.signal]));
  try {
    const { accepted, because } = await call(options, 'registerPatient', registered, {
      nhsNumber: patient,
      registration: 'permanent',
      returning: false,
      byUser: true,
    });
    if (!accepted)
      throw new HookCallError(
        `the practice did not register ${patient}: ${because ?? 'it does not say why'}`,
        'Choose another patient, or wait for the end of the transfer that is under way.',
      );
    for await (const entry of events) {
      if (entry.kind === 'note' || entry.kind === 'handshake') continue;
      const ms = String(Math.round(performance.now() - began)).padStart(6);
      print(
        `${ms} ms  ${`#${entry.sequence}`.padEnd(5)} ${entry.service.padEnd(10)} ${entry.summary}`,
      );
      if (entry.kind !== 'delivery') continue;
      const now = await call(options, 'transferStatus', status, { nhsNumber: patient });
      if (!ENDED.has(now.state)) continue;
      const took = Math.round(performance.now() - began);
      print('');
      print(
        `${now.state}${now.code ? ` ${now.code}` : ''} after ${took} ms, conversation ${now.conversationId ?? '?'}`,
      );
      return now.state === 'filed';
    }
  } finally {
    stop.abort();
  }
  throw new HookCallError(
    `the transfer did not end within ${timeout} seconds`,
    '`spinebox journal list` shows how far it came; --timeout gives it longer.',
  );
}

async function call<T>(
  { hooks, hooksToken }: WatchOptions,
  name: string,
  schema: z.ZodType<T>,
  input: unknown,
): Promise<T> {
  const url = `${hooks.replace(/\/+$/, '').replace(/\/hooks$/, '')}/hooks/${name}`;
  let answer: Response;
  let said: unknown;
  try {
    answer = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(hooksToken && { authorization: `Bearer ${hooksToken}` }),
      },
      body: JSON.stringify(input),
    });
    said = await answer.json();
  } catch (error) {
    throw new HookCallError(
      `no practice answers at ${url}`,
      'Start one with `spinebox practice`; it prints where its hooks are.',
      error,
    );
  }
  const refused = refusal.safeParse(said);
  if (!answer.ok)
    throw new HookCallError(
      `the practice refused ${name}: ${refused.success ? refused.data.message : `HTTP ${answer.status}`}`,
      refused.success ? refused.data.remedy : 'Look into the log of the practice.',
    );
  return schema.parse(said);
}
