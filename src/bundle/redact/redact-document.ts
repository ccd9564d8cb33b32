import { gzipInSize } from './gzip-in-size.ts';
import { isLegible } from './legible.ts';
import { looksEdifact, redactEdifact } from './redact-edifact.ts';
import { redactForm } from './redact-form.ts';
import { redactJson } from './redact-json.ts';
import { redactLoose } from './redact-loose.ts';
import { looksMultipart, redactMultipart } from './redact-mime.ts';
import { redactXml } from './redact-xml.ts';
import type { Redacting } from './redacting.ts';

/**
 * Replaces in a document of any kind, by its media type and by what it begins like: as many bytes come back. What
 * cannot be looked into is filled.
 */
export function redactDocument(bytes: Buffer, type: string, redacting: Redacting): Buffer {
  if (bytes.length === 0) return bytes;
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return gzipInSize(bytes, type, redacting);
  const text = bytes.toString('latin1');
  const done = textual(text, type, redacting);
  if (done === undefined) return redacting.fill(bytes, type);
  return Buffer.from(done, 'latin1');
}

function textual(text: string, type: string, redacting: Redacting): string | undefined {
  const media = type.toLowerCase();
  const start = text.slice(0, 200).replace(/^(?:\xef\xbb\xbf)?\s*/, '');
  if (/^multipart\//.test(media) || (/^--/.test(start) && looksMultipart(start)))
    return redactMultipart(text, type, redacting);
  if (/^<[A-Za-z?!]/.test(start)) return isLegible(text) ? redactXml(text, redacting) : undefined;
  if (/^[[{]/.test(start) && isLegible(text)) return redactJson(text, redacting);
  if (looksEdifact(text) && isLegible(text)) return redactEdifact(text, redacting);
  if (/x-www-form-urlencoded/.test(media)) return redactForm(text, redacting);
  if (/xml/.test(media) && isLegible(text)) return redactXml(text, redacting);
  if (/json/.test(media) && isLegible(text)) return redactJson(text, redacting);
  if (media === '' && isLegible(text))
    return /<[A-Za-z/]/.test(text) ? redactXml(text, redacting) : redactLoose(text, redacting);
  return undefined;
}
