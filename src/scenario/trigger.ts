import { parseDuration } from '../domain/duration.ts';

/** What the system can send a counterpart. `fragment` stands for an index as well. */
export type ArrivalName = 'request' | 'extract' | 'continue' | 'fragment';

/** What makes a counterpart do a step. */
export type Trigger =
  /** A person, a feature or the control API starts the situation. */
  | { readonly kind: 'start' }
  /** A message of the system. `number` counts fragments of one conversation from 1. */
  | {
      readonly kind: 'arrival';
      readonly what: ArrivalName;
      readonly number: number | undefined;
    }
  /** Every part that was announced is here. */
  | { readonly kind: 'complete' }
  | {
      readonly kind: 'acknowledgement';
      /** `request`, `extract`, `fragment`, `continue`, or the label of a message. */
      readonly of: string;
      readonly number: number | undefined;
      readonly says: 'anything' | 'accepted' | 'refused';
    }
  | { readonly kind: 'cue'; readonly name: string }
  /** So long after the step before it. */
  | { readonly kind: 'after'; readonly ms: number }
  /** Nothing has come or gone for so long. */
  | { readonly kind: 'silence'; readonly ms: number };

/** The forms of a trigger, for the one who got it wrong. */
export const TRIGGER_FORMS: readonly string[] = [
  'start',
  'request',
  'extract',
  'continue',
  'fragment',
  'fragment 2',
  'complete',
  'acknowledgement of extract',
  'acceptance of extract',
  'refusal of extract',
  'cue late fragment',
  'after PT1S',
  'silence PT1S',
];

const ACKNOWLEDGEMENT = /^(acknowledgement|acceptance|refusal) of (.+?)$/;
const SAYS = {
  acknowledgement: 'anything',
  acceptance: 'accepted',
  refusal: 'refused',
} as const;

/** Reads `when` of a step; `undefined` for any other text. */
export function parseTrigger(text: string): Trigger | undefined {
  if (text === 'start' || text === 'complete') return { kind: text };
  const cue = /^cue (\S.*)$/.exec(text)?.[1];
  if (cue !== undefined) return { kind: 'cue', name: cue };
  const [, word, time] = /^(after|silence) (\S+)$/.exec(text) ?? [];
  if (word && time) {
    const ms = parseDuration(time);
    return ms === undefined ? undefined : { kind: word as 'after' | 'silence', ms };
  }
  const [, noun, about] = ACKNOWLEDGEMENT.exec(text) ?? [];
  if (noun && about) {
    const [, of = about, number] = /^(fragment) (\d+)$/.exec(about) ?? [];
    const says = SAYS[noun as keyof typeof SAYS];
    return { kind: 'acknowledgement', of, number: counted(number), says };
  }
  const [, what, number] = /^(request|extract|continue|fragment)(?: (\d+))?$/.exec(text) ?? [];
  if (!what) return undefined;
  return { kind: 'arrival', what: what as ArrivalName, number: counted(number) };
}

function counted(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
