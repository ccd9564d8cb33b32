import { type Reading, readAs, unreadable } from '../reading.ts';
import { PlaceCounter } from './place-counter.ts';
import { XmlDecoder } from './xml-decoder.ts';
import { sniffXmlEncoding } from './xml-encoding.ts';
import type { XmlHandlers } from './xml-handlers.ts';
import type { XmlLimits } from './xml-limits.ts';
import { Halt, XmlWalk } from './xml-walk.ts';

const LARGEST_STEP = 65_536;

/**
 * Walks through a document and tells its elements and character data in order.
 *
 * Fails with `xml.too-large`, `xml.encoding`, `xml.doctype`, `xml.not-well-formed` (an undeclared
 * prefix that is not well known among them), `xml.too-deep`, `xml.too-many-attributes` or
 * `xml.too-many-nodes`.
 *
 * @param step bytes to decode and parse at a time, so that a handler can stop before the rest is
 * looked at; doubles up to 64 KiB. Without it the document is taken whole.
 */
export function walkXml(
  bytes: Uint8Array,
  limits: XmlLimits,
  handlers: XmlHandlers,
  step?: number,
): Reading<{ readonly stopped: boolean }> {
  if (bytes.length > limits.bytes) {
    const message = `the text has ${bytes.length} bytes, more than the ${limits.bytes} allowed`;
    return unreadable('xml.too-large', message);
  }
  const sniffed = sniffXmlEncoding(bytes);
  if (!sniffed.ok) return sniffed;
  const { encoding, skip } = sniffed.value;
  const decoder = new XmlDecoder(bytes, encoding);
  const walk = new XmlWalk(limits, handlers, new PlaceCounter(decoder.widthOf, skip));
  const halt = runWalk(walk, decoder, skip, bytes.length, step);
  const deviations = [...sniffed.deviations, ...decoder.deviations, ...walk.deviations];
  if (halt?.failure !== undefined) return { ok: false, failure: halt.failure, deviations };
  return readAs({ stopped: halt !== undefined }, deviations);
}

function runWalk(
  walk: XmlWalk,
  decoder: XmlDecoder,
  from: number,
  end: number,
  step = end,
): Halt | undefined {
  try {
    let start = from;
    for (let size = step; start < end; size = Math.min(size * 2, LARGEST_STEP)) {
      const next = decoder.boundary(start + size);
      walk.take(decoder.decode(start, next), next - start);
      start = next;
    }
    walk.end();
    return undefined;
  } catch (thrown) {
    if (thrown instanceof Halt) return thrown;
    throw thrown;
  }
}
