import { parseNhsNumber } from '../../domain/nhs-number.ts';
import { type Fakes, fold, WORD } from './fakes.ts';
import type { Learned } from './learned.ts';

/** Words of protocols and of sentences of ours: they are somebody's name only where they stand in a name. */
const COMMON = new Set(
  (
    'a an and as at be by do for from had has have he her him his if in is it its me my no not of on or our out she so the ' +
    'their them then there they this to up us was we were what when who will with would you your may can one two ' +
    'accept acknowledgement action address answer asked attachment attempt body code content conversation data delivery ' +
    'description entry error extract fault file filename final first found fragment get head header id in key last length ' +
    'line list mail manifest message method mid name names new next nhs not number ods part party patch patient payload ' +
    'pdf person post practice practitioner put query reason record reference request response result sender service ' +
    'set spine state status step system text time title to transfer txt type uk urn use user value version web xml'
  ).split(' '),
);
const UUID = /[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}/g;
const TEN = /(?<![0-9A-Za-z.])(\d{3})([ -]?)(\d{3})\2(\d{4})(?![0-9A-Za-z]|\.\d)/g;
const DAYS =
  /(?<!\d)(?:(\d{4})(-?)(\d{2})\2(\d{2})(?!\d)|(\d{1,2})([/. -])(\d{1,2}|[A-Z][a-z]{2})\6(\d{4})(?!\d))/g;
