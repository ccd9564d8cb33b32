import type { Place } from '../wire/reading.ts';

/** An element of a payload as checks look at it. */
export interface ElementFact {
  /** Local names below the root, joined with slashes; empty for the root itself. */
  readonly path: string;
  readonly name: string;
  readonly namespace: string;
  readonly at: Place;
  /** Unprefixed attributes, values as written. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Its own character data, trimmed, at most 256 characters of it. */
  readonly text: string;
}

/** Where an extract refers to a document that travels beside it (gp2gp 2.7). */
export interface AnchorFact {
  readonly at: Place;
  readonly id: string | undefined;
  /** SNOMED code of the kind of document. */
  readonly code: string | undefined;
  readonly mediaType: string | undefined;
  readonly reference: string | undefined;
}

/** A `confidentialityCode`, and how it stands among its siblings. */
export interface RedactionFact {
  readonly at: Place;
  readonly parent: string;
  readonly code: string | undefined;
  readonly codeSystem: string | undefined;
  /** Name of the first sibling that should stand on its other side; `undefined` when it stands right. */
  readonly misplacedBy: string | undefined;
}

/** What is counted and collected in the record of an extract; its clinical content stays unread. */
export interface ExtractFacts {
  readonly folders: number;
  readonly compositions: number;
  readonly anchors: readonly AnchorFact[];
  readonly redactions: readonly RedactionFact[];
  /** Agents that are referred to and stand in no agent directory. */
  readonly strangers: readonly { readonly id: string; readonly at: Place }[];
}

/** What one pass over an HL7 payload gives the checks. */
export interface PayloadFacts {
  readonly root: ElementFact;
  /** The elements at a path below the root: the first eight. The record inside an extract has none. */
  at(path: string): readonly ElementFact[];
  /** How many there are. */
  count(path: string): number;
  /** Attributes that are empty, the first 25. */
  readonly blanks: readonly {
    readonly path: string;
    readonly attribute: string;
    readonly at: Place;
  }[];
  /** `undefined` for a payload that is no extract. */
  readonly extract: ExtractFacts | undefined;
}
