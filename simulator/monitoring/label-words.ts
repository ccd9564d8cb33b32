/** Peers choose names of interactions and codes: so many different ones are told apart, the rest is `other`. */
const MOST_WORDS = 200;
const WORD = /^[A-Za-z0-9][\w.:-]{0,59}$/;

export interface LabelWords {
  /** The text where it is a word and one of the first that came, else `other`; empty for nothing. */
  word(text: string | undefined): string;
}

/** Keeps the number of time series bounded, whatever is sent. */
export function labelWords(most = MOST_WORDS): LabelWords {
  const known = new Set<string>();
  return {
    word(text) {
      if (text === undefined || text === '') return '';
      if (known.has(text)) return text;
      if (!WORD.test(text) || known.size >= most) return 'other';
      known.add(text);
      return text;
    },
  };
}
