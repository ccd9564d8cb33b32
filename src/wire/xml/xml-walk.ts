import { type ResolvePrefix, SaxesParser, type SaxesTagNS } from 'saxes';
import { type Deviation, type Place, START } from '../reading.ts';
import { legible } from './escape-xml.ts';
import type { PlaceCounter } from './place-counter.ts';
import { findDoctype, spaceBeforeDeclaration } from './prolog.ts';
import { WELL_KNOWN_PREFIXES } from './well-known-prefixes.ts';
import type { XmlAttribute } from './xml-element.ts';
import type { XmlHandlers } from './xml-handlers.ts';
import type { XmlLimits } from './xml-limits.ts';

/** Thrown to leave a walk from inside a callback of the parser; caught by `walkXml`. */
export class Halt {
  /** Why the document cannot be read; `undefined` when a handler asked to stop. */
  readonly failure: Deviation | undefined;

  constructor(failure?: Deviation) {
    this.failure = failure;
  }
}

const PARSER_OPTIONS = { xmlns: true, forceXMLVersion: true, defaultXMLVersion: '1.0' } as const;
const NO_DOCTYPE = 'a document type declaration is not allowed';

/** Refuses the first fault; the parser itself would carry on and guess. */
class StrictParser extends SaxesParser<typeof PARSER_OPTIONS> {
  readonly #refuse: (message: string) => never;

  constructor(resolvePrefix: ResolvePrefix, refuse: (message: string) => never) {
    super({ ...PARSER_OPTIONS, resolvePrefix } as typeof PARSER_OPTIONS);
    this.#refuse = refuse;
  }

  override fail(message: string): never {
    return this.#refuse(message);
  }
}

/** One walk through one document: what the parser tells, with places, limits and tolerance. */
export class XmlWalk {
  readonly deviations: Deviation[] = [];
  readonly #limits: XmlLimits;
  readonly #handlers: XmlHandlers;
  readonly #places: PlaceCounter;
  readonly #parser: StrictParser;
  readonly #guessed = new Set<string>();
  #chunk = '';
  /** Index of the first character of the chunk in the whole text. */
  #start = 0;
  /** Characters before the XML declaration, which the parser does not get to see. */
  #hidden = 0;
  #ended = false;
  #depth = 0;
  #nodes = 0;
  #at: Place = START;

  constructor(limits: XmlLimits, handlers: XmlHandlers, places: PlaceCounter) {
    this.#limits = limits;
    this.#handlers = handlers;
    this.#places = places;
    this.#parser = new StrictParser(
      (prefix) => this.#guess(prefix),
      (message) => this.#fail('xml.not-well-formed', message.replace(/\.$/, '')),
    );
    // As few handlers as will do: the parser is five times slower from the seventh on, because
    // V8 then turns it into a dictionary.
    this.#parser.on('opentagstart', ({ name }) => this.#openStart(name));
    this.#parser.on('opentag', (tag) => this.#open(tag));
    this.#parser.on('closetag', () => this.#close());
    this.#parser.on('text', (text) => this.#text(text));
    this.#parser.on('cdata', (text) => this.#text(text));
    this.#parser.on('doctype', () => this.#fail('xml.doctype', NO_DOCTYPE));
  }

  /**
   * Takes the next stretch of text; throws a Halt when the walk must end there.
   *
   * @param bytes that the text took
   */
  take(text: string, bytes: number): void {
    const first = this.#start + this.#chunk.length === 0;
    this.#start += this.#chunk.length;
    this.#chunk = text;
    this.#places.append(text, bytes);
    if (!first) {
      this.#parser.write(text);
      return;
    }
    this.#hidden = spaceBeforeDeclaration(text);
    if (this.#hidden > 0) {
      this.#deviate(
        'xml.space-before-declaration',
        'white space stands before the XML declaration',
      );
    }
    const doctype = findDoctype(text);
    if (doctype >= 0) {
      throw new Halt({ code: 'xml.doctype', message: NO_DOCTYPE, at: this.#places.at(doctype) });
    }
    this.#parser.write(this.#hidden > 0 ? text.slice(this.#hidden) : text);
  }

  /** Says that there is no more text; throws a Halt when something is left open. */
  end(): void {
    this.#ended = true;
    this.#parser.close();
  }

  #deviate(code: string, message: string): void {
    this.deviations.push({ code, message, at: this.#at });
  }

  #fail(code: string, message: string): never {
    const index = this.#ended ? Infinity : this.#parser.position - 1 + this.#hidden;
    throw new Halt({ code, message: legible(message), at: this.#places.at(index) });
  }

  #checkVersion(): void {
    const { version } = this.#parser.xmlDecl;
    if (version === undefined || version === '1.0') return;
    this.#deviate('xml.version', `XML ${version} is declared; it was read as XML 1.0`);
  }

  #guess(prefix: string): string | undefined {
    const namespace = WELL_KNOWN_PREFIXES.get(prefix);
    if (namespace !== undefined && !this.#guessed.has(prefix)) {
      this.#guessed.add(prefix);
      const message = `the prefix "${prefix}" is not declared; it was taken for ${namespace}`;
      this.#deviate('xml.unbound-prefix', message);
    }
    return namespace;
  }

  #openStart(name: string): void {
    // The parser has just read the character after the name, and a CR LF counts as one for it.
    const next = this.#parser.position + this.#hidden;
    const crlf = this.#charAt(next - 1) === '\n' && this.#charAt(next - 2) === '\r';
    this.#at = this.#places.at(next - (crlf ? 2 : 1) - name.length - 1);
    if (this.#nodes === 0) this.#checkVersion();
    this.#depth += 1;
    if (this.#depth > this.#limits.depth) this.#exceed('xml.too-deep', 'depth', 'levels deep');
    this.#count();
  }

  #charAt(index: number): string {
    return this.#chunk.charAt(index - this.#start);
  }

  #count(): void {
    this.#nodes += 1;
    if (this.#nodes > this.#limits.nodes) this.#exceed('xml.too-many-nodes', 'nodes', 'nodes');
  }

  #exceed(code: string, limit: keyof XmlLimits, what: string): never {
    const message = `more than the ${this.#limits[limit]} ${what} allowed`;
    throw new Halt({ code, message, at: this.#at });
  }

  #open(tag: SaxesTagNS): void {
    const attributes = attributesOf(tag);
    if (attributes.length > this.#limits.attributes) {
      this.#exceed('xml.too-many-attributes', 'attributes', 'attributes on one element');
    }
    const { prefix, local, uri } = tag;
    const opening = { prefix, name: local, namespace: uri, attributes, at: this.#at };
    if (this.#handlers.open(opening) === 'stop') throw new Halt();
  }

  #close(): void {
    this.#depth -= 1;
    this.#handlers.close();
  }

  #text(text: string): void {
    // White space around the root is reported too and belongs to no element.
    if (this.#depth === 0) return;
    this.#count();
    this.#handlers.text(text);
  }
}

function attributesOf(tag: SaxesTagNS): readonly XmlAttribute[] {
  const attributes: XmlAttribute[] = [];
  for (const key in tag.attributes) {
    const attribute = tag.attributes[key];
    if (attribute === undefined) continue;
    const { prefix, local, uri, value } = attribute;
    attributes.push({ prefix, name: local, namespace: uri, value });
  }
  return attributes;
}
