/** One header line of a part or of an HTTP message, unfolded, name as written. */
export interface HeaderField {
  readonly name: string;
  readonly value: string;
}

/** A stretch of the body that was read: bytes `offset` to `offset + length`. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}

/** One part of a multipart/related body. Its bytes are a span, so that a large part is never copied. */
export interface MimePart {
  readonly headers: readonly HeaderField[];
  /** Without angle brackets; `undefined` when the part names none. */
  readonly contentId: string | undefined;
  /** The media type in lower case without parameters, `text/plain` when the header is missing. */
  readonly mediaType: string;
  readonly charset: string | undefined;
  /** In lower case, `7bit` when the header is missing. */
  readonly transferEncoding: string;
  /** The content between the blank line and the line break before the next delimiter. */
  readonly body: Span;
}

/** The Content-Type header of a multipart/related message. */
export interface RelatedType {
  readonly mediaType: string;
  readonly boundary: string;
  readonly type: string | undefined;
  /** As written but without angle brackets. */
  readonly start: string | undefined;
  readonly charset: string | undefined;
}

/** A multipart/related message: RFC 2045-2046, RFC 2387, and ebMS 2.0 section 2.1. */
export interface MimePackage {
  readonly type: RelatedType;
  readonly parts: readonly MimePart[];
  /** Bytes of the whole body. */
  readonly length: number;
}
