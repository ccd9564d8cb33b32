/** The answers to what a practice asks of PDS and SDS. */
export type LookupEvent =
  /** To `retrieve-patient`. */
  | { readonly kind: 'patient-retrieved'; readonly patient: PatientFacts }
  | {
      readonly kind: 'patient-not-retrieved';
      readonly why: 'unknown' | 'failed';
      readonly because: string;
    }
  /** To `update-registration`. */
  | { readonly kind: 'registration-updated' }
  | {
      readonly kind: 'registration-not-updated';
      readonly why: 'refused' | 'failed';
      readonly because: string;
    }
  /** To `look-up-system`. */
  /** `asid` where the directory says it: an extract must come from that system. */
  | { readonly kind: 'system-found'; readonly asid?: string }
  | {
      readonly kind: 'system-not-found';
      readonly why: 'none' | 'several' | 'failed';
      readonly because: string;
    };

/** What PDS tells of a patient, as far as a transfer turns on it (pds-identity 1.7). */
export interface PatientFacts {
  /** Another one than was asked for when that has been superseded. */
  readonly nhsNumber: string;
  /** ODS code of the practice in force. */
  readonly practice: string | undefined;
  /** The one before it, where the practice in force is the one that asks PDS. */
  readonly practiceBefore: string | undefined;
  readonly deceased: boolean;
  /** Reason code of a removal from the practice's list that is in force. */
  readonly removal: string | undefined;
  /** PDS tells only the number: the practice stays unknown. */
  readonly sensitive: boolean;
}