const PHONE = /(?<![0-9A-Za-z-])\+?\(?\d(?:[ ()-]{0,2}\d){6,14}(?![0-9A-Za-z])/g;
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** Replaces in a text of any kind what is known of patients: as long as it was. Latin-1 of UTF-8 bytes. */
export function knownText(text: string, learned: Learned, fakes: Fakes): string {
  // Ids are ids, even where a piece of one reads like a name.
  let done = '';
  let from = 0;
  for (const { index, 0: id } of text.matchAll(UUID)) {
    done += knownPiece(text.slice(from, index), learned, fakes) + id;
    from = index + id.length;
  }
  return done + knownPiece(text.slice(from), learned, fakes);
}

/** What looks like the name of a file. */
const FILE = /[^\s"'<>=;,/\\:()]+/g;
/** Words that are written together are no longer than that. */
const LONGEST = 64;

function knownPiece(text: string, learned: Learned, fakes: Fakes): string {
  let done = '';
  let from = 0;
  if (learned.files.size > 0)
    for (const { index, 0: name } of text.matchAll(FILE)) {
      if (!learned.files.has(fold(name))) continue;
      done += loose(text.slice(from, index), learned, fakes) + fileName(name, learned, fakes);
      from = index + name.length;
    }
  return done + loose(text.slice(from), learned, fakes);
}

function loose(text: string, learned: Learned, fakes: Fakes): string {
  return words(digits(text, learned, fakes), learned, fakes);
}

/** Another name for a file: its ending stays. */
export function fileName(name: string, learned: Learned, fakes: Fakes): string {
  const [ending = ''] = /\.[A-Za-z0-9]{1,5}$/.exec(name) ?? [];
  const stem = name.slice(0, name.length - ending.length);
  const pieces = stem.split(/([0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})/);
  // Every other piece is an id.
  const done = pieces.map((piece, index) =>
    index % 2 === 1 ? piece : freeText(piece, learned, fakes),
  );
  return done.join('') + ending;
}

const TITLES = new Set('mr mrs miss ms dr mx sir lady rev prof doctor nurse sister'.split(' '));

/** A word that says how a person is spoken to. */
export function isTitle(word: string): boolean {
  return TITLES.has(fold(word));
}

/** A text of which nothing is left but its form; numbers, days and names are what they are elsewhere. */
export function freeText(text: string, learned: Learned, fakes: Fakes): string {
  const known = words(digits(text, learned, fakes), learned, fakes, false);
  return fakes.text(
    known,
    (word, at) => isTitle(word) || text.slice(at, at + word.length) !== word,
  );
}

function digits(text: string, learned: Learned, fakes: Fakes): string {
  if (!/\d{2}/.test(text)) return text;
  return text
    .replace(TEN, (found: string, a: string, gap: string, b: string, c: string) => {
      const number = `${a}${b}${c}`;
      if (!parseNhsNumber(number) && !learned.numbers.has(number)) return found;
      const fake = fakes.nhsNumber(number);
      return [fake.slice(0, 3), fake.slice(3, 6), fake.slice(6)].join(gap);
    })
    .replace(DAYS, (found: string, ...groups: readonly (string | undefined)[]) =>
      dayOf(found, groups, learned, fakes),
    )
    .replace(PHONE, (found) => {
      const plain = found.replace(/\D/g, '');
      return learned.phones.has(plain.slice(-9)) ? withDigits(found, fakes.digits(plain)) : found;
    });
}

/** NHS numbers that stand in a text, wherever. */
export function numbersIn(text: string): readonly string[] {
  const found = [...text.matchAll(TEN)].map(([, a, , b, c]) => `${a}${b}${c}`);
  return found.filter((number) => parseNhsNumber(number));
}

/** A text with other digits in the places of its own. */
export function withDigits(text: string, digits: string): string {
  let at = 0;
  return text.replace(/\d/g, () => digits[at++] ?? '0');
}

function dayOf(
  found: string,
  [year, dash = '', month, date, d, gap = '', m = '', y]: readonly (string | undefined)[],
  learned: Learned,
  fakes: Fakes,
): string {
  if (year && month && date) {
    const day = `${year}${month}${date}`;
    if (!learned.days.has(day)) return found;
    const fake = fakes.day(day);
    return [fake.slice(0, 4), fake.slice(4, 6), fake.slice(6)].join(dash);
  }
  const named = MONTHS.indexOf(m);
  const monthOf = named >= 0 ? String(named + 1) : m;
  const day = `${y}${monthOf.padStart(2, '0')}${d?.padStart(2, '0')}`;
  if (!learned.days.has(day)) return found;
  const fake = fakes.day(day);
  const short = (value: string, like = '') => (like.length === 1 ? value.slice(1) : value);
  const fakeMonth =
    named >= 0 ? (MONTHS[Number(fake.slice(4, 6)) - 1] ?? m) : short(fake.slice(4, 6), m);
  return [short(fake.slice(6), d), fakeMonth, fake.slice(0, 4)].join(gap);
}

function words(text: string, learned: Learned, fakes: Fakes, phrases = true): string {
  const found = [...text.matchAll(WORD)];
  let done = '';
  let from = 0;
  for (let at = 0; at < found.length; at++) {
    const token = found[at];
    if (!token) break;
    const phrase = phrases ? phraseAt(found, at, learned) : undefined;
    const last = found[at + (phrase?.words.length ?? 1) - 1] ?? token;
    const end = last.index + last[0].length;
    const stretch = text.slice(token.index, end);
    done += text.slice(from, token.index);
    if (!phrase) done += knownWord(stretch, learned, fakes);
    else if (phrase.free) done += fakes.text(stretch, () => false);
    else done += stretch.replace(WORD, (word) => fakes.word(word));
    from = end;
    at += (phrase?.words.length ?? 1) - 1;
  }
  return done + text.slice(from);
}

/** The longest phrase that is known and begins here. */
function phraseAt(found: readonly RegExpExecArray[], at: number, learned: Learned) {
  return learned.phrases.get(fold(found[at]?.[0] ?? ''))?.find(({ words }) =>
    words.every((word, index) => {
      const token = found[at + index];
      if (!token || fold(token[0]) !== word) return false;
      const before = found[at + index - 1];
      // Words that lie far apart are no phrase.
      return index === 0 || !before || token.index - before.index - before[0].length <= 6;
    }),
  );
}

function knownWord(word: string, learned: Learned, fakes: Fakes): string {
  const folded = fold(word);
  if (learned.words.has(folded)) {
    const plain = word === folded || word === word.toUpperCase();
    return COMMON.has(folded) && plain
      ? word
      : folded.length > 2 || !plain || word !== folded
        ? fakes.word(word)
        : word;
  }
  if (word.length < 6 || word.length > LONGEST) return word;
  // Words that are written together: JaneSmith, smith1957, LS14AP.
  const pieces = word.match(/[A-Z]?[a-z\x80-\xff]+|[A-Z\x80-\xff]+(?![a-z])|\d+/g) ?? [];
  if (pieces.length > 1 && pieces.some((piece) => isName(piece, learned)))
    return pieces.map((piece) => (isName(piece, learned) ? fakes.word(piece) : piece)).join('');
  for (let cut = 3; cut <= word.length - 3; cut++) {
    const [head, tail] = [word.slice(0, cut), word.slice(cut)];
    if (isName(head, learned) && isName(tail, learned)) return fakes.word(head) + fakes.word(tail);
  }
  return word;
}

function isName(word: string, learned: Learned): boolean {
  const folded = fold(word);
  return folded.length >= 3 && learned.words.has(folded) && !COMMON.has(folded);
}
