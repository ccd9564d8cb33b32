import type { Finding } from '../domain/finding.ts';

/** What a message is to a transfer (gp2gp 1.2, 2.6). */
export type MessageRole =
  | 'request'
  | 'request-acknowledgement'
  | 'extract'
  | 'continue'
  | 'fragment'
  | 'index'
  | 'fragment-acknowledgement'
  | 'continue-acknowledgement'
  | 'final-acknowledgement'
  /** Of a message that nobody knows. */
  | 'stray-acknowledgement'
  | 'other';

export interface AcknowledgementFacts {
  /** `AA`, `AE`, `AR`, or what stands there. */
  readonly typeCode: string;
  /** Two digits as it was meant; `undefined` when it accepts or names none. */
  readonly code: string | undefined;
  /** As it was written. */
  readonly codeAsWritten: string | undefined;
  /** Where the code stands (gp2gp 1.5 D5). */
  readonly codeIn: 'reason' | 'detail' | 'both' | undefined;
  readonly refTo: string;
  /** Which id of the message it is about is named; `undefined` when that message is not known. */
  readonly names: 'hl7-id' | 'message-id' | 'extract-id' | undefined;
  /** Sequence of the message that it is about. */
  readonly about: number | undefined;
}

/** A `mid:` or `cid:` reference of a manifest. */
export interface ReferenceFacts {
  readonly href: string;
  /** The manifest's `eb:id` without its underscore. */
  readonly documentId: string | undefined;
  readonly description: string;
}

/** A message that Spine took, or refused, between the system and those who play against it. */
export interface TranscriptMessage {
  /** Of Spine's journal entry: the evidence. */
  readonly sequence: number;
  readonly at: string;
  readonly from: 'system' | 'counterpart' | 'stranger';
  readonly role: MessageRole;
  readonly interaction: string;
  readonly conversationId: string;
  readonly messageId: string;
  readonly hl7Id: string | undefined;
  readonly bytes: number;
  /** Whether Spine took it. A refused one was answered with an error. */
  readonly taken: boolean;
  /** A copy of a message that was taken before. */
  readonly duplicate: boolean;
  readonly acknowledgement: AcknowledgementFacts | undefined;
  readonly references: readonly ReferenceFacts[];
  /** `EhrExtract/id` of an extract. */
  readonly extractId: string | undefined;
  /** `EhrRequest/id` of a request, and of an extract the one it answers. */
  readonly requestId: string | undefined;
  /** NHS number of a request or an extract. */
  readonly nhsNumber: string | undefined;
  /** What was done to it on purpose on its way in: `no-answer`, `soap-fault`. */
  readonly disturbed?: string | undefined;
  /** Party key that it is addressed to. */
  readonly to: string;
  readonly findings: readonly Finding[];
}

/** The messages of one situation so far, oldest first. Grows while the situation lasts. */
export interface Transcript {
  readonly messages: readonly TranscriptMessage[];
}
