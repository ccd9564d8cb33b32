import type { StoryEvent, StoryLane } from './conversation-story.ts';
import type { Progress } from './progress.ts';
import { odsOf } from './witness.ts';

const SERVICES: Readonly<Record<string, string>> = { pds: 'PDS', sds: 'SDS' };

/** The lane of a practice, by its party key or its ODS code. */
export function practiceLane(party: string): string {
  return odsOf(party).toUpperCase() || '?';
}

/** Who takes part, from left to right: who asks, who stands between, who holds the record, strangers, services. */
export function lanesOf(
  { requester, sender }: Progress,
  events: readonly StoryEvent[],
  parties: ReadonlyMap<string, string>,
): readonly StoryLane[] {
  const used = new Set<string>();
  const hubs = new Set<string>();
  for (const event of events) {
    if (event.kind === 'step') used.add(event.lane);
    else {
      used.add(event.from).add(event.to);
      if (event.kind === 'message') hubs.add(event.via);
    }
  }
  if (hubs.size === 0) hubs.add('spine');
  const asks = requester === undefined ? undefined : practiceLane(requester);
  const holds = sender === undefined ? undefined : practiceLane(sender);
  const practice = (id: string, role: StoryLane['role']): StoryLane => ({
    ...{ id, kind: 'practice', title: id, role },
    party: parties.get(id),
  });
  const strangers = [...used].filter(
    (id) => id !== asks && id !== holds && !hubs.has(id) && SERVICES[id] === undefined,
  );
  return [
    ...(asks === undefined ? [] : [practice(asks, 'requester')]),
    ...[...hubs].map(
      (id): StoryLane => ({
        ...{ id, kind: 'hub', title: hubTitle(id), role: undefined, party: undefined },
      }),
    ),
    ...(holds === undefined || holds === asks ? [] : [practice(holds, 'sender')]),
    ...strangers.map((id) => practice(id, undefined)),
    ...Object.entries(SERVICES).flatMap(([id, title]): StoryLane[] =>
      used.has(id) ? [{ id, kind: 'service', title, role: undefined, party: undefined }] : [],
    ),
  ];
}

function hubTitle(id: string): string {
  return id === '' ? '?' : `${id.charAt(0).toUpperCase()}${id.slice(1)}`;
}
