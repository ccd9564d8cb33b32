import { createHmac } from 'node:crypto';
import { nhsCheckDigit, parseNhsNumber } from '../../domain/nhs-number.ts';

/**
 * Letters and digits of UTF-8 bytes that are told as Latin-1, or of Latin-1 itself. Spaces, dashes, apostrophes and signs
 * beyond ASCII (U+0080 to U+00BF, U+2000 to U+2FFF) stand between words.
 */
export const WORD =
  /(?:[A-Za-z0-9]+|[\xc3-\xdf][\x80-\xbf]|[\xe0\xe1\xe3-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|[\xc0-\xff](?![\x80-\xbf]))+/g;

const VOWELS = 'aeiou';
const CONSONANTS = 'bcdfghjklmnprstvwz';

/** What stands for what, by a key that only one bundle has: the same for the same, as long as before. */
export class Fakes {
  readonly #key: Uint8Array;
  readonly #words = new Map<string, string>();
  readonly #numbers = new Map<string, string>();
  readonly #taken = new Set<string>();

  readonly #avoid: ReadonlySet<string>;

  /** `avoid`: numbers that belong to somebody, which none is given. */
  constructor(key: Uint8Array, avoid: ReadonlySet<string> = new Set()) {
    this.#key = key;
    this.#avoid = avoid;
  }

  /** Bytes that follow from the key and a text. */
  #stream(text: string, length: number): Buffer {
    const first = createHmac('sha256', this.#key).update(text, 'latin1').digest();
    const blocks = [first];
    for (let block = 1; block * 32 < length; block++)
      blocks.push(createHmac('sha256', first).update(String(block)).digest());
    return Buffer.concat(blocks);
  }

  /**
   * A word for a word of UTF-8 bytes, told as Latin-1: letters become letters of their kind and case, digits digits, what
   * lies beyond ASCII a character of as many bytes. `smith` and `SMITH` become the same but for their case.
   */
  word(word: string): string {
    const folded = fold(word);
    let fake = this.#words.get(folded);
    for (let attempt = 0; fake === undefined; attempt++) {
      const bytes = this.#stream(`word ${attempt} ${folded}`, folded.length);
      const made = other(folded, bytes);
      // A word is never left as it was, unless nothing of it can be another.
      if (made !== folded || attempt === 8) fake = made;
    }
    if (word.length <= 64 && this.#words.size < 200_000) this.#words.set(folded, fake);
    let cased = '';
    for (let at = 0; at < word.length; at++) {
      const [was = '', now = ''] = [word[at], fake[at]];
      cased += was >= 'A' && was <= 'Z' ? now.toUpperCase() : now;
    }
    return cased;
  }

  /**
   * A free text for a free text: the same text becomes the same, but a word in it becomes another each time, so that
   * what is frequent does not show. `left` tells which words stay.
   */
  text(text: string, left: (word: string, at: number) => boolean): string {
    const bytes = this.#stream(`text ${text}`, text.length);
    return text.replace(WORD, (word: string, at: number) => {
      if (left(word, at)) return word;
      const fake = other(fold(word), bytes.subarray(at));
      return [...word]
        .map((was, index) => (was >= 'A' && was <= 'Z' ? fake[index]?.toUpperCase() : fake[index]))
        .join('');
    });
  }

  /** A number of the test range for a number of ten digits: valid when that is, and the other way about. */
  nhsNumber(number: string): string {
    const known = this.#numbers.get(number);
    if (known !== undefined) return known;
    // One that was given out already: it has been replaced.
    if (this.#taken.has(number)) return number;
    const valid = parseNhsNumber(number) !== undefined;
    for (let attempt = 0; ; attempt++) {
      const drawn = this.#stream(`number ${attempt} ${number}`, 8).readUIntBE(0, 6) % 1_000_000;
      const nine = `999${String(drawn).padStart(6, '0')}`;
      const check = nhsCheckDigit(nine);
      if (check === undefined) continue;
      const fake = `${nine}${valid ? check : (check + 1) % 10}`;
      if (fake === number || this.#taken.has(fake) || this.#avoid.has(fake)) continue;
      this.#taken.add(fake);
      this.#numbers.set(number, fake);
      return fake;
    }
  }

  /** A day for a day, `19570401`: a real one, with as many digits without leading zeros, in the same time of life. */
  day(day: string): string {
    const bytes = this.#stream(`day ${day}`, 4);
    const [year, month, date] = [day.slice(0, 4), day.slice(4, 6), day.slice(6, 8)];
    const within = (low: number, high: number, byte = 0) => low + (byte % (high - low + 1));
    const two = (value: number) => String(value).padStart(2, '0');
    const y = Number(year);
    const fakeYear = y >= 1900 && y <= 2009 ? within(1900, 2009, bytes[0]) : y;
    const fakeMonth = Number(month) < 10 ? within(1, 9, bytes[1]) : within(10, 12, bytes[1]);
    const fakeDate = Number(date) < 10 ? within(1, 9, bytes[2]) : within(10, 28, bytes[2]);
    const fake = `${String(fakeYear).padStart(4, '0')}${month && two(fakeMonth)}${date && two(fakeDate)}`;
    return fake === day ? `${y - 1}${fake.slice(4)}`.padStart(day.length, '0') : fake;
  }

  /** Digits for digits, from the right: a number with and without its country is the same. */
  digits(digits: string): string {
    const bytes = this.#stream(`digits ${digits.slice(-9)}`, 32);
    let fake = '';
    for (let at = 0; at < digits.length; at++) {
      const fromRight = digits.length - 1 - at;
      fake += fromRight < 9 ? String((bytes[fromRight] ?? 0) % 10) : digits[at];
    }
    return fake === digits
      ? digits.replace(/\d$/, (last) => String((Number(last) + 1) % 10))
      : fake;
  }
}

/** Words compare without regard to the case of ASCII letters. */
export function fold(word: string): string {
  return word.replace(/[A-Z]+/g, (upper) => upper.toLowerCase());
}

function other(word: string, random: Uint8Array): string {
  let text = '';
  for (let at = 0; at < word.length; at++) {
    const code = word.charCodeAt(at);
    const byte = random[at] ?? 0;
    const letter = word[at] ?? '';
    if (code < 0x80) {
      if (letter >= '0' && letter <= '9') text += byte % 10;
      else if (VOWELS.includes(letter)) text += VOWELS[byte % VOWELS.length];
      else if (letter >= 'a' && letter <= 'z') text += CONSONANTS[byte % CONSONANTS.length];
      else text += letter;
      continue;
    }
    const length = sequenceLength(word, at);
    text += otherSequence(word.slice(at, at + length), byte);
    at += length - 1;
  }
  return text;
}

/** Bytes of the UTF-8 sequence that begins here; 1 where it is none. */
function sequenceLength(text: string, at: number): number {
  const lead = text.charCodeAt(at);
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 1;
  for (let next = 1; next < length; next++) {
    const code = text.charCodeAt(at + next);
    if (!(code >= 0x80 && code <= 0xbf)) return 1;
  }
  return length;
}

/** A character of as many bytes. */
function otherSequence(sequence: string, byte: number): string {
  const lead = sequence.charCodeAt(0);
  const tail = (value: number) => String.fromCharCode(0x80 + (value % 64));
  if (sequence.length === 1)
    // Latin-1 on its own: another letter of it.
    return lead >= 0xc0 ? String.fromCharCode(0xe0 + (byte % 23)) : sequence;
  // Latin letters with accents; U+00D7 and U+00F7 are none.
  if (lead === 0xc3) return `\xc3${String.fromCharCode(0xa0 + (byte % 23))}`;
  if (sequence.length === 2) return `${sequence[0]}${tail(byte)}`;
  // Punctuation says nothing; of ideographs and all others the last bytes go.
  if (lead === 0xe2) return sequence;
  if (lead >= 0xe4 && lead <= 0xe9) return `${sequence[0]}${tail(byte >> 2)}${tail(byte * 7)}`;
  return `${sequence.slice(0, -1)}${tail(byte)}`;
}
