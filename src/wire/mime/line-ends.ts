import type { Deviation, Place } from '../reading.ts';

export type LineBreak = '\r\n' | '\n' | '';

const LF = 10;
const CR = 13;

/** The line break that ends just before `end`; empty when there is none. */
export function lineBreakAt(bytes: Buffer, end: number): LineBreak {
  if (bytes[end - 1] !== LF) return '';
  return bytes[end - 2] === CR ? '\r\n' : '\n';
}

/** Watches the line breaks of delimiters and part headers, which RFC 2046 wants to be CR LF. */
export class LineEnds {
  #crlf: Place | undefined;
  #bare: Place | undefined;

  note(lineBreak: LineBreak, at: Place): void {
    if (lineBreak === '\r\n') this.#crlf ??= at;
    else if (lineBreak === '\n') this.#bare ??= at;
  }

  deviations(): Deviation[] {
    const [crlf, bare] = [this.#crlf, this.#bare];
    if (bare === undefined) return [];
    if (crlf === undefined) {
      const message = 'lines end in LF alone instead of CR LF';
      return [{ code: 'mime.bare-line-feeds', message, at: bare }];
    }
    const at = crlf.offset > bare.offset ? crlf : bare;
    return [{ code: 'mime.mixed-line-ends', message: 'some lines end in CR LF, some in LF', at }];
  }
}
