import type { BrokenRule } from './check-query.ts';
import type { UpdateRequest } from './update-request.ts';

/** A time of HL7, from a year to a fraction of a second (pds-identity 1.11). */
const TIME = /^\d{4}(\d\d(\d\d(\d{2,6})?)?)?(\.\d+)?([+-]\d{1,4})?$/;

export function isHlTime(text: string): boolean {
  return TIME.test(text);
}

/** The codes that facts of a person may have (pds-identity 1.11). */
const CODES = {
  gender: /^[0129]$/,
  'multiple birth order': /^[1-9]\d?$/,
  language: /^[A-Za-z]{2,3}$/,
  'contact method': /^[1-8]$/,
  'written format': /^1[1-3]$/,
  'death notification': /^[12]$/,
} as const;

/** What an update, or a request for a number, can say of a person in codes and times. */
export type WrittenFacts = Pick<
  UpdateRequest,
  | 'gender'
  | 'birthTime'
  | 'birthOrder'
  | 'language'
  | 'contactMethod'
  | 'writtenFormat'
  | 'deceasedTime'
  | 'deathNotification'
>;

/** Facts whose values cannot be. What is removed has none. */
export function* valueRules(update: Partial<WrittenFacts>): Iterable<BrokenRule> {
  const { gender, birthOrder, language, contactMethod, writtenFormat } = update;
  const facts = [
    ['gender', gender?.mode, gender?.item],
    ['multiple birth order', birthOrder?.mode, birthOrder?.item],
    ['language', language?.mode, language?.item.code],
    ['contact method', contactMethod?.mode, contactMethod?.item.method],
    ['written format', writtenFormat?.mode, writtenFormat?.item],
    ['death notification', update.deathNotification?.mode, update.deathNotification?.item],
  ] as const;
  for (const [what, mode, value] of facts)
    if (mode !== 'removed' && value !== undefined && !CODES[what].test(value))
      yield { name: 'FIELD_ERROR', detail: `the ${what} is unknown` };
  for (const [what, time] of [
    ['birth time', update.birthTime],
    ['time of death', update.deceasedTime],
  ] as const)
    if (time?.mode !== 'removed' && time?.item !== undefined && !isHlTime(time.item))
      yield { name: 'FIELD_ERROR', detail: `the ${what} is no time of HL7` };
}
