import { type Captured, edited } from './captured.ts';
import { ENVELOPE_ROWS } from './envelope-specimens.ts';
import { PAYLOAD_ROWS } from './payload-specimens.ts';
import { RECORD_ROWS } from './record-specimens.ts';

/** A message that breaks one rule, and what is wrong with it. */
export interface Specimen {
  readonly check: string;
  readonly wrong: string;
  readonly message: Captured;
  /** Rules that cannot hold when this one does not, with the reason. */
  readonly with?: Readonly<Record<string, string>>;
}

/** For each check of one message at least one that breaks it, and nothing else. */
export const MESSAGE_SPECIMENS: readonly Specimen[] = [
  ...ENVELOPE_ROWS,
  ...PAYLOAD_ROWS,
  ...RECORD_ROWS,
].map(([check, wrong, base, edit, together]) => ({
  check,
  wrong,
  message: edited(base, edit),
  ...(together ? { with: together } : {}),
}));
