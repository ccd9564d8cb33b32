/** How a piece of a line is shown. */
export type PieceKind =
  | 'plain'
  | 'punctuation'
  | 'name'
  | 'attribute'
  | 'value'
  | 'aside'
  | 'broken';

/** A stretch of the original text. */
export interface Piece {
  readonly kind: PieceKind;
  readonly text: string;
}

/** A line of a view, with the stretch of the original text that it shows. */
export interface ViewLine {
  /** Counted from 1. */
  readonly number: number;
  /** How far it is indented. */
  readonly depth: number;
  /** Index of the first character that it shows. */
  readonly start: number;
  /** Index behind the last. */
  readonly end: number;
}
