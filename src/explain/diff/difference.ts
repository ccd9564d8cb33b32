/** How two messages are compared. */
export interface DiffOptions {
  /** Ids are compared letter by letter. Otherwise other ids are no difference, as long as they are used alike. */
  readonly ids?: boolean;
  /** Times are compared. Otherwise other times are no difference, as long as they are written in the same form. */
  readonly times?: boolean;
  /** Text and values of the payload are shown. Otherwise only their length: they can be data of people. */
  readonly values?: boolean;
  /** Differences that are listed at most; 200 unless given. The rest is counted. */
  readonly most?: number;
}

/** Where something stands in the second message. */
export interface DiffPlace {
  /** The MIME part, counted from 1. */
  readonly part?: number | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  /** Bytes from the start of the part or body. */
  readonly offset?: number | undefined;
}

/**
 * One thing in which two messages differ. `reference` is an id that is used otherwise: what referred to one thing in
 * the first message refers to another in the second.
 */
export interface Difference {
  readonly kind: 'changed' | 'added' | 'removed' | 'moved' | 'reference';
  /** `part[2]/RCMR_IN030000UK06/id/@root`, `HTTP/SOAPAction`. */
  readonly path: string;
  /** What stood in the first message, short; `undefined` where it was nothing. */
  readonly was: string | undefined;
  /** What stands in the second. */
  readonly is: string | undefined;
  readonly where: DiffPlace | undefined;
}

export interface SemanticDiff {
  /** Whether the messages mean the same. */
  readonly same: boolean;
  /** In the order of the second message, at most `most`. */
  readonly differences: readonly Difference[];
  /** Differences that are not listed. */
  readonly more: number;
}
