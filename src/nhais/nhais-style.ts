import { DEFAULT_EDIFACT_STYLE, type EdifactStyle } from '../wire/edifact/edifact-style.ts';

/** How an interchange is written, and what is wrong with it on purpose. */
export interface NhaisStyle extends EdifactStyle {
  /** Added to the count of segments in every UNT. */
  readonly countError: number;
}

export const DEFAULT_NHAIS_STYLE: NhaisStyle = { ...DEFAULT_EDIFACT_STYLE, countError: 0 };
