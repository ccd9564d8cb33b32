import type { ConversationStory, StoryEvent } from './conversation-story.ts';
import { roleWords } from './role-words.ts';

interface Wrong {
  readonly sequence: number;
  readonly text: string;
}

/** The first thing that was not as it should be. What was done on purpose counts, and says so. */
export function firstWrong(events: readonly StoryEvent[]): ConversationStory['firstWrong'] {
  let first: Wrong | undefined;
  for (const event of events) {
    for (const wrong of wrongsIn(event)) {
      if (!first || wrong.sequence < first.sequence) first = wrong;
    }
  }
  return first;
}

function* wrongsIn(event: StoryEvent): Generator<Wrong> {
  if (event.kind === 'step') {
    const { sequence, expired, event: what, lane } = event;
    if (expired) yield { sequence, text: `${what} at ${lane}` };
    return;
  }
  const { findings, faults } = event;
  if (event.kind === 'lookup') {
    const { sequence, failed, text } = event;
    const [fault] = faults;
    if (fault !== undefined) yield { sequence, text: `on purpose: ${fault}` };
    else if (failed) yield { sequence, text };
    return;
  }
  const what = roleWords(event.role);
  for (const { sequence, severity, check, message } of findings) {
    if (severity === 'must') yield { sequence, text: `${what}: ${check}: ${message}` };
  }
  for (const { sequence, outcome, why, faults: done } of [...event.sends, ...event.deliveries]) {
    const [fault] = done;
    if (fault !== undefined) yield { sequence, text: `${what}, on purpose: ${fault}` };
    else if (BAD.has(outcome)) yield { sequence, text: `${what}: ${why ?? outcome}` };
  }
  const { answer, lost, sends } = event;
  const known = new Set([...event.sends, ...event.deliveries].flatMap((one) => one.faults));
  const held = faults.find((fault) => !known.has(fault));
  if (lost && held !== undefined)
    yield { sequence: lost.sequence, text: `${what}, on purpose: ${held}` };
  if (lost) yield { sequence: lost.sequence, text: `${what} never arrived: ${lost.why}` };
  if (answer && !answer.accepted) {
    const code = answer.code === undefined ? '' : ` with ${answer.code}`;
    yield { sequence: sends[0]?.sequence ?? 0, text: `${what} refuses${code}` };
  }
}

const BAD: ReadonlySet<string> = new Set([
  'answer-lost',
  'refused',
  'unanswered',
  'unreachable',
  'expired',
]);
