import { isUtf8 } from 'node:buffer';
import type { Place } from '../reading.ts';
import type { PlacedField } from './describe-part.ts';
import { judgePartLine, type PartLine, PEEK } from './part-line.ts';
import { unfold } from './unfold.ts';

const LF = 10;

/** Pieces are joined only once: joined line by line, long headers would be copied over and over. */
interface GrowingField extends Omit<PlacedField, 'value'> {
  readonly pieces: string[];
}

/** The header lines of one part while they arrive. */
export class PartHead {
  /** Where the part begins: after its delimiter. */
  readonly at: Place;
  readonly #fields: GrowingField[] = [];
  /** Bytes of the line in hand that hold no line break. */
  #searched = 0;

  constructor(at: Place) {
    this.at = at;
  }

  get fields(): readonly PlacedField[] {
    return this.#fields.map(({ pieces, ...field }) => ({ ...field, value: unfold(pieces) }));
  }

  /**
   * Judges the line that the bytes begin with. `kind` is `undefined` when more bytes are needed to
   * tell, `length` when the line is not complete.
   *
   * @param ended whether the bytes end where the stream ends
   */
  judge(bytes: Buffer, ended: boolean): { kind: PartLine | undefined; length: number | undefined } {
    const lineFeed = bytes.indexOf(LF, this.#searched);
    const length = lineFeed !== -1 ? lineFeed + 1 : ended ? bytes.length : undefined;
    if (length === undefined) {
      this.#searched = bytes.length;
      if (bytes.length < PEEK) return { kind: undefined, length };
    }
    const head = bytes.toString('latin1', 0, Math.min(PEEK, length ?? PEEK));
    return { kind: judgePartLine(head, this.#fields.length === 0), length };
  }

  /** Adds a complete line: a new field, or more of the one before it. */
  add(line: Buffer, kind: PartLine, at: Place): void {
    this.#searched = 0;
    const text = line.toString(isUtf8(line) ? 'utf8' : 'latin1').replace(/\r?\n$/, '');
    const before = this.#fields.at(-1);
    if (kind === 'folded' && before !== undefined) {
      before.pieces.push(text);
      return;
    }
    const colon = text.indexOf(':');
    const rest = text.slice(colon + 1);
    this.#fields.push({
      name: text.slice(0, colon).trim(),
      pieces: [rest],
      spaced: rest === '' || /^\s/.test(rest),
      at,
    });
  }
}
