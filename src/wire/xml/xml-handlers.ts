import type { Place } from '../reading.ts';
import type { XmlAttribute } from './xml-element.ts';

/** A start tag with its namespaces resolved. */
export interface XmlOpening {
  readonly prefix: string;
  readonly name: string;
  readonly namespace: string;
  /** Namespace declarations are among them, in the namespace `http://www.w3.org/2000/xmlns/`. */
  readonly attributes: readonly XmlAttribute[];
  /** Where the start tag begins. */
  readonly at: Place;
}

/** What a walk tells. A handler that answers `'stop'` ends it: the rest is not even parsed. */
export interface XmlHandlers {
  open(opening: XmlOpening): 'stop' | undefined;
  close(): void;
  text(text: string): void;
}
