import { sniffXmlEncoding } from '../../../src/wire/xml/xml-encoding.ts';

/** Bytes as text. What cannot be decoded is shown as U+FFFD. */
export function decodeText(bytes: Uint8Array): string {
  const sniffed = sniffXmlEncoding(bytes);
  const { encoding, skip } = sniffed.ok ? sniffed.value : ({ encoding: 'utf-8', skip: 0 } as const);
  return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes.subarray(skip));
}
