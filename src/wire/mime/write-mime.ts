import { Delimiter } from './delimiter.ts';
import { encodePart } from './encode-part.ts';
import type { HeaderField } from './mime-package.ts';
import {
  DEFAULT_MIME_STYLE,
  type MimeStyle,
  type PartHeader,
  type PartToWrite,
  type RelatedParameter,
} from './mime-style.ts';

export interface WrittenMime {
  readonly contentType: string;
  readonly body: Buffer;
}

/**
 * Writes a multipart/related message, RFC 2046 and RFC 2387. The same parts and style always give
 * the same bytes. Without a style it is what the Spine writes (mhs 3.4).
 *
 * @throws TypeError when a content holds the delimiter and the style does not allow it: a fault of
 * ours, another boundary must be chosen
 */
export function writeMime(
  parts: readonly PartToWrite[],
  style: Partial<MimeStyle> = {},
): WrittenMime {
  const full = { ...DEFAULT_MIME_STYLE, ...style };
  const pieces: Buffer[] = [];
  const lineEnd = lineEnds(full);
  const line = (text: string): void => {
    pieces.push(Buffer.from(text + lineEnd(), 'utf8'));
  };
  if (full.preamble !== '') line(full.preamble);
  for (const [index, part] of parts.entries()) {
    line(`--${full.boundary}${full.padding}`);
    for (const { name, value } of headersOf(part, full)) {
      line(`${name}:${full.spaceAfterColon ? ' ' : ''}${value}`);
    }
    if (full.blankLine) line('');
    pieces.push(contentOf(part, index, full), Buffer.from(lineEnd()));
  }
  if (full.finalDelimiter) line(`--${full.boundary}--${full.padding}`);
  if (full.epilogue !== '') line(full.epilogue);
  return { contentType: contentTypeOf(parts, full), body: Buffer.concat(pieces) };
}

function lineEnds(style: MimeStyle): () => string {
  let written = 0;
  return () => {
    written += 1;
    if (style.lineEnding !== 'alternating') return style.lineEnding;
    return written % 2 === 0 ? '\n' : '\r\n';
  };
}

function contentOf(part: PartToWrite, index: number, style: MimeStyle): Buffer {
  const breaks = style.lineEnding === '\n' ? '\n' : '\r\n';
  const encoding = part.encoded === true ? 'binary' : (part.transferEncoding ?? 'binary');
  const content = encodePart(part.content, encoding, breaks);
  const { line } = new Delimiter(style.boundary).search(content, true, true);
  if (!style.allowCollision && line !== undefined) {
    throw new TypeError(`part ${index + 1} holds the delimiter --${style.boundary}`);
  }
  return content;
}

function contentTypeOf(parts: readonly PartToWrite[], style: MimeStyle): string {
  const start = style.start ?? parts[0]?.contentId;
  const values: Readonly<Record<RelatedParameter, string | undefined>> = {
    boundary: style.boundary,
    charset: style.charset,
    type: style.type,
    start: start !== undefined && style.startBrackets ? `<${start}>` : start,
  };
  let header = style.mediaType;
  for (const name of style.parameters) {
    const value = values[name];
    if (value === undefined) continue;
    header += `; ${name}=${style.quoted.includes(name) ? quote(value) : value}`;
  }
  return header;
}

function quote(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}

function headersOf(part: PartToWrite, style: MimeStyle): HeaderField[] {
  const { contentId } = part;
  const values: Readonly<Record<PartHeader, string | undefined>> = {
    'Content-Id': contentId !== undefined && style.idBrackets ? `<${contentId}>` : contentId,
    'Content-Type': part.contentType,
    'Content-Transfer-Encoding': part.transferEncoding,
  };
  const headers: HeaderField[] = [];
  for (const name of style.headerOrder) {
    const value = values[name];
    if (value !== undefined) headers.push({ name: inCase(name, style), value });
  }
  return [...headers, ...(part.furtherHeaders ?? [])];
}

function inCase(name: PartHeader, style: MimeStyle): string {
  if (style.headerCase === 'lower') return name.toLowerCase();
  if (style.headerCase === 'upper') return name.toUpperCase();
  return style.headerCase === 'ID' ? name.replace('-Id', '-ID') : name;
}
