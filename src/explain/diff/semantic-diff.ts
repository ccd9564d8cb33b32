import { parseMediaType } from '../../wire/mime/media-type.ts';
import { align, type Keyed } from './align.ts';
import { diffContent, digestOf } from './diff-content.ts';
import { diffElements } from './diff-elements.ts';
import type { DiffOptions, SemanticDiff } from './difference.ts';
import {
  type MessageToCompare,
  type OpenedMessage,
  type OpenedPart,
  openMessage,
} from './opened-message.ts';
import { openTeller, type Teller } from './tell.ts';

/**
 * In what two messages differ by meaning. The order of attributes, prefixes of namespaces, insignificant white space,
 * boundaries, and transfer encodings that give the same content do not count; nor do other ids and times, unless they
 * are the point: an id that is used otherwise than in the first message, or written in another form, is a difference.
 * Never whole bodies. Pure.
 */
export function semanticDiff(
  a: MessageToCompare,
  b: MessageToCompare,
  options: DiffOptions = {},
): SemanticDiff {
  const teller = openTeller(options);
  const [one, other] = [openMessage(a), openMessage(b)];
  diffHeads(teller, one, other);
  const [inA, inB] = [one.parts.map(keyOf), other.parts.map(keyOf)];
  for (const pair of align(inA, inB)) {
    const was = pair.a === undefined ? undefined : one.parts[pair.a];
    const is = pair.b === undefined ? undefined : other.parts[pair.b];
    const number = (pair.b ?? pair.a ?? 0) + 1;
    const path = other.multipart || one.multipart ? `part[${number}]` : '';
    if (was && is) diffParts(teller, was, is, path, number);
    else if (is) {
      const where = { part: number };
      teller.tell({ kind: 'added', path, was: undefined, is: described(is), where });
    } else if (was) {
      teller.tell({ kind: 'removed', path, was: described(was), is: undefined, where: undefined });
    }
  }
  return teller.end();
}

/** Headers that say how a message is to be taken. Lengths and hosts follow from other things. */
const HEADERS = ['SOAPAction'] as const;

function diffHeads(teller: Teller, { head, ...one }: OpenedMessage, other: OpenedMessage): void {
  if (!head || !other.head) return;
  const common = { element: '', where: undefined, ofPeople: false };
  // Some records of an exchange have no line of their own.
  if (head.line !== '' && other.head.line !== '')
    teller.compare({ ...common, path: 'HTTP/line', was: head.line, is: other.head.line });
  const valueIn = (headers: typeof head.headers, wanted: string) =>
    headers.find(({ name }) => name.toLowerCase() === wanted.toLowerCase())?.value;
  for (const name of HEADERS) {
    const unquoted = (value: string | undefined) => value?.replace(/^"(.*)"$/, '$1');
    const was = unquoted(valueIn(head.headers, name));
    const is = unquoted(valueIn(other.head.headers, name));
    teller.compare({ ...common, path: `HTTP/${name}`, was, is });
  }
  const [was, is] = [typeOf(one.contentType), typeOf(other.contentType)];
  teller.compare({ ...common, path: 'HTTP/Content-Type', was, is });
}

/** A Content-Type without its boundary, its parameters in order. */
function typeOf(contentType: string | undefined): string | undefined {
  if (contentType === undefined) return undefined;
  const { mediaType, parameters } = parseMediaType(contentType);
  const kept = parameters
    .filter(({ name }) => name !== 'boundary')
    .map(({ name, value }) => `${name}=${name === 'charset' ? value.toLowerCase() : value}`);
  return [mediaType, ...kept.toSorted()].join('; ');
}

function diffParts(
  teller: Teller,
  was: OpenedPart,
  is: OpenedPart,
  path: string,
  number: number,
): void {
  const part = is.mime ? number : undefined;
  const common = { element: '', where: { part }, ofPeople: false };
  if (was.mime && is.mime) {
    const [one, other] = [was.mime, is.mime];
    const at = (name: string) => `${path}/${name}`;
    const types = { was: one.mediaType, is: other.mediaType };
    teller.compare({ ...common, path: at('Content-Type'), ...types });
    const ids = { was: one.contentId, is: other.contentId };
    teller.compare({ ...common, path: at('Content-Id'), ...ids });
  }
  if (was.tree && is.tree) {
    const { name } = is.tree;
    const root = path === '' ? name : `${path}/${name}`;
    const ofPeople = name !== 'Envelope' || number !== 1;
    diffElements(teller, { a: was.tree, b: is.tree, path: root, part, ofPeople });
    return;
  }
  const unreadable = { was: was.unreadable ?? '', is: is.unreadable ?? '' };
  if (unreadable.was !== unreadable.is)
    teller.tell({
      ...{ kind: 'changed', path: path || 'body', where: { part } },
      was: was.unreadable ? `no XML: ${was.unreadable}` : 'XML that can be read',
      is: is.unreadable ? `no XML: ${is.unreadable}` : 'XML that can be read',
    });
  diffContent(teller, was, is, path || 'body', part);
}

function described({ mime, bytes }: OpenedPart): string {
  return `${mime?.mediaType ?? 'a body'}, ${bytes.length} bytes`;
}

/** Parts are each other's where their content is the same, else where they are of one type. */
function keyOf({ mime, bytes, tree }: OpenedPart, index: number): Keyed {
  const type = mime?.mediaType ?? 'body';
  const root = tree ? `${tree.namespace} ${tree.name}` : type;
  // The envelope and the payload stand where they stand: they are told by what they are.
  if (!mime) return { strong: 'body', weak: 'body' };
  const strong = tree || index < 2 ? `${index} ${root}` : `${type} ${digestOf(bytes)}`;
  return { strong, weak: tree || index < 2 ? root : type };
}
