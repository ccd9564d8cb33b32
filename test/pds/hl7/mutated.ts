import fc from 'fast-check';
import { readXml } from '../../../src/wire/xml/read-xml.ts';
import { writableOf } from '../../../src/wire/xml/writable-of.ts';
import {
  type WritableElement,
  type WritableNode,
  writeXml,
} from '../../../src/wire/xml/write-xml.ts';

/** What is done to one element of a document: the document stays well-formed. */
export interface Mutation {
  /** Share of the elements before it. */
  readonly at: number;
  readonly how: 'drop' | 'double' | 'empty' | 'rename' | 'value' | 'strip' | 'text';
  readonly text: string;
}

export const mutations: fc.Arbitrary<readonly Mutation[]> = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    how: fc.constantFrom('drop', 'double', 'empty', 'rename', 'value', 'strip', 'text'),
    text: fc.oneof(
      fc.constantFrom('', '0', '-1', '99999999999999999999', 'removed', 'added', 'altered', 'XX'),
      fc.constantFrom(
        '9991001018',
        '9991001409',
        'Z99002',
        '20260230',
        '2.16.840.1.113883.2.1.4.1',
      ),
      fc.string({ maxLength: 40 }).map((text) => text.replace(/[^\x20-\x7e]/g, '?')),
    ),
  }),
  { minLength: 1, maxLength: 4 },
);

/** A document after mutations of its elements, never of its root. */
export function mutated(text: string, changes: readonly Mutation[]): string {
  const read = readXml(Buffer.from(text));
  if (!read.ok) throw new Error('what is to be mutated is no XML');
  return writeXml(changes.reduce(mutate, writableOf(read.value)));
}

function mutate(root: WritableElement, { at, how, text }: Mutation): WritableElement {
  let left = Math.floor(at * (count(root) - 1));
  const walk = (node: WritableElement): WritableElement => ({
    ...node,
    children: node.children.flatMap((child): WritableNode[] => {
      if (typeof child === 'string' || 'verbatim' in child) return [child];
      if (left-- === 0) return changed(child);
      return [walk(child)];
    }),
  });
  const changed = (node: WritableElement): WritableElement[] => {
    const [first, ...rest] = node.attributes;
    switch (how) {
      case 'drop':
        return [];
      case 'double':
        return [node, node];
      case 'empty':
        return [{ ...node, children: [] }];
      case 'rename':
        return [{ ...node, name: 'renamed' }];
      case 'strip':
        return [{ ...node, attributes: [] }];
      case 'text':
        return [{ ...node, children: [text] }];
      case 'value': {
        const last = rest.at(-1) ?? first;
        if (!last) return [node];
        const attributes = node.attributes.map((each): readonly [string, string] =>
          each === last ? [last[0], text] : each,
        );
        return [{ ...node, attributes }];
      }
    }
  };
  return walk(root);
}

function count(node: WritableElement): number {
  return node.children.reduce<number>(
    (sum, child) => (typeof child === 'string' || 'verbatim' in child ? sum : sum + count(child)),
    1,
  );
}
