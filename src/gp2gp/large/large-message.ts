import type { ManifestDocument } from './document-facts.ts';

/**
 * What a COPC message is (gp2gp 2.6): a `continue` says so in its subject; a `fragment` brings bytes; an `index`
 * names other messages, and in the Vision form brings the first bytes too; `bare` is none of these.
 */
export type LargeMessageKind = 'continue' | 'fragment' | 'index' | 'bare';

/** A COPC_IN000001UK01, as far as a transfer turns on it. Plain data. */
export interface LargeMessage {
  readonly kind: LargeMessageKind;
  /** `Gp2gpfragment/subject`; empty when there is none. */
  readonly subject: string;
  /** ODS codes; Vision leaves them empty. */
  readonly recipients: readonly string[];
  /** ODS code of the writer; `undefined` when it is empty or absent. */
  readonly from: string | undefined;
  /** `Gp2gpfragment/message-id`. */
  readonly statedId: string | undefined;
  /** Of a continue: what its `messageRef` names. */
  readonly messageRef: string | undefined;
  /** Of a continue: what its `acknowledgedMessage` names. */
  readonly acknowledgedMessage: string | undefined;
  /** `PayloadInformation/code`: suppliers differ (D9). */
  readonly code: string | undefined;
  /** References of the manifest beside the payload, in its order. */
  readonly documents: readonly ManifestDocument[];
}
