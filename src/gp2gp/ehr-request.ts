/** An EHR request, gp2gp 2.4. */
export interface EhrRequest {
  /** `EhrRequest/id`, which the extract names as its prior request. */
  readonly id: string;
  readonly nhsNumber: string;
  /** The practice that asks: author. */
  readonly requesterOds: string;
  /** The practice that is asked: destination. */
  readonly senderOds: string;
}
