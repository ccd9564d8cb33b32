import type { TransferStatus } from '../sut/hook-calls.ts';
import type { Trial } from './trial.ts';

export type ShownState = TransferStatus['state'];

/** One way in which a transfer may be shown to stand. */
export interface Shown {
  readonly states: readonly ShownState[];
  /** Any code, or none, unless given. */
  readonly codes?: readonly string[];
}

export interface StatusSubject {
  readonly patient?: string | undefined;
  readonly in?: string | undefined;
  readonly conversationId?: string | undefined;
}

/** What the system says of the patient's transfer now. */
export function transferStatus(
  trial: Trial,
  { patient, in: name, conversationId }: StatusSubject = {},
): Promise<TransferStatus> {
  const nhsNumber = trial.nhsNumber(patient, name);
  return trial.hook('transferStatus', {
    nhsNumber,
    ...(conversationId !== undefined && { conversationId }),
  });
}

/** `refused with 06`. */
export function describeStatus({ state, code, text }: TransferStatus): string {
  return `${state}${code ? ` with ${code}` : ''}${text ? ` ("${text}")` : ''}`;
}

/** The system shows the transfer in one of these ways; which one is put on record. */
export async function expectShown(
  trial: Trial,
  alternatives: readonly Shown[],
  subject: StatusSubject = {},
): Promise<TransferStatus> {
  let last: TransferStatus | undefined;
  const status = await trial.lookUntil(
    `the transfer is shown as ${alternatives.map(describeShown).join(', or as ')}`,
    async () => {
      last = await transferStatus(trial, subject);
      const shown = last;
      return alternatives.some((each) => fits(shown, each)) ? shown : undefined;
    },
    { observed: () => `it is shown as ${last ? describeStatus(last) : 'nothing'}` },
  );
  const text = `the transfer is shown as ${describeStatus(status)}`;
  if (alternatives.length > 1) trial.chose(text);
  else trial.observed(text);
  return status;
}

function fits({ state, code }: TransferStatus, { states, codes }: Shown): boolean {
  return states.includes(state) && (!codes || (code !== undefined && codes.includes(code)));
}

function describeShown({ states, codes }: Shown): string {
  return `${states.join(' or ')}${codes ? ` with ${codes.join(' or ')}` : ''}`;
}

const WORDS: Readonly<Record<string, readonly ShownState[]>> = {
  filed: ['filed'],
  // A transfer that came to nothing, whoever ended it.
  failed: ['failed', 'refused'],
  refused: ['refused', 'failed'],
  transferred: ['transferred'],
  sent: ['sent'],
  sending: ['sending', 'sent'],
  requested: ['requested', 'receiving'],
  receiving: ['receiving'],
  deciding: ['deciding'],
  'not begun': ['none', 'preparing', 'failed', 'refused'],
};

/**
 * Reads `failed`, `refused with 06`, `refused with 06 or 99`, `filed or failed`. `undefined` for other words.
 */
export function parseShown(text: string): readonly Shown[] | undefined {
  const alternatives = text.split(/\s+or\s+(?:as\s+)?(?=[a-z])/);
  const read = alternatives.map((each): Shown | undefined => {
    const [, word = '', tail] = /^([a-z ]+?)(?:\s+with\s+(.+))?$/.exec(each) ?? [];
    const states = WORDS[word];
    const codes = tail?.match(/\b\d{2}\b/g);
    if (!states || (tail !== undefined && !codes)) return undefined;
    return { states, ...(codes && { codes }) };
  });
  return read.every((each) => each !== undefined) ? read : undefined;
}
