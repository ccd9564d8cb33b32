import type { ExtractFrame } from './ehr-extract.ts';
import type { EhrRequest } from './ehr-request.ts';
import type { ManifestDocument } from './large/document-facts.ts';
import type { LargeMessage } from './large/large-message.ts';

interface ArrivalIds {
  /** Of the ebXML envelope. */
  readonly messageId: string;
  /** The HL7 wrapper id; `undefined` when the payload could not be read so far. */
  readonly hl7Id: string | undefined;
  /** ASID of the system that the HL7 wrapper names as sender. */
  readonly fromAsid?: string | undefined;
  /** `eb:Timestamp` as written. */
  readonly timestamp?: string | undefined;
}

/** A message of the conversation that came in, as far as it could be read. */
export type Arrival = ArrivalIds &
  (
    | {
        readonly kind: 'request';
        /** `undefined` when it cannot be read; `fault` says why. */
        readonly request: EhrRequest | undefined;
        readonly fault: string | undefined;
        /** Whether the directory names exactly one system for the requester. */
        readonly requesterKnown: boolean;
      }
    | {
        readonly kind: 'extract';
        readonly extract: ExtractFrame | undefined;
        readonly fault: string | undefined;
        /** `RCMR_IN030000UK06` or `UK07`, the ebXML action; its contract gives the overall timer (gp2gp 4.6). */
        readonly interaction: string;
        /**
         * References of the manifest beside the payload. The record is large if one of them is external
         * (gp2gp 3.2).
         */
        readonly documents: readonly ManifestDocument[];
      }
    | {
        readonly kind: 'acknowledgement';
        /** `AA`, `AE` or `AR`; `undefined` when the payload cannot be read. */
        readonly typeCode: string | undefined;
        /** `messageRef/id` as written. */
        readonly refTo: string;
        /** From the reason, else from the detail (gp2gp 2.5). */
        readonly code: string | undefined;
        /** Where the code stands: suppliers differ (D5). */
        readonly codeIn?: 'reason' | 'detail' | 'both' | undefined;
      }
    /** A continue, a fragment or an index. */
    | {
        readonly kind: 'large-message';
        /** `undefined` when it cannot be read; `fault` says why. */
        readonly large: LargeMessage | undefined;
        readonly fault: string | undefined;
      }
    | { readonly kind: 'other'; readonly action: string }
  );
