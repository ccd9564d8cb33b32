import { type NhsNumber, nhsCheckDigit, parseNhsNumber } from '../../domain/nhs-number.ts';

/** Where allocation begins (pds-identity 5.1). */
const POOL_START = '9991001638';

/** Numbers that no record may ever get: the special patient "not on PDS" is told by its absence. */
const NEVER: ReadonlySet<string> = new Set(['9991001409']);

const LAST_STEM = 999_999_999;

/** Hands out NHS numbers upwards from a start. */
export interface NumberPool {
  /** The next number that is not `taken`. Throws RangeError when the range of test numbers is used up. */
  next(taken: (number: NhsNumber) => boolean): NhsNumber;
  /** How many steps the pool has gone; hand it to `goTo` to continue from there. */
  readonly position: number;
  goTo(position: number): void;
}

export function numberPool(start: string = POOL_START): NumberPool {
  const first = Number(start.slice(0, 9));
  let position = 0;
  return {
    next(taken) {
      for (let stem = first + position; stem <= LAST_STEM; stem++) {
        position++;
        const number = numberOfStem(stem);
        if (number && !NEVER.has(number) && !taken(number)) return number;
      }
      throw new RangeError('every NHS number of the test range is in use');
    },
    get position() {
      return position;
    },
    goTo: (to) => {
      position = to;
    },
  };
}

/** The number that begins with nine digits; `undefined` where the check digit would be 10. */
export function numberOfStem(stem: number): NhsNumber | undefined {
  const nine = String(stem).padStart(9, '0');
  const digit = nhsCheckDigit(nine);
  return digit === undefined ? undefined : parseNhsNumber(`${nine}${digit}`);
}
