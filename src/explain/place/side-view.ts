import type { BodyRef, HttpSide } from '../../journal/entry.ts';
import { headerValue } from '../../platform/http-message.ts';
import { ebxmlFromElement } from '../../wire/ebxml/ebxml-from-element.ts';
import type { EbxmlMessage } from '../../wire/ebxml/ebxml-message.ts';
import { decodePart } from '../../wire/mime/decode-part.ts';
import type { MimePackage } from '../../wire/mime/mime-package.ts';
import { readMime } from '../../wire/mime/read-mime.ts';
import { readXml } from '../../wire/xml/read-xml.ts';
import type { XmlElement } from '../../wire/xml/xml-element.ts';

/** One side of an exchange, taken apart as far as problems are looked for in it. */
export interface SideView {
  readonly side: 'request' | 'response';
  readonly http: Omit<HttpSide<BodyRef>, 'body'>;
  /** `undefined` when there is none, or none that could be read. */
  readonly body: Buffer | undefined;
  readonly mime: MimePackage | undefined;
  /** The envelope, or a body that is XML alone. */
  readonly tree: XmlTree | undefined;
  /** What the tree says as an ebXML envelope, where it is one. */
  readonly message: EbxmlMessage | undefined;
  header(name: string): string | undefined;
}

export interface XmlTree {
  readonly root: XmlElement;
  readonly bytes: Buffer;
  /** The MIME part that it lies in, counted from 1. */
  readonly part: number | undefined;
  /** Bytes from the start of the body to its own; `undefined` where its part is encoded. */
  readonly start: number | undefined;
}

/** An envelope is small; XML beyond is not made a tree for the sake of a place. */
const MOST_XML = 1024 * 1024;

/** Transfer encodings in which a byte of the content is a byte of the body. */
export const AS_IT_IS: ReadonlySet<string> = new Set(['7bit', '8bit', 'binary']);

export function sideView(
  side: SideView['side'],
  http: SideView['http'],
  body: Buffer | undefined,
): SideView {
  const header = (name: string) => headerValue(http.headers, name);
  const mime = body && packageIn(body, header('Content-Type'));
  const tree = body && treeIn(body, mime);
  const read = tree && ebxmlFromElement(tree.root);
  const message = read?.ok ? read.value : undefined;
  return { side, http, body, mime, tree, message, header };
}

function packageIn(body: Buffer, contentType: string | undefined): MimePackage | undefined {
  const marked = /^\s*multipart\//i.test(contentType ?? '');
  if (!marked && !body.subarray(0, 2).equals(DASHES)) return undefined;
  const read = readMime(body, marked ? contentType : undefined);
  return read.ok ? read.value : undefined;
}

const DASHES = Buffer.from('--');

function treeIn(body: Buffer, mime: MimePackage | undefined): XmlTree | undefined {
  const [first] = mime?.parts ?? [];
  const bytes = first ? decoded(body, first) : body;
  if (!bytes || bytes.length === 0 || bytes.length > MOST_XML) return undefined;
  const read = readXml(bytes);
  if (!read.ok) return undefined;
  const start = first ? (AS_IT_IS.has(first.transferEncoding) ? first.body.offset : undefined) : 0;
  return { root: read.value, bytes, part: first ? 1 : undefined, start };
}

function decoded(body: Buffer, part: MimePackage['parts'][number]): Buffer | undefined {
  const read = decodePart(body, part);
  return read.ok ? read.value : undefined;
}
