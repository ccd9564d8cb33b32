import { join } from 'node:path';
import { openEngine } from '../../conformance/engine/open-engine.ts';
import { type RivalOptions, rivalNamed } from '../../conformance/replay/rival.ts';
import { runSuite } from '../../features/suite/run-suite.ts';
import { writeBundle } from '../../src/bundle/write-bundle.ts';

export const WAITS: RivalOptions = { keyType: 'p-256', patience: 'PT10S', quiet: 'PT0.3S' };

export interface Captured {
  readonly path: string;
  readonly conversationId: string;
  /** Party key of the system. */
  readonly judged: string;
  /** Roles and codes of all of its messages. */
  readonly said: readonly string[];
}

/** Plays a scenario against a practice of ours and keeps its first conversation, as a capture would. */
export async function capture(
  name: string,
  id: string,
  place: { readonly directory: string; readonly certificateDirectory: string },
): Promise<Captured> {
  const { certificateDirectory } = place;
  const source = rivalNamed(name, WAITS);
  await using engine = await openEngine({ source, certificateDirectory, keyType: 'p-256' });
  const { scenarios } = await runSuite({ engine, tags: `@${id}` });
  const timeline = scenarios[0]?.timeline ?? [];
  const conversationId = timeline[0]?.conversationId ?? '';
  const path = join(place.directory, `${name}-${id}.zip`);
  await writeBundle({
    ...{ out: path, journal: engine.simulator.journal, kind: 'conversation', title: name },
    ...{ conversations: [conversationId], version: '0.0.0', now: new Date() },
  });
  return {
    ...{ path, conversationId, judged: engine.system.partyKey },
    said: timeline
      .filter((message) => message.conversationId === conversationId)
      .map(({ from, role, code = '' }) => `${from} ${role} ${code}`.trim()),
  };
}
