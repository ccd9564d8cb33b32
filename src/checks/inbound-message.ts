import type { Contract, Pattern } from '../domain/contract.ts';
import type { EbxmlMessage } from '../wire/ebxml/ebxml-message.ts';
import type { MimePackage } from '../wire/mime/mime-package.ts';
import type { Deviation } from '../wire/reading.ts';

/** The HTTP request as far as checks look at it. */
export interface HttpFacts {
  readonly method: string;
  readonly path: string;
  readonly soapAction: string | undefined;
  readonly contentType: string | undefined;
  readonly contentLength: number | undefined;
  readonly chunked: boolean;
}

/** Whom a connection came from. */
export interface PeerFacts {
  /** Names in the certificate; none without a certificate. */
  readonly names: readonly string[];
  /** Party keys that those names are registered for. */
  readonly speaksFor: readonly string[];
}

/** What the directory says of the message's parties and interaction. */
export interface DirectoryFacts {
  /** Whether the From party is known. */
  readonly fromKnown: boolean;
  readonly toKnown: boolean;
  /** The recipient's contract for this service and action. */
  readonly contract: Contract | undefined;
  /** Whether any contract has the message's CPAId. */
  readonly cpaKnown: boolean;
  /** Whether any party has a contract for this service and action. */
  readonly interactionKnown: boolean;
  readonly pattern: Pattern | undefined;
  /** Whose ASID it is: a party key. `undefined` where nobody can be asked. */
  readonly partyOf?: ((asid: string) => string | undefined) | undefined;
  /** Nothing but the pattern is known, and that by definition: see `forwardReliable`. */
  readonly assumed?: boolean;
}

export interface MessageLimits {
  readonly messageBytes: number;
  readonly parts: number;
  readonly partBytes: number;
}

/** A message as it came in, read: what the checks of the transport judge. */
export interface InboundMessage {
  /** `undefined` for a captured message without its HTTP headers. */
  readonly http: HttpFacts | undefined;
  /** `undefined` for an envelope that came alone, as signals do. */
  readonly mime: MimePackage | undefined;
  readonly mimeDeviations: readonly Deviation[];
  readonly envelope: EbxmlMessage;
  readonly envelopeDeviations: readonly Deviation[];
  /** `undefined` where no directory is at hand, as in offline inspection. */
  readonly directory: DirectoryFacts | undefined;
  readonly limits: MessageLimits;
  readonly now: Date;
  /** Who sent it by the certificate; `undefined` where that is not known, or was judged elsewhere. */
  readonly peer?: PeerFacts | undefined;
}
