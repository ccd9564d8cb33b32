import type { EbxmlMessage } from './ebxml-message.ts';
import { HL7_EBXML_NS, SIGNAL_SERVICE } from './names.ts';

/** Element paths as the reader names them; what a defect can be put on. */
export type EbxmlPath =
  | 'Envelope/Header'
  | 'Envelope/Body'
  | 'MessageHeader'
  | 'MessageHeader/From'
  | 'MessageHeader/From/PartyId'
  | 'MessageHeader/To'
  | 'MessageHeader/To/PartyId'
  | 'MessageHeader/CPAId'
  | 'MessageHeader/ConversationId'
  | 'MessageHeader/Service'
  | 'MessageHeader/Action'
  | 'MessageHeader/MessageData'
  | 'MessageHeader/MessageData/MessageId'
  | 'MessageHeader/MessageData/Timestamp'
  | 'MessageHeader/MessageData/RefToMessageId'
  | 'MessageHeader/DuplicateElimination'
  | 'AckRequested'
  | 'SyncReply'
  | 'Acknowledgment'
  | 'Acknowledgment/Timestamp'
  | 'Acknowledgment/RefToMessageId'
  | 'Acknowledgment/From'
  | 'ErrorList'
  | 'ErrorList/Error'
  | 'Manifest'
  | 'Manifest/Reference'
  | 'Manifest/Reference/Schema'
  | 'Manifest/Reference/Description'
  | 'Manifest/Reference/Payload';

/** What mhs 2.3 wants exactly once and not empty. Defects of these make an envelope ill-formed. */
export const MANDATORY_PATHS = [
  'MessageHeader/From/PartyId',
  'MessageHeader/To/PartyId',
  'MessageHeader/CPAId',
  'MessageHeader/ConversationId',
  'MessageHeader/Service',
  'MessageHeader/Action',
  'MessageHeader/MessageData',
  'MessageHeader/MessageData/MessageId',
  'MessageHeader/MessageData/Timestamp',
] as const satisfies readonly EbxmlPath[];

/** Something written wrongly on purpose. */
export type EbxmlDefect =
  | { readonly kind: 'omit' | 'repeat' | 'empty'; readonly element: EbxmlPath }
  /** The field of a toolkit's template left unfilled: `__CPAID__` for CPAId. */
  | { readonly kind: 'placeholder'; readonly element: EbxmlPath }
  /** `attribute` is a local name: `version`, `mustUnderstand`, `actor`, `type`, `href`. */
  | { readonly kind: 'omit-attribute'; readonly element: EbxmlPath; readonly attribute: string }
  | {
      readonly kind: 'set-attribute';
      readonly element: EbxmlPath;
      readonly attribute: string;
      readonly value: string;
    }
  /** Attributes lose their namespace prefix, on one element or on all. */
  | { readonly kind: 'unprefixed-attributes'; readonly element?: EbxmlPath }
  /** The prefix is used but not declared, as one supplier does with `eb` and `xlink`. */
  | { readonly kind: 'undeclared-prefix'; readonly prefix: string };

/** How an envelope is written where ebMS leaves a choice, and what is to be wrong with it. */
export interface EbxmlStyle {
  readonly soapPrefix: string;
  readonly ebPrefix: string;
  readonly hl7Prefix: string;
  readonly xlinkPrefix: string;
  /** One of the two spellings of `names.ts`, or a wrong one. */
  readonly hl7Namespace: string;
  /** Declared as `xsi` when given; Spine writes `http://www.w3c.org/2001/XML-Schema-Instance`. */
  readonly xsiNamespace: string | undefined;
  readonly xmlDeclaration: boolean;
  /** The empty text writes the envelope on one line. */
  readonly lineEnding: '\n' | '\r\n' | '';
  readonly indent: string;
  /** TPP and INPS write `always`, the others leave the element empty. */
  readonly duplicateElimination: '' | 'always';
  /** The MHS adaptor puts mustUnderstand on the Manifest, Spine does not. */
  readonly manifestMustUnderstand: boolean;
  readonly versionFirst: boolean;
  /** The national examples give every pair of a Description a line of its own. */
  readonly descriptionLayout: 'line' | 'block';
  readonly defects: readonly EbxmlDefect[];
}

/** Business messages as the MHS adaptor writes them (mhs 3.4). */
export const MESSAGE_STYLE: EbxmlStyle = {
  soapPrefix: 'SOAP',
  ebPrefix: 'eb',
  hl7Prefix: 'hl7ebxml',
  xlinkPrefix: 'xlink',
  hl7Namespace: HL7_EBXML_NS,
  xsiNamespace: undefined,
  xmlDeclaration: true,
  lineEnding: '\n',
  indent: ' ',
  duplicateElimination: '',
  manifestMustUnderstand: true,
  versionFirst: false,
  descriptionLayout: 'line',
  defects: [],
};

/** Signals as Spine's own stylesheets write them (mhs 3.6, 3.7). */
export const SIGNAL_STYLE: EbxmlStyle = {
  ...MESSAGE_STYLE,
  soapPrefix: 'soap',
  manifestMustUnderstand: false,
  versionFirst: true,
};

export function defaultStyle(message: EbxmlMessage): EbxmlStyle {
  return message.service === SIGNAL_SERVICE ? SIGNAL_STYLE : MESSAGE_STYLE;
}
