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
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of body) {
    text += decoder.decode(piece, { stream: true });
    const events = text.split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) {
      if (/^event: reset$/m.test(event)) yield { kind: 'reset' };
      const data = /^data: (.*)$/m.exec(event)?.[1];
      if (data === undefined || !/^event: entry$/m.test(event)) continue;
      yield { kind: 'entry', entry: JSON.parse(data) as EntryView };
    }
  }
}
