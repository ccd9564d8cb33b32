import { kindOfField } from './field-kinds.ts';
import type { Redacting } from './redacting.ts';

const SEQUENCE = 0x30;
const SET = 0x31;
const OCTETS = 0x04;

interface Element {
  readonly tag: number;
  readonly from: number;
  readonly to: number;
  readonly end: number;
}

/** Replaces in messages of LDAP: values of attributes by their names, and everywhere what is known. */
export function redactLdap(bytes: Buffer, redacting: Redacting): Buffer {
  const done = Buffer.from(bytes);
  walk(done, 0, done.length, redacting, 0);
  return done;
}

/** Whether it begins as a message of LDAP does: a sequence with a number in it. */
export function looksLdap(bytes: Buffer): boolean {
  const outer = elementAt(bytes, 0, bytes.length);
  return outer?.tag === SEQUENCE && bytes[outer.from] === 0x02;
}

function walk(bytes: Buffer, from: number, to: number, redacting: Redacting, depth: number): void {
  const elements = [...elementsIn(bytes, from, to)];
  for (const [index, element] of elements.entries()) {
    const { tag } = element;
    if ((tag & 0x20) !== 0) {
      const before = elements[index - 1];
      const name = before?.tag === OCTETS ? text(bytes, before) : '';
      const kind = tag === SET ? kindOfField(name) : undefined;
      if (kind)
        for (const value of elementsIn(bytes, element.from, element.to))
          put(bytes, value, redacting.value(kind, text(bytes, value)));
      else if (depth < 40) walk(bytes, element.from, element.to, redacting, depth + 1);
    } else if (tag !== 0x02 && tag !== 0x0a && tag !== 0x01)
      put(bytes, element, redacting.value('known', text(bytes, element)));
  }
}

function* elementsIn(bytes: Buffer, from: number, to: number): Iterable<Element> {
  for (let at = from; at < to; ) {
    const element = elementAt(bytes, at, to);
    if (!element) return;
    yield element;
    at = element.end;
  }
}

function elementAt(bytes: Buffer, at: number, to: number): Element | undefined {
  const [tag, first] = [bytes[at], bytes[at + 1]];
  if (tag === undefined || first === undefined) return undefined;
  let [from, length] = [at + 2, first];
  if (first >= 0x80) {
    const count = first & 0x7f;
    if (count === 0 || count > 4 || from + count > to) return undefined;
    length = bytes.readUIntBE(from, count);
    from += count;
  }
  return from + length > to ? undefined : { tag, from, to: from + length, end: from + length };
}

function text(bytes: Buffer, { from, to }: Element): string {
  return bytes.toString('latin1', from, to);
}

function put(bytes: Buffer, { from, to }: Element, value: string): void {
  if (value.length === to - from) bytes.write(value, from, 'latin1');
}
