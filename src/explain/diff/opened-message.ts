import { headerOf } from '../../wire/http-capture/http-capture.ts';
import { readHttpCapture } from '../../wire/http-capture/read-http-capture.ts';
import { decodePart } from '../../wire/mime/decode-part.ts';
import type { HeaderField, MimePart } from '../../wire/mime/mime-package.ts';
import { readMime } from '../../wire/mime/read-mime.ts';
import { readXml } from '../../wire/xml/read-xml.ts';
import type { XmlElement } from '../../wire/xml/xml-element.ts';

/** A message to be compared: the bytes of a capture, or body and headers as the journal has them. */
export type MessageToCompare =
  | Uint8Array
  | {
      readonly body: Uint8Array;
      readonly headers: readonly (readonly [string, string])[];
      readonly method?: string | undefined;
      readonly path?: string | undefined;
      readonly status?: number | undefined;
    };

/** A part of a message, or the whole of one that has no parts. */
export interface OpenedPart {
  /** Of a part; `undefined` for a body alone. */
  readonly mime: MimePart | undefined;
  /** After the transfer encoding is undone. */
  readonly bytes: Buffer;
  /** Where it is XML. */
  readonly tree: XmlElement | undefined;
  /** Why it is not read, where it says that it is XML. */
  readonly unreadable: string | undefined;
}

/** A message taken apart for comparison. */
export interface OpenedMessage {
  /** `undefined` for a body alone. */
  readonly head: { readonly line: string; readonly headers: readonly HeaderField[] } | undefined;
  /** Content-Type of the whole. */
  readonly contentType: string | undefined;
  readonly multipart: boolean;
  readonly parts: readonly OpenedPart[];
}

/** Takes a message apart. Never throws for what it holds: what cannot be read is compared byte by byte. */
export function openMessage(given: MessageToCompare): OpenedMessage {
  const { head, body } = given instanceof Uint8Array ? captured(given) : kept(given);
  const contentType = head && headerOf(head.headers, 'content-type');
  const marked = /^\s*multipart\//i.test(contentType ?? '');
  const looks = marked || body.subarray(0, 2).toString('latin1') === '--';
  const read = looks ? readMime(body, marked ? contentType : undefined) : undefined;
  if (!read?.ok) return { head, contentType, multipart: false, parts: [opened(undefined, body)] };
  const parts = read.value.parts.map((part) => {
    const decoded = decodePart(body, part);
    return opened(part, decoded.ok ? decoded.value : bytesOf(body, part));
  });
  return { head, contentType, multipart: true, parts };
}

function captured(bytes: Uint8Array) {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = readHttpCapture(bytes);
  if (!read.ok || read.value.kind === 'body') return { head: undefined, body: buffer };
  const { method, path, status, headers, body } = read.value;
  return {
    head: { line: lineOf(method, path, status), headers },
    body: buffer.subarray(body.offset, body.offset + body.length),
  };
}

function kept({ body, headers, method, path, status }: Exclude<MessageToCompare, Uint8Array>) {
  return {
    head: {
      line: lineOf(method, path, status),
      headers: headers.map(([name, value]) => ({ name, value })),
    },
    body: Buffer.from(body.buffer, body.byteOffset, body.byteLength),
  };
}

function lineOf(method?: string, path?: string, status?: number): string {
  if (status !== undefined) return `HTTP ${status}`;
  // Where it was sent is no part of what it says; the path is.
  const target = URL.parse(path ?? '')?.pathname ?? path;
  return [method, target].filter(Boolean).join(' ');
}

function bytesOf(body: Buffer, { body: { offset, length } }: MimePart): Buffer {
  return body.subarray(offset, offset + length);
}

/** Attachments can begin like anything: what is not declared as XML is only read as such when it stands alone. */
function opened(mime: MimePart | undefined, bytes: Buffer): OpenedPart {
  const declared =
    mime === undefined
      ? /^[\ufeff\s]*</.test(bytes.toString('utf8', 0, 64))
      : /[/+]xml$/.test(mime.mediaType);
  if (!declared || bytes.length === 0)
    return { mime, bytes, tree: undefined, unreadable: undefined };
  const read = readXml(bytes);
  return read.ok
    ? { mime, bytes, tree: read.value, unreadable: undefined }
    : { mime, bytes, tree: undefined, unreadable: read.failure.message };
}
