import { type Reading, readAs, unreadable } from '../wire/reading.ts';
import { walkXml } from '../wire/xml/walk-xml.ts';
import type { XmlOpening } from '../wire/xml/xml-handlers.ts';
import { PAYLOAD_XML_LIMITS } from '../wire/xml/xml-limits.ts';
import { ExtractCollector } from './extract-collector.ts';
import type { ElementFact, PayloadFacts } from './payload-facts.ts';

type Growing<T> = { -readonly [K in keyof T]: T[K] };

const MOST_OF_A_PATH = 8;
const MOST_PATHS = 500;
const MOST_BLANKS = 25;
const LONGEST_TEXT = 256;
/** Deeper than any element that a rule names; a continue names the deepest. */
const DEEPEST = 14;
const XMLNS = 'http://www.w3.org/2000/xmlns/';
/** Where the record of an extract begins: nothing below it is kept by its path. */
const RECORD = 'ControlActEvent/subject/EhrExtract/component';

/**
 * Reads a payload in one pass without building a tree: what the checks ask for is kept, the rest is only
 * known to be well-formed. Memory is bounded whatever the payload. Fails as `walkXml` does, and with
 * `payload.empty`.
 */
export function readPayloadFacts(payload: Uint8Array): Reading<PayloadFacts> {
  const byPath = new Map<string, { count: number; readonly kept: Growing<ElementFact>[] }>();
  const blanks: { path: string; attribute: string; at: ElementFact['at'] }[] = [];
  const open: { readonly path: string; readonly fact: Growing<ElementFact> | undefined }[] = [];
  let extract: ExtractCollector | undefined;
  let root: Growing<ElementFact> | undefined;

  const keep = (path: string, opening: XmlOpening): Growing<ElementFact> | undefined => {
    if (open.length > DEEPEST || path.startsWith(RECORD)) return undefined;
    const known = byPath.get(path);
    if (known && ++known.count > MOST_OF_A_PATH) return undefined;
    if (!known && byPath.size === MOST_PATHS) return undefined;
    const { name, namespace, at } = opening;
    const fact = { path, name, namespace, at, attributes: attributesOf(opening), text: '' };
    if (known) known.kept.push(fact);
    else byPath.set(path, { count: 1, kept: [fact] });
    return fact;
  };
  const walked = walkXml(payload, PAYLOAD_XML_LIMITS, {
    open(opening) {
      const parent = open.at(-1);
      const path = parent ? (parent.path ? `${parent.path}/${opening.name}` : opening.name) : '';
      for (const { namespace, name, value } of opening.attributes) {
        if (value !== '' || namespace === XMLNS || blanks.length === MOST_BLANKS) continue;
        blanks.push({ path: path || opening.name, attribute: name, at: opening.at });
      }
      const fact = keep(path, opening);
      root ??= fact;
      if (path === 'ControlActEvent/subject/EhrExtract') extract ??= new ExtractCollector();
      extract?.open(opening);
      open.push({ path, fact });
      return undefined;
    },
    close() {
      open.pop();
      extract?.close();
    },
    text(text) {
      const fact = open.at(-1)?.fact;
      if (fact && fact.text.length < LONGEST_TEXT) {
        fact.text = (fact.text + text.trim()).slice(0, LONGEST_TEXT);
      }
    },
  });
  if (!walked.ok) return walked;
  if (!root) return unreadable('payload.empty', 'the payload has no element');
  return readAs(
    {
      root,
      at: (path) => byPath.get(path)?.kept ?? [],
      count: (path) => byPath.get(path)?.count ?? 0,
      blanks,
      extract: extract?.facts(),
    },
    walked.deviations,
  );
}

function attributesOf({ attributes }: XmlOpening): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { namespace, name, value } of attributes) {
    if (namespace === '') found.set(name, value);
  }
  return found;
}
