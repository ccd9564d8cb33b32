import { decide, type TransferState } from '../../../src/gp2gp/transfer.ts';
import type { TransferEvent } from '../../../src/gp2gp/transfer-event.ts';
import { effectWords } from './effect-words.ts';

export type NamedEvent = readonly [name: string, event: TransferEvent];
export type NamedState = readonly [phase: string, what: string, state: TransferState];

interface Row {
  readonly event: string;
  readonly next: string;
  readonly outcome: string;
  readonly effects: string;
}

/** What one role does, asked of the machine itself: a diagram of its phases, then a table for each state. */
export function renderRole(states: readonly NamedState[], events: readonly NamedEvent[]): string {
  const sections = states.map((state) => renderState(state, events));
  const all = events.map(([name]) => name).join('; ');
  const rest = `In each state these were tried: ${all}. What a table does not name changes nothing there, and is only reported.\n`;
  return [diagram(states, events), rest, ...sections].join('\n');
}

function renderState([phase, what, state]: NamedState, events: readonly NamedEvent[]): string {
  if (state.phase !== phase) throw new Error(`"${what}" is in ${state.phase}, not in ${phase}`);
  const rows = events.flatMap(([name, event]) => rowOf(state, name, event) ?? []);
  return [
    `### \`${phase}\`: ${what}`,
    '',
    '| When | Next | What is done |',
    '|---|---|---|',
    ...rows.map((row) => `| ${row.event} | ${row.next}${row.outcome} | ${row.effects} |`),
    '',
  ].join('\n');
}

/** `undefined` when the event changes nothing and does nothing. */
function rowOf(state: TransferState, event: string, happening: TransferEvent): Row | undefined {
  const { state: next, effects } = decide(state, happening);
  const words = effects.flatMap((effect) => effectWords(effect) ?? []);
  const changed = JSON.stringify(next) !== JSON.stringify(state);
  if (!changed && words.length === 0) return undefined;
  const isNew = next.outcome !== undefined && next.outcome !== state.outcome;
  const code = next.outcome?.code === undefined ? '' : ` ${next.outcome.code}`;
  return {
    event,
    next: next.phase === state.phase ? 'stays' : `\`${next.phase}\``,
    outcome: isNew ? ` (${next.outcome?.result}${code})` : '',
    effects: words.join(', ') || 'noted',
  };
}

/** Each way from one phase to another once, with the events that lead along it. */
function diagram(states: readonly NamedState[], events: readonly NamedEvent[]): string {
  const ways = new Map<string, Set<string>>();
  for (const [, , state] of states) {
    for (const [name, event] of events) {
      const { state: next } = decide(state, event);
      if (next.phase === state.phase) continue;
      const way = `${id(state.phase)} --> ${id(next.phase)}`;
      ways.set(way, (ways.get(way) ?? new Set()).add(name.replaceAll(':', '')));
    }
  }
  const first = states[0]?.[0] ?? 'new';
  const lines = [...ways].map(([way, names]) => {
    const [one = '', ...others] = names;
    return `  ${way} : ${one}${others.length > 0 ? ` (and ${others.length} more)` : ''}`;
  });
  return [
    '```mermaid',
    'stateDiagram-v2',
    `  [*] --> ${id(first)}`,
    ...lines,
    '  ended --> [*]',
    '```',
    '',
  ].join('\n');
}

/** Hyphens are no part of a name there. */
function id(phase: string): string {
  return phase.replaceAll('-', '_');
}
