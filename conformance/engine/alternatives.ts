import type { Transcript } from '../../src/scenario/transcript.ts';
import type { Trial, UntilOptions } from './trial.ts';

/** The first of several right things that holds. Which one is put on record. */
export async function expectOneOf(
  trial: Trial,
  conditions: Readonly<Record<string, (transcript: Transcript) => boolean>>,
  options: UntilOptions = {},
): Promise<string> {
  const names = Object.keys(conditions);
  const found = await trial.until(
    names.join(', or '),
    (transcript) => names.find((name) => conditions[name]?.(transcript)),
    options,
  );
  trial.chose(found);
  return found;
}
