import { type Deviation, type Reading, readAs, START, unreadable } from '../reading.ts';
import { legible } from './escape-xml.ts';

export type XmlEncoding = 'utf-8' | 'windows-1252';

export interface SniffedEncoding {
  readonly encoding: XmlEncoding;
  /** Bytes of the byte order mark, which are no text. */
  readonly skip: number;
}

const DECLARATION = /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([^"']*)["']/;
const DECLARATION_BYTES = 256;
const UTF_8 = /^(utf-?8|us-ascii|ascii)$/i;
const LATIN = /^(iso-?8859-?1|latin-?1|windows-1252|cp-?1252)$/i;

/**
 * Which encoding a document is in: its byte order mark, else its XML declaration, else UTF-8
 * (XML 1.0 section 4.3.3 and appendix F). UTF-16 and whatever else is refused, `xml.encoding`:
 * mhs 3.1 knows UTF-8 only.
 */
export function sniffXmlEncoding(bytes: Uint8Array): Reading<SniffedEncoding> {
  const deviations: Deviation[] = [];
  const wide = wideEncoding(bytes);
  if (wide !== undefined) return unreadable('xml.encoding', `the text is in ${wide}, not UTF-8`);
  const skip = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  if (skip > 0) {
    deviations.push({
      code: 'xml.byte-order-mark',
      message: 'the text begins with a byte order mark',
      at: START,
    });
  }
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const declared = DECLARATION.exec(head.toString('latin1', skip, DECLARATION_BYTES))?.[1];
  if (declared === undefined || UTF_8.test(declared)) {
    return readAs({ encoding: 'utf-8', skip }, deviations);
  }
  if (!LATIN.test(declared)) {
    const message = `cannot read text in "${legible(declared)}"`;
    return unreadable('xml.encoding', message, START, deviations);
  }
  // The mark is the stronger evidence: the bytes are UTF-8 and the declaration is wrong.
  const encoding: XmlEncoding = skip > 0 ? 'utf-8' : 'windows-1252';
  deviations.push({
    code: 'xml.encoding',
    message: `the text is declared as "${declared}" and was read as ${encoding}`,
    at: START,
  });
  return readAs({ encoding, skip }, deviations);
}

function wideEncoding(bytes: Uint8Array): string | undefined {
  const first = bytes[0];
  const second = bytes[1];
  if (first === 0xfe && second === 0xff) return 'UTF-16 (big-endian)';
  if (first === 0xff && second === 0xfe) return 'UTF-16 or UTF-32 (little-endian)';
  if (first === 0x3c && second === 0) return 'UTF-16 (little-endian)';
  if (first === 0 && (second === 0x3c || second === 0)) return 'UTF-16 or UTF-32 (big-endian)';
  return undefined;
}
