import { type Reading, readAs } from '../reading.ts';
import { walkXml } from './walk-xml.ts';
import type { XmlOpening } from './xml-handlers.ts';
import { PAYLOAD_XML_LIMITS, type XmlLimits } from './xml-limits.ts';

/** A start tag met on the way through a large document. */
export interface XmlFact extends XmlOpening {
  /** Local names from the root down to this element, for example `MCCI_IN010000UK13/id`. */
  readonly path: string;
  /** 1 for the root. */
  readonly depth: number;
}

export interface XmlFactsEnd {
  /** Whether the whole document was read; what follows a stop is not even known to be XML. */
  readonly complete: boolean;
}

/** Enough for the transmission wrapper of HL7 v3 (mhs 3.10) without its control act. */
const FIRST_STEP = 4096;

/**
 * Tells the elements of a document one by one without building a tree. When `onElement` answers
 * `'stop'` no more than the stretch in hand (4 KiB at first, up to 64 KiB) has been parsed.
 *
 * Failures and deviations are those of `readXml`; limits default to those for payloads.
 */
export function readXmlFacts(
  bytes: Uint8Array,
  onElement: (fact: XmlFact) => 'stop' | undefined,
  limits?: Partial<XmlLimits>,
): Reading<XmlFactsEnd> {
  const paths: string[] = [];
  const walked = walkXml(
    bytes,
    { ...PAYLOAD_XML_LIMITS, ...limits },
    {
      open(opening) {
        const parent = paths.at(-1);
        const path = parent === undefined ? opening.name : `${parent}/${opening.name}`;
        paths.push(path);
        return onElement({ ...opening, path, depth: paths.length });
      },
      close() {
        paths.pop();
      },
      text() {},
    },
    FIRST_STEP,
  );
  if (!walked.ok) return walked;
  return readAs({ complete: !walked.value.stopped }, walked.deviations);
}
