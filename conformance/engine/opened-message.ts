import { type GpMessage, readMessage } from '../../src/gp2gp/read-message.ts';
import type { HttpSide } from '../../src/journal/entry.ts';
import type { TranscriptMessage } from '../../src/scenario/transcript.ts';
import { SystemDeviation } from './departures.ts';
import type { Trial } from './trial.ts';

/** A message of the system taken apart, with the HTTP headers that it came with. */
export interface OpenedMessage {
  readonly message: GpMessage;
  header(name: string): string | undefined;
}

/** Reads the bytes of a message on record again. A deviation when they are no message. */
export async function openMessage(
  trial: Trial,
  { sequence }: Pick<TranscriptMessage, 'sequence'>,
): Promise<OpenedMessage> {
  const headers: HttpSide<unknown>['headers'] =
    (await trial.journal.get(sequence))?.request?.headers ?? [];
  const header = (name: string) =>
    headers.find(([each]) => each.toLowerCase() === name.toLowerCase())?.[1];
  const read = readMessage(header('content-type'), await trial.bytesOf(sequence));
  if (read.ok) return { message: read.value, header };
  throw new SystemDeviation({
    expected: 'a message that can be read',
    observed: `${read.failure.message}`,
    evidence: [sequence],
  });
}
