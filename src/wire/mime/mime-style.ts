import type { HeaderField } from './mime-package.ts';

/** The four parameters of a multipart/related Content-Type that are met. */
export type RelatedParameter = 'boundary' | 'charset' | 'type' | 'start';

/** The three headers that a part is written with. */
export type PartHeader = 'Content-Id' | 'Content-Type' | 'Content-Transfer-Encoding';

/** How a package is written. Every oddity that the reader tells can be made here on purpose. */
export interface MimeStyle {
  readonly mediaType: string;
  readonly boundary: string;
  /** `alternating` ends every second line in LF alone. */
  readonly lineEnding: '\r\n' | '\n' | 'alternating';
  /** The order of the parameters; one that is not named is left out, even the boundary. */
  readonly parameters: readonly RelatedParameter[];
  /** Parameters whose values are written between quotes. */
  readonly quoted: readonly RelatedParameter[];
  readonly type: string;
  readonly charset: string;
  /** Without brackets; the id of the first part when `undefined`. */
  readonly start: string | undefined;
  readonly startBrackets: boolean;
  readonly idBrackets: boolean;
  readonly headerOrder: readonly PartHeader[];
  readonly headerCase: 'title' | 'lower' | 'upper' | 'ID';
  readonly spaceAfterColon: boolean;
  readonly blankLine: boolean;
  readonly finalDelimiter: boolean;
  /** After the boundary on every delimiter line. */
  readonly padding: string;
  readonly preamble: string;
  readonly epilogue: string;
  /** Whether a content that holds the delimiter is written all the same. */
  readonly allowCollision: boolean;
}

/** What the Spine writes, mhs 3.4. */
export const DEFAULT_MIME_STYLE: MimeStyle = {
  mediaType: 'multipart/related',
  boundary: '--=_MIME-Boundary',
  lineEnding: '\r\n',
  parameters: ['boundary', 'type', 'start'],
  quoted: ['boundary', 'charset', 'type', 'start'],
  type: 'text/xml',
  charset: 'UTF-8',
  start: undefined,
  startBrackets: true,
  idBrackets: true,
  headerOrder: ['Content-Id', 'Content-Type', 'Content-Transfer-Encoding'],
  headerCase: 'title',
  spaceAfterColon: true,
  blankLine: true,
  finalDelimiter: true,
  padding: '',
  preamble: '',
  epilogue: '',
  allowCollision: false,
};

/** A part to write. What is `undefined` gets no header. */
export interface PartToWrite {
  /** Without brackets. */
  readonly contentId: string | undefined;
  /** The whole value, for example `text/xml; charset=UTF-8`. */
  readonly contentType: string | undefined;
  readonly transferEncoding: string | undefined;
  /** Written after the others, as they are. */
  readonly furtherHeaders?: readonly HeaderField[];
  readonly content: Uint8Array;
  /** Whether the content is in its transfer encoding already; it is encoded when not. */
  readonly encoded?: boolean;
}
