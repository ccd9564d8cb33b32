import type { Deviation } from './deviation.ts';
import { DIRECTORY_DEVIATIONS } from './directory.ts';
import { HABITS } from './habits.ts';
import { headerDeviation } from './header.ts';
import { PACKAGE_DEVIATIONS } from './package.ts';
import { PATTERN_DEVIATIONS } from './pattern.ts';
import { userDeviation } from './user.ts';

const KNOWN: Readonly<Record<string, Deviation>> = {
  ...DIRECTORY_DEVIATIONS,
  ...HABITS,
  ...PACKAGE_DEVIATIONS,
  ...PATTERN_DEVIATIONS,
};

/** A deviation in the words of the scenarios. Throws for words that are not known. */
export function deviationFor(words: string): Deviation {
  const found = KNOWN[words] ?? headerDeviation(words) ?? userDeviation(words);
  if (!found) throw new Error(`no message can be written with ${words}`);
  return found;
}
