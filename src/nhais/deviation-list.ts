import { MOST_DEVIATIONS } from '../wire/edifact/edifact-deviation.ts';
import type { PlacedSegment } from '../wire/edifact/edifact-segment.ts';
import { START } from '../wire/reading.ts';
import type { NhaisDeviation, Oddity } from './nhais-deviation.ts';
import type { Tell } from './read-by-rules.ts';

/** Gathers what is odd about an interchange, up to a bound; each with its place and message. */
export class DeviationList {
  readonly all: NhaisDeviation[];

  constructor(from: readonly NhaisDeviation[]) {
    this.all = from.slice(0, MOST_DEVIATIONS);
  }

  tell(oddity: Oddity, segment: PlacedSegment | undefined, sms?: number): void {
    if (this.all.length >= MOST_DEVIATIONS) return;
    const at = segment?.at ?? START;
    const { code, message, expected, found } = oddity;
    const told = { code, message, expected: short(expected), found: short(found), at };
    this.all.push(sms === undefined ? told : { ...told, sms });
  }

  /** For what is read of one message; what has no place of its own lies where the message begins. */
  ofMessage(sms: number, beginning: PlacedSegment): Tell {
    return (oddity, segment) => this.tell(oddity, segment ?? beginning, sms);
  }
}

/** Longest part of a segment that a deviation holds. */
const LONGEST = 300;

function short(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}
