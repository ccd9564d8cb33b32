import { isElement, type XmlElement } from '../../wire/xml/xml-element.ts';
import type { Keyed } from './align.ts';
import type { Teller } from './tell.ts';
import { plainText, timeForm, withoutIds } from './value-form.ts';

/** What elements mean as a short text, each computed once: a digest of all below, without ids and times. */
export function keyBook({ options }: Teller): (element: XmlElement) => Keyed {
  const known = new WeakMap<XmlElement, Keyed>();
  const valueAs = (text: string, element: string) => {
    const plain = plainText(text);
    const time = options.times ? undefined : timeForm(plain, element);
    return time ?? (options.ids ? plain : withoutIds(plain).form);
  };
  const keyOf = (element: XmlElement): Keyed => {
    const before = known.get(element);
    if (before) return before;
    const weak = `${element.namespace} ${element.name}`;
    let hash = mixed(SEED, weak);
    const attributes = element.attributes
      .filter(({ prefix, name }) => prefix !== 'xmlns' && name !== 'xmlns')
      .map(({ namespace, name, value }) => `${namespace} ${name}=${valueAs(value, element.name)}`);
    for (const each of attributes.toSorted()) hash = mixed(hash, each);
    hash = mixed(hash, valueAs(textIn(element), element.name));
    for (const child of element.children)
      if (isElement(child)) hash = mixed(hash, keyOf(child).strong);
    const key = { weak, strong: hash };
    known.set(element, key);
    return key;
  };
  return keyOf;
}

const SEED = '';

/** FNV-1a twice, of 32 bits each: a slip only makes an alignment less neat. */
function mixed(before: string, text: string): string {
  let [one, other] = [0x811c9dc5, 0x01000193];
  for (const each of [before, '\n', text]) {
    for (let at = 0; at < each.length; at++) {
      const code = each.charCodeAt(at);
      one = Math.imul(one ^ code, 0x01000193);
      other = Math.imul(other ^ code, 0x5bd1e995);
    }
  }
  return `${(one >>> 0).toString(36)}.${(other >>> 0).toString(36)}`;
}

/** The text of an element itself, as it counts. */
export function textIn({ children }: XmlElement): string {
  return plainText(children.filter((child) => typeof child === 'string').join(' '));
}
