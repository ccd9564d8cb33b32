import { decodePart } from '../../../../src/wire/mime/decode-part.ts';
import type { MimePart } from '../../../../src/wire/mime/mime-package.ts';
import { type BodyBytes, MOST_IN_MEMORY } from './body-bytes.ts';

export interface DecodedPart {
  readonly bytes: Buffer;
  /** Whether the part is longer than what was decoded. */
  readonly cut: boolean;
}

/** The beginning of a part with its transfer encoding undone: all of it up to 8 MiB. */
export async function decodedPart(body: BodyBytes, part: MimePart): Promise<DecodedPart> {
  const { offset, length } = part.body;
  const taken = Math.min(length, MOST_IN_MEMORY);
  const sent = await body.read(offset, taken);
  const reading = decodePart(sent, { ...part, body: { offset: 0, length: sent.length } });
  return { bytes: reading.ok ? reading.value : sent, cut: taken < length };
}

/** The whole of a part with base64 undone, in pieces; parts in other encodings as they are. */
export async function* decodedStream(
  body: BodyBytes,
  part: MimePart,
): AsyncGenerator<Buffer, void> {
  const { offset, length } = part.body;
  if (length <= MOST_IN_MEMORY) {
    yield (await decodedPart(body, part)).bytes;
    return;
  }
  let rest = '';
  for await (const chunk of body.stream(offset, length) as AsyncIterable<Buffer>) {
    if (part.transferEncoding !== 'base64') {
      yield chunk;
      continue;
    }
    const digits = rest + chunk.toString('latin1').replace(/[^A-Za-z0-9+/]/g, '');
    const whole = digits.length - (digits.length % 4);
    rest = digits.slice(whole);
    yield Buffer.from(digits.slice(0, whole), 'base64');
  }
  if (rest !== '') yield Buffer.from(rest, 'base64');
}
