import { type Fakes, WORD } from './fakes.ts';
import type { FieldKind } from './field-kinds.ts';
import { fileName, freeText, isTitle, knownText, numbersIn, withDigits } from './known-text.ts';
import type { Learned } from './learned.ts';

/** What is done with the value of a field: learnt, or replaced by one as long. Texts are Latin-1 of UTF-8 bytes. */
export interface Redacting {
  value(kind: FieldKind, text: string): string;
  /** A document of a media type within another, by whoever asks. */
  document(bytes: Buffer, type: string, redacting: Redacting): Buffer;
  /** What stands for bytes that cannot be looked into. */
  fill(bytes: Buffer, type: string): Buffer;
  /** Whether values come back others. */
  readonly replaces: boolean;
}

/** Takes in what is found in the places of names, numbers, addresses and texts. */
export function learning(learned: Learned, document: Redacting['document']): Redacting {
  return {
    replaces: false,
    document,
    fill: (bytes) => bytes,
    value(kind, text) {
      if (text.trim() === '') return text;
      for (const number of numbersIn(text)) learned.numbers.add(number);
      if (kind === 'name') learned.name(withoutTitles(text));
      else if (kind === 'address') learned.address(text);
      else if (kind === 'telecom') learned.phone(text);
      else if (kind === 'birth') learned.day(text);
      else if (kind === 'filename') learned.file(text);
      else if (kind === 'nhs' && /^\d{10}$/.test(text)) learned.numbers.add(text);
      else if (kind === 'text') learned.freeText(text);
      return text;
    },
  };
}

function withoutTitles(text: string): string {
  return text.replace(WORD, (word) => (isTitle(word) ? '' : word));
}

/** Replaces: in its own place everything, elsewhere what was learnt. */
export function replacing(
  learned: Learned,
  fakes: Fakes,
  { document, fill }: Pick<Redacting, 'document' | 'fill'>,
): Redacting {
  const known = (text: string) => knownText(text, learned, fakes);
  const scrambled = (text: string) =>
    known(text).replace(WORD, (word, at: number) =>
      isTitle(word) || text.slice(at, at + word.length) !== word ? word : fakes.word(word),
    );
  return {
    replaces: true,
    document,
    fill,
    value(kind, text) {
      switch (kind) {
        case 'known':
        case 'data':
          return known(text);
        case 'nhs':
          return text.replace(/\d{10}/g, (number) => fakes.nhsNumber(number));
        case 'birth':
          return birth(text, fakes, known, (other) => freeText(other, learned, fakes));
        case 'telecom':
          return telecom(text, fakes, scrambled);
        case 'filename':
          return fileName(text, learned, fakes);
        case 'text':
          return freeText(text, learned, fakes);
        default:
          return scrambled(text);
      }
    },
  };
}

/** A day as HL7 and FHIR write it, whole or its beginning; as people write it; or whatever else stands there. */
function birth(
  text: string,
  fakes: Fakes,
  known: (text: string) => string,
  free: (text: string) => string,
): string {
  const [day] = /^\d{4}(?:(-?)\d{2}(?:\1\d{2})?)?/.exec(text) ?? [];
  if (day !== undefined)
    return withDigits(day, fakes.day(day.replace(/\D/g, ''))) + text.slice(day.length);
  const now = known(text);
  return now === text ? free(text) : now;
}

function telecom(text: string, fakes: Fakes, scrambled: (text: string) => string): string {
  const [scheme = ''] = /^(?:tel|mailto|fax|sms|https?):/i.exec(text) ?? [];
  const rest = text.slice(scheme.length);
  if (/[A-Za-z]/.test(rest)) return scheme + scrambled(rest);
  const digits = rest.replace(/\D/g, '');
  return digits.length < 7
    ? scheme + scrambled(rest)
    : scheme + withDigits(rest, fakes.digits(digits));
}
