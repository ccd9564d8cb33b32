import { type WritableElement, writeXml } from '../../wire/xml/write-xml.ts';
import { clinicalComposition, documentComposition } from './compositions.ts';
import type { RecordContext } from './record-context.ts';

/** Writes the nth clinical composition in the way that the options ask for. */
export type Writer = (composition: WritableElement, index: number) => string;

/** Compositions until the next would not fit, then one narrative that takes up the rest exactly. */
export function fillTo(
  context: RecordContext,
  room: number,
  entries: number,
  write: Writer,
): string[] {
  const texts: string[] = [];
  const closing = documentComposition(context, 'x');
  let left = room - Buffer.byteLength(writeXml(closing)) + 1;
  for (let index = 0; index < entries; index++) {
    const text = write(clinicalComposition(context, index), index);
    const bytes = Buffer.byteLength(text);
    if (bytes >= left) break;
    texts.push(text);
    left -= bytes;
  }
  if (left > 0) texts.push(writeXml(withText(closing, filler(context, left))));
  return texts;
}

/** The same composition with its only narrative text replaced. */
function withText(node: WritableElement, text: string): WritableElement {
  return {
    ...node,
    children: node.children.map((child) => {
      if (typeof child === 'string') return child === 'x' ? text : child;
      return 'verbatim' in child ? child : withText(child, text);
    }),
  };
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
/** Farther apart than gzip looks back, so that what is repeated does not compress. */
const STRETCH = 100_000;

/** Words of ASCII, `length` bytes long, that hardly compress: what is large stays large on its way. */
function filler({ random }: RecordContext, length: number): string {
  let stretch = '';
  while (stretch.length < Math.min(length, STRETCH)) {
    const letters = 3 + Math.floor(random.next() * 9);
    for (let n = 0; n < letters; n++) stretch += LETTERS[Math.floor(random.next() * 26)];
    stretch += ' ';
  }
  return stretch
    .repeat(Math.ceil(length / stretch.length))
    .slice(0, length - 1)
    .padEnd(length, '.');
}
