import { createInterface } from 'node:readline/promises';
import type { HookName } from './hook-calls.ts';

/** Somebody who does by hand what the suite cannot. */
export interface Person {
  /** Resolves with what was typed, without the line's end. */
  ask(question: string, timeoutMs: number): Promise<string>;
}

/** Whoever sits at the terminal; `undefined` where nobody does. Questions come one after the other. */
export function personAtTerminal(): Person | undefined {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  let turn: Promise<unknown> = Promise.resolve();
  return {
    ask(question, timeoutMs) {
      const answer = turn.then(async () => {
        const terminal = createInterface({ input: process.stdin, output: process.stderr });
        try {
          return await terminal.question(question, { signal: AbortSignal.timeout(timeoutMs) });
        } finally {
          terminal.close();
        }
      });
      turn = answer.catch(() => undefined);
      return answer;
    },
  };
}

/** What the person is asked. `{nhsNumber}` and other inputs of the hook may stand in the text. */
export function questionFor(hook: HookName, text: string, input: unknown): string {
  const facts = Object.entries(input as Readonly<Record<string, unknown>>).map(
    ([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)] as const,
  );
  const told = facts.reduce((said, [name, value]) => said.replaceAll(`{${name}}`, value), text);
  const lines = facts.filter(([, value]) => value !== undefined && value.length < 500);
  const shown = lines.map(([name, value]) => `    ${name}: ${value}`).join('\n');
  return `\n${hook}: ${told}\n${shown}\n${ANSWERS[hook] ?? '  done? y, n or skip: '}`;
}

const ANSWERS: Partial<Readonly<Record<HookName, string>>> = {
  registerPatient: '  registered? y, n (the system will not), or skip: ',
  transferStatus:
    '  state, with its code if it has one (for example "refused 06", "filed"), or skip: ',
};

/** What a person typed as the hook's output; `skip` when they cannot do it, `undefined` when unclear. */
export function answerOf(hook: HookName, typed: string): unknown {
  const text = typed.trim();
  if (/^s(?:kip)?$/i.test(text)) return 'skip';
  if (text.startsWith('{')) {
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  }
  if (hook === 'transferStatus') {
    const [, state = '', code] = /^([a-z]+)(?:\s+(\d{2}))?$/i.exec(text) ?? [];
    return state === '' ? undefined : { state: state.toLowerCase(), ...(code && { code }) };
  }
  if (/^y(?:es)?$/i.test(text)) return hook === 'registerPatient' ? { accepted: true } : {};
  if (!/^no?$/i.test(text)) return undefined;
  return hook === 'registerPatient' ? { accepted: false } : 'skip';
}
