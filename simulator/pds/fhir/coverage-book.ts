import type { JsonObject } from '../../../src/demographics/fhir/json.ts';
import { BoundedMap } from '../../../src/platform/bounded-map.ts';

/** European health insurance cards, kept beside the register: HL7 does not know them. */
export interface CoverageBook {
  of(nhsNumber: string): JsonObject | undefined;
  put(nhsNumber: string, coverage: JsonObject): void;
}

/** Cards beyond are forgotten, the oldest first. */
const MOST = 10_000;

export function coverageBook(): CoverageBook {
  const cards = new BoundedMap<string, JsonObject>(MOST);
  return {
    of: (nhsNumber) => cards.get(nhsNumber),
    put(nhsNumber, coverage) {
      cards.delete(nhsNumber);
      cards.set(nhsNumber, coverage);
    },
  };
}
