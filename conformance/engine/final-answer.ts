import type { TranscriptMessage } from '../../src/scenario/transcript.ts';
import type { Trial, UntilOptions } from './trial.ts';

/** The system's answer to the extract, whatever it says. A deviation when none comes in time. */
export async function finalAnswer(
  trial: Trial,
  options: UntilOptions = {},
): Promise<TranscriptMessage> {
  const answer = await trial.until(
    'an answer to the extract',
    ({ messages }) =>
      messages.find(
        ({ from, role, taken }) => from === 'system' && role === 'final-acknowledgement' && taken,
      ),
    options,
  );
  trial.account(answer);
  return answer;
}
