/** An attribute to be written: a prefix (empty for none), a local name and a value. */
export interface EbxmlNodeAttribute {
  readonly prefix: string;
  readonly name: string;
  readonly value: string;
}

/** An element to be written, before defects and layout. */
export interface EbxmlNode {
  readonly prefix: string;
  readonly name: string;
  /** As the reader names it, `MessageHeader/CPAId`. */
  readonly path: string;
  readonly attributes: readonly EbxmlNodeAttribute[];
  /** Child elements, or text. An empty list and an empty text both write an empty element. */
  readonly content: readonly EbxmlNode[] | string;
}
