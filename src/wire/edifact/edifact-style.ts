import { DEFAULT_SIGNS, type EdifactSigns } from './edifact-signs.ts';

/** After each segment but the last. */
export type SegmentNewline = 'lf' | 'crlf' | 'none';

/** How segments are written. The reader tells the style of what it read. */
export interface EdifactStyle {
  readonly newline: SegmentNewline;
  /** Whether a newline follows the last segment too. */
  readonly finalNewline: boolean;
  /** Whether the last segment has its terminator: without it, a deviation that is met. */
  readonly finalTerminator: boolean;
  readonly signs: EdifactSigns;
  /** Whether the file begins with `UNA`. */
  readonly advice: boolean;
}

export const DEFAULT_EDIFACT_STYLE: EdifactStyle = {
  newline: 'lf',
  finalNewline: false,
  finalTerminator: true,
  signs: DEFAULT_SIGNS,
  advice: false,
};

export const NEWLINES: Readonly<Record<SegmentNewline, string>> = {
  lf: '\n',
  crlf: '\r\n',
  none: '',
};
