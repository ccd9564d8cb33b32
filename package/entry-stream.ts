import { readServerSentEvents } from '../src/platform/server-sent-events.ts';
import { type ControlAddress, callControl } from './control-client.ts';
import type { EntryView } from './entry-view.ts';

/** Something that the stream of entries says. */
export type StreamEvent =
  | { readonly kind: 'entry'; readonly entry: EntryView }
  /** The journal begins anew: entries start from the first again. */
  | { readonly kind: 'reset' };

/**
 * The journal from behind a sequence on: what is on record at once, the rest as it comes. Ends with the simulator;
 * rejects when the signal is aborted.
 */
export async function* entryStream(
  address: ControlAddress,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent, void> {
  const { body } = await callControl(address, 'GET', `/events?after=${after}`, undefined, signal);
  if (!body) return;
  for await (const { name, data } of readServerSentEvents(body)) {
    if (name === 'reset') yield { kind: 'reset' };
    if (name === 'entry') yield { kind: 'entry', entry: JSON.parse(data) as EntryView };
  }
}
