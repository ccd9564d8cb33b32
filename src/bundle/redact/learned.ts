import { fold, WORD } from './fakes.ts';

/** Words that stand together, folded. */
export interface Phrase {
  readonly words: readonly string[];
  /** Of a free text: its words are nobody's for themselves. */
  readonly free: boolean;
}

/** What is to be looked for outside of its own places. */
export class Learned {
  /** Words of names, folded. */
  readonly words = new Set<string>();
  /** Of ten digits, whether valid or not. */
  readonly numbers = new Set<string>();
  /** `19570401`. */
  readonly days = new Set<string>();
  /** The last nine digits of telephone numbers. */
  readonly phones = new Set<string>();
  /** Lists of folded words, by their first. */
  readonly phrases = new Map<string, Phrase[]>();
  /** Whole names of files, folded. */
  readonly files = new Set<string>();

  name(text: string): void {
    for (const word of wordsOf(text))
      if (word.length >= 2 && !/^\d+$/.test(word)) this.words.add(fold(word));
  }

  phrase(text: string, free: boolean): void {
    const words = wordsOf(text).map(fold).slice(0, 60);
    if (words.join('').length < 4) return;
    const [first = ''] = words;
    const list = this.phrases.get(first) ?? [];
    if (list.length < 200 && !list.some((known) => known.words.join(' ') === words.join(' ')))
      list.push({ words, free });
    // The longest first, so that it is found whole.
    list.sort((a, b) => b.words.length - a.words.length);
    this.phrases.set(first, list);
  }

  /** The whole, and what of it can be quoted: its clauses of three words or more. */
  freeText(text: string): void {
    if (text.trim().length < 6) return;
    this.phrase(text, true);
    for (const clause of text.split(/[.,;:!?()\r\n]+/))
      if (clause.length < text.length && wordsOf(clause).length >= 3) this.phrase(clause, true);
  }

  address(text: string): void {
    const words = wordsOf(text);
    if (words.length > 1 || /[a-z]/i.test(text)) this.phrase(text, false);
    const [one = '', two = ''] = words;
    // A postcode is written with and without its space.
    if (words.length === 2 && /^[A-Z]{1,2}\d/i.test(one) && /^\d[A-Z]{2}$/i.test(two)) {
      this.words.add(fold(one));
      this.words.add(fold(two));
    }
  }

  phone(text: string): void {
    const digits = text.replace(/\D/g, '');
    if (digits.length >= 7) this.phones.add(digits.slice(-9));
    if (/@/.test(text)) {
      const [local = ''] = text.replace(/^mailto:/i, '').split('@');
      this.phrase(text.replace(/^mailto:/i, ''), false);
      this.name(local);
    }
  }

  day(text: string): void {
    const [, year, month, date] = /^(\d{4})-?(\d{2})-?(\d{2})/.exec(text) ?? [];
    if (year && month && date) this.days.add(`${year}${month}${date}`);
    const [, d = '', m = '', y] = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$/.exec(text) ?? [];
    if (y) this.days.add(`${y}${m.padStart(2, '0')}${d.padStart(2, '0')}`);
  }

  file(text: string): void {
    this.files.add(fold(text));
  }
}

export function wordsOf(text: string): readonly string[] {
  return text.match(WORD) ?? [];
}
