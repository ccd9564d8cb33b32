import type { TranscriptMessage } from '../../src/scenario/transcript.ts';

/** What may come in answer to a message. */
export interface AllowedAnswers {
  readonly accept: boolean;
  /** Codes of two digits, or any. */
  readonly codes: readonly string[] | 'any';
  readonly silence: boolean;
}

/** What an expectation is about, as a step says it. */
export type Subject =
  | { readonly kind: 'extract' | 'request' | 'continue' | 'every-fragment' }
  | { readonly kind: 'labelled'; readonly label: string };

export interface AnswerSentence {
  readonly subject: Subject;
  readonly allowed: AllowedAnswers;
}

const SUBJECTS: readonly (readonly [RegExp, Exclude<Subject['kind'], 'labelled'>])[] = [
  [/\bevery fragment\b/, 'every-fragment'],
  [/\bthe extract\b/, 'extract'],
  [/\bthe request\b/, 'request'],
  [/\bthe continue\b/, 'continue'],
];

/**
 * Reads what follows "the system": `accepts the extract or refuses it with 21, 30 or 99`, `refuses "letter.tif/1" with
 * any code`, `leaves the request unanswered or refuses it with 18`. `undefined` when it is no such sentence.
 */
export function parseAnswerSentence(text: string): AnswerSentence | undefined {
  const label = /"([^"]+)"/.exec(text)?.[1];
  const plain = text.replace(/"[^"]*"/g, 'it');
  if (!/^(?:accepts|refuses|leaves)\b/.test(plain)) return undefined;
  const named = SUBJECTS.find(([pattern]) => pattern.test(plain));
  const subject: Subject | undefined =
    label !== undefined ? { kind: 'labelled', label } : named && { kind: named[1] };
  if (!subject) return undefined;
  const refuses = /\brefuses\b/.test(plain);
  const codes: AllowedAnswers['codes'] = /\bany code\b/.test(plain)
    ? 'any'
    : (plain.match(/\b\d{2}\b/g) ?? []);
  const allowed = {
    accept: /\baccepts\b/.test(plain),
    codes,
    silence: /\bunanswered\b|\bno answer\b/.test(plain),
  };
  // A refusal without saying with what, or codes that nothing refuses with, is a slip of the writer.
  if (refuses !== (codes === 'any' || codes.length > 0)) return undefined;
  return { subject, allowed };
}

/** Whether an acknowledgement is one of the answers. */
export function isAllowed(
  { acknowledgement }: TranscriptMessage,
  { accept, codes }: AllowedAnswers,
): boolean {
  if (!acknowledgement) return false;
  if (acknowledgement.typeCode === 'AA') return accept;
  const { code } = acknowledgement;
  return codes === 'any' || (code !== undefined && codes.includes(code));
}

/** `AA, or AE or AR with 21 or 99, or nothing`. */
export function describeAllowed({ accept, codes, silence }: AllowedAnswers): string {
  const refusal =
    codes === 'any' ? 'a refusal' : codes.length > 0 ? `a refusal with ${codes.join(' or ')}` : '';
  const parts = [accept ? 'an acceptance' : '', refusal, silence ? 'nothing' : ''];
  return parts.filter((part) => part !== '').join(', or ');
}

/** What an acknowledgement says, in a few words. */
export function describeAnswer({ acknowledgement, sequence }: TranscriptMessage): string {
  if (!acknowledgement) return `an acknowledgement that cannot be read (#${sequence})`;
  const { typeCode, code } = acknowledgement;
  return `${typeCode}${typeCode === 'AA' ? '' : ` ${code ?? 'without a code'}`} (#${sequence})`;
}
