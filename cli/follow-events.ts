import { readServerSentEvents } from '../src/platform/server-sent-events.ts';
import { z } from '../src/platform/zod.ts';
import { type ControlOptions, ControlUnreachableError, controlHeaders } from './control-client.ts';

const followed = z.looseObject({
  sequence: z.number(),
  at: z.string(),
  kind: z.string(),
  service: z.string(),
  summary: z.string(),
  conversationId: z.string().optional(),
  interaction: z.string().optional(),
});

/** An entry of a running simulator's journal, as far as a line about it needs. */
export type FollowedEntry = z.output<typeof followed>;

/**
 * Follows the journal of a running simulator. Resolves when it is connected: what happens from then on is told. Ends when
 * the simulator does, or by the signal.
 *
 * @throws ControlUnreachableError
 */
export async function followEvents(
  options: ControlOptions,
  signal: AbortSignal,
): Promise<AsyncIterable<FollowedEntry>> {
  const { base, headers } = controlHeaders(options);
  const answer = await fetch(`${base}/events`, { headers, signal }).catch((error: unknown) => {
    throw new ControlUnreachableError(options.control, error);
  });
  const { ok, status, body } = answer;
  if (!ok || !body) throw new ControlUnreachableError(options.control, `HTTP ${status}`);
  return entriesOf(body, signal);
}

async function* entriesOf(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<FollowedEntry, void> {
  try {
    for await (const { name, data } of readServerSentEvents(body)) {
      if (name !== 'entry') continue;
      const entry = followed.safeParse(JSON.parse(data));
      if (entry.success) yield entry.data;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
