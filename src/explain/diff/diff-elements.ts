import { isElement, type XmlAttribute, type XmlElement } from '../../wire/xml/xml-element.ts';
import { isStructural } from '../place/mask.ts';
import { align, type Keyed } from './align.ts';
import type { DiffPlace } from './difference.ts';
import { keyBook, textIn } from './key-book.ts';
import type { Teller } from './tell.ts';

/** Two trees to be compared. */
export interface ComparedTrees {
  readonly a: XmlElement;
  readonly b: XmlElement;
  readonly path: string;
  /** The MIME part of the second. */
  readonly part: number | undefined;
  /** Whether its text and values can be data of people. */
  readonly ofPeople: boolean;
}

/** Namespaces say who means an attribute, and declarations of them mean nothing by themselves. */
const XMLNS = 'http://www.w3.org/2000/xmlns/';

/** Compares two elements by meaning: prefixes, the order of attributes and insignificant white space do not count. */
export function diffElements(teller: Teller, trees: ComparedTrees, keys = keyBook(teller)): void {
  const { a, b, path, part, ofPeople } = trees;
  const where: DiffPlace = { part, line: b.at.line, column: b.at.column, offset: b.at.offset };
  if (a.name !== b.name || a.namespace !== b.namespace) {
    const [was, is] = [tagOf(a), tagOf(b)];
    teller.tell({ kind: 'changed', path, was, is, where });
    return;
  }
  for (const [name, was, is, plain] of attributePairs(a, b)) {
    const at = { path: `${path}/@${name}`, element: a.name, where };
    teller.compare({ ...at, was, is, ofPeople: ofPeople && !isStructural(plain, a.name) });
  }
  diffTexts(teller, trees, where);
  const [inA, inB] = [a.children.filter(isElement), b.children.filter(isElement)];
  const names = counter();
  for (const pair of align(inA.map(keys), inB.map(keys))) {
    const one = pair.a === undefined ? undefined : inA[pair.a];
    const other = pair.b === undefined ? undefined : inB[pair.b];
    const name = (other ?? one)?.name ?? '';
    const nth = other ? names(name) : 1;
    const at = `${path}/${name}${nth > 1 ? `[${nth}]` : ''}`;
    if (one && other) {
      diffElements(teller, { a: one, b: other, path: at, part, ofPeople }, keys);
    } else if (other) {
      const { line, column, offset } = other.at;
      const place = { part, line, column, offset };
      teller.tell({ kind: 'added', path: at, was: undefined, is: tagOf(other), where: place });
    } else if (one) {
      teller.tell({ kind: 'removed', path: at, was: tagOf(one), is: undefined, where });
    }
  }
  tellMoved(teller, inA, inB, trees, keys);
}

/** The pairs of a Description are compared one by one; any other text as a whole. */
function diffTexts(
  teller: Teller,
  { a, b, path, ofPeople }: ComparedTrees,
  where: DiffPlace,
): void {
  const [was, is] = [textIn(a), textIn(b)];
  const common = { element: a.name, where };
  if (a.name === 'Description' && /^\w+=/.test(was) && /^\w+=/.test(is)) {
    const [one, other] = [pairsIn(was), pairsIn(is)];
    for (const name of new Set([...one.keys(), ...other.keys()])) {
      // Names of files can be names of people.
      const of = { path: `${path}/${name}`, ofPeople: name === 'Filename' };
      teller.compare({ ...common, ...of, was: one.get(name), is: other.get(name) });
    }
    return;
  }
  const texts = { was: was || undefined, is: is || undefined };
  teller.compare({ ...common, path: `${path}/text()`, ofPeople, ...texts });
}

function pairsIn(text: string): ReadonlyMap<string, string> {
  const pairs = text.matchAll(/([^\s="]+)=("[^"]*"?|\S*)/g);
  return new Map([...pairs].map(([, name = '', value = '']) => [name, value]));
}

/** The same elements in another order are a difference of their own: receivers validate the order. */
function tellMoved(
  teller: Teller,
  inA: readonly XmlElement[],
  inB: readonly XmlElement[],
  { path, part, b }: ComparedTrees,
  keys: (element: XmlElement) => Keyed,
): void {
  if (inA.length !== inB.length || inA.length < 2) return;
  const order = (elements: readonly XmlElement[]) => elements.map((each) => keys(each).weak);
  const [one, other] = [order(inA), order(inB)];
  const at = one.findIndex((key, index) => key !== other[index]);
  if (at < 0 || one.toSorted().join('\n') !== other.toSorted().join('\n')) return;
  const { line, column, offset } = (inB[at] ?? b).at;
  const where = { part, line, column, offset };
  const was = `${inA[at]?.name} stands ${at + 1}.`;
  teller.tell({ kind: 'moved', path, was, is: `${inB[at]?.name} stands ${at + 1}.`, where });
}

function attributePairs(a: XmlElement, b: XmlElement) {
  const key = ({ namespace, name }: XmlAttribute) => `${namespace} ${name}`;
  const pairs = new Map<string, [string, string | undefined, string | undefined, string]>();
  const counted = ({ prefix, name, namespace }: XmlAttribute) =>
    prefix !== 'xmlns' && name !== 'xmlns' && namespace !== XMLNS;
  for (const each of a.attributes.filter(counted))
    pairs.set(key(each), [nameOf(each), each.value, undefined, each.name]);
  for (const each of b.attributes.filter(counted)) {
    const was = pairs.get(key(each))?.[1];
    pairs.set(key(each), [nameOf(each), was, each.value, each.name]);
  }
  return pairs.values();
}

function nameOf({ prefix, name }: XmlAttribute): string {
  return prefix === '' ? name : `${prefix}:${name}`;
}

function tagOf({ prefix, name, namespace }: XmlElement): string {
  const written = `<${prefix === '' ? name : `${prefix}:${name}`}>`;
  return namespace === '' || prefix !== '' ? written : `${written} of ${namespace}`;
}

function counter(): (name: string) => number {
  const seen = new Map<string, number>();
  return (name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count;
  };
}
