import type { Place } from '../reading.ts';
import { type EdifactDeviation, MOST_DEVIATIONS } from './edifact-deviation.ts';
import type { PlacedSegment } from './edifact-segment.ts';
import type { EdifactSigns } from './edifact-signs.ts';

/** Level A of ISO 9735, in which GP Links is written; released signs are of it too. */
const LEVEL_A = new Set('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,-()/=!"%&*;<>\'+:?');

/** What looks like the beginning of a segment, after a newline where a terminator was forgotten. */
const BEGINNING = /[A-Z][A-Z0-9]{2}/y;

/** How one segment ended. */
export type SegmentEnd = 'terminator' | 'newline' | 'end' | 'too-many-components';

interface ScannedSegment {
  readonly segment: PlacedSegment | undefined;
  readonly end: SegmentEnd;
  /** Where its terminator stands, or should. */
  readonly endedAt: Place;
}

/** Takes a text apart, a segment at a time; counts lines as it goes. One character is one byte. */
export class SegmentScanner {
  readonly deviations: EdifactDeviation[] = [];
  readonly #text: string;
  readonly #signs: EdifactSigns;
  #at: number;
  #line = 1;
  #lineStart = 0;

  constructor(text: string, signs: EdifactSigns, from: number) {
    this.#text = text;
    this.#signs = signs;
    this.#at = from;
  }

  get place(): Place {
    return { offset: this.#at, line: this.#line, column: this.#at - this.#lineStart + 1 };
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  note(code: string, message: string, expected: string, found: string, at = this.place): void {
    if (this.deviations.length < MOST_DEVIATIONS)
      this.deviations.push({ code, message, at, expected, found });
  }

  /** What stands between two segments: the newlines as they are. Other white space is told. */
  gap(): string {
    let newlines = '';
    let isTold = false;
    for (; !this.isAtEnd; this.#pass()) {
      const character = this.#text.charAt(this.#at);
      if (character === '\r' || character === '\n') newlines += character;
      else if (character === ' ' || character === '\t') {
        if (!isTold)
          this.note('edifact.white-space', 'white space before a segment', 'a tag', 'a blank');
        isTold = true;
      } else break;
    }
    return newlines;
  }

  /** The next segment; `undefined` where a terminator stands alone. */
  segment(most: number): ScannedSegment {
    const { component, element, release, terminator } = this.#signs;
    const at = this.place;
    const elements: string[][] = [['']];
    let count = 1;
    let text = '';
    let isForeign = false;
    const close = () => elements.at(-1)?.splice(-1, 1, text);
    const finish = (end: SegmentEnd, endedAt = this.place): ScannedSegment => {
      close();
      const [[tag = '', ...more] = [], ...rest] = elements;
      const isEmpty = tag === '' && more.length === 0 && rest.length === 0;
      // Components right after the tag belong to no element; they are kept as one in front.
      const all = more.length > 0 ? [more, ...rest] : rest;
      if (!isEmpty && (more.length > 0 || !/^[A-Z][A-Z0-9]{2}$/.test(tag)))
        this.note(
          'edifact.tag',
          'no segment begins so',
          'three capitals or digits',
          tag.slice(0, 40),
          at,
        );
      return { segment: isEmpty ? undefined : { tag, elements: all, at }, end, endedAt };
    };
    while (!this.isAtEnd) {
      const character = this.#text.charAt(this.#at);
      if (character === terminator) {
        this.#pass();
        return finish('terminator');
      }
      if (character === '\r' || character === '\n') {
        const place = this.place;
        while (/[\r\n]/.test(this.#text.charAt(this.#at))) this.#pass();
        if (this.isAtEnd) return finish('end', place);
        if (this.#beginsSegment()) return finish('newline', place);
        this.note('edifact.newline-inside', 'a newline in a segment', 'none', 'newline', place);
        continue;
      }
      if (character === element || character === component) {
        if (++count > most) return finish('too-many-components');
        close();
        text = '';
        if (character === element) elements.push(['']);
        else elements.at(-1)?.push('');
      } else if (character === release) {
        text += this.#released();
      } else {
        if (!isForeign && !LEVEL_A.has(character)) {
          isForeign = true;
          this.note(
            'edifact.character',
            'a character outside of level A',
            'capitals, digits and the signs of UNOA',
            JSON.stringify(character),
          );
        }
        text += character;
      }
      this.#pass();
    }
    return finish('end');
  }

  /** Stands on a release character: what it stands for. Goes on to the last character of it. */
  #released(): string {
    const { component, element, release, terminator } = this.#signs;
    const next = this.#text.charAt(this.#at + 1);
    if (next !== '' && [component, element, release, terminator].includes(next)) {
      this.#pass();
      return next;
    }
    // A question mark that nobody released: nothing of the text is lost.
    this.note(
      'edifact.release',
      'a release character that releases nothing',
      `${release}${release}`,
      `${release}${next}`,
    );
    return release;
  }

  #beginsSegment(): boolean {
    BEGINNING.lastIndex = this.#at;
    return BEGINNING.test(this.#text) && this.#text.charAt(this.#at + 3) === this.#signs.element;
  }

  #pass(): void {
    if (this.#text.charAt(this.#at) === '\n') {
      this.#line += 1;
      this.#lineStart = this.#at + 1;
    }
    this.#at += 1;
  }
}
