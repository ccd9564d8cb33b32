import type { Entry } from '../../journal/entry.ts';
import type { CodeNote } from '../codes/code-note.ts';
import { CONNECTION_CODES } from '../codes/connection-codes.ts';
import { DELIVERY_CODES } from '../codes/delivery-codes.ts';
import { lookUp } from '../codes/look-up.ts';
import type { SideView } from '../place/side-view.ts';
import { messageAnswer } from './message-answer.ts';
import type { Refused } from './refused.ts';

/** Words by which a diagnosis of a connection begins, where they are not those of its cause. */
const BEGINNINGS: Readonly<Record<string, string>> = {
  'connection refused': 'refused',
  'connection reset': 'reset',
  'connection failed': 'other',
  'no certificate sent': 'no-certificate',
};

/** Outcomes of an attempt that are none of these have succeeded. `failed` is what a practice calls either of two. */
const WORDS: Readonly<Record<string, string>> = {
  ...{ rejected: 'rejected', refused: 'refused', unreachable: 'unreachable', expired: 'expired' },
  failed: 'refused',
};

/** Why an attempt to deliver, or a delivery as a whole, came to nothing. */
export function deliveryEnd(
  entry: Entry,
  request: SideView,
  response: SideView,
): readonly Refused[] {
  const { kind, facts = {}, service } = entry;
  const outcome = String(facts.outcome ?? '');
  const why = typeof facts.why === 'string' && facts.why !== '' ? facts.why : outcome;
  if (kind === 'settled') {
    if (outcome !== 'failed') return [];
    return [one('failed', why)];
  }
  const word = Object.hasOwn(WORDS, outcome) ? WORDS[outcome] : undefined;
  if (word === undefined) return [];
  if (!entry.response) {
    const cause = causeOf(why);
    if (cause) return [{ ...one(cause.name, why), note: cause.note }];
    return [one(service.startsWith('practice') && word === 'refused' ? 'unreachable' : word, why)];
  }
  const told = messageAnswer(entry, request, response);
  const status = entry.response.status;
  return told.length > 0 ? told : [{ ...one(word, why), answer: `HTTP ${status}` }];
}

function one(word: string, why: string): Refused {
  return {
    rule: word,
    note: DELIVERY_CODES[word] as CodeNote,
    answer: word === 'failed' || word === 'expired' ? word : 'no answer',
    reason: why,
  };
}

function causeOf(why: string): { readonly name: string; readonly note: CodeNote } | undefined {
  if (/\bE(?:PIPE|CONNRESET)\b/.test(why))
    return { name: 'reset', note: CONNECTION_CODES.reset as CodeNote };
  const [words = ''] = why.split(/:| on \d| yet valid/);
  const name = BEGINNINGS[words] ?? words.replace('not TLS', 'not-tls').replaceAll(' ', '-');
  const note = lookUp(CONNECTION_CODES, name === 'not' ? 'not-yet-valid' : name);
  return note && { name, note };
}
