/** What a reader of XML is willing to take in before it refuses. Every limit is inclusive. */
export interface XmlLimits {
  readonly bytes: number;
  /** Elements inside one another; the root counts one. */
  readonly depth: number;
  /** On one element, namespace declarations included. */
  readonly attributes: number;
  /** Elements and runs of character data in the whole document. */
  readonly nodes: number;
}

/** For envelopes: a manifest of some thousand references still fits, mhs 4.6 sets no bound on them. */
export const DEFAULT_XML_LIMITS: XmlLimits = {
  bytes: 2_097_152,
  depth: 64,
  attributes: 64,
  nodes: 100_000,
};

/** For HL7 payloads, which are bounded by the message size of mhs 4.6 (5 MiB on the wire). */
export const PAYLOAD_XML_LIMITS: XmlLimits = {
  bytes: 16_777_216,
  depth: 256,
  attributes: 128,
  nodes: 2_000_000,
};
