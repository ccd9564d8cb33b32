import { createInterface } from 'node:readline/promises';
import { type PersonQuestion, questionText } from './person-question.ts';

/** Somebody who does by hand what the suite cannot. */
export interface Person {
  /** Resolves with what was answered, without the line's end. Rejects with NobodyAnsweredError when time is up. */
  ask(question: PersonQuestion, timeoutMs: number): Promise<string>;
}

/** The terminal, where somebody sits. Questions come one after the other. */
export interface Terminal {
  /** Resolves with the line that was typed. Rejects when it is taken back. */
  ask(question: PersonQuestion, takenBack: AbortSignal): Promise<string>;
}

/** A person was asked, and nobody answered in time. */
export class NobodyAnsweredError extends Error {
  constructor(timeoutMs: number) {
    super(`nobody answered within ${Math.round(timeoutMs / 1000)} s`);
    this.name = 'NobodyAnsweredError';
  }
}

/** Whoever sits at the terminal; `undefined` where nobody does. */
export function terminalOf(
  input: NodeJS.ReadStream = process.stdin,
  output: NodeJS.WriteStream = process.stderr,
): Terminal | undefined {
  if (!input.isTTY || !output.isTTY) return undefined;
  let turn: Promise<unknown> = Promise.resolve();
  return {
    ask(question, signal) {
      const answer = turn.then(async () => {
        signal.throwIfAborted();
        const lines = createInterface({ input, output });
        // Ctrl+C ends the run, not the question alone.
        lines.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
        try {
          return await lines.question(questionText(question), { signal });
        } catch (error) {
          if (signal.aborted) output.write('\n  (no longer asked)\n');
          throw error;
        } finally {
          lines.close();
        }
      });
      turn = answer.catch(() => undefined);
      return answer;
    },
  };
}
