import type { TransmissionWrapper } from '../../../wire/hl7/transmission-wrapper.ts';

/** Why PDS answered as it did: a code with its text (pds-identity 1.9). */
export interface PdsReason {
  readonly code: string;
  readonly text: string;
  /** `ER` for errors, `WG` for warnings; as written. */
  readonly severity: string | undefined;
}

/** The reasons of an answer: those of the business, then those of the transport (pds-identity 1.9). */
export function reasonsOf({ reasons, acknowledgement }: TransmissionWrapper): PdsReason[] {
  return [
    ...reasons.map(({ code, displayName, qualifier }) => ({
      code,
      text: displayName ?? '',
      severity: qualifier,
    })),
    ...(acknowledgement?.details ?? []).map(({ code, displayName, typeCode }) => ({
      code,
      text: displayName ?? '',
      severity: typeCode,
    })),
  ];
}

/** Reasons in one line: the specific code stands last and tells most, so it comes first. */
export function reasonLine(reasons: readonly PdsReason[]): string {
  const lines = reasons.toReversed().map(({ code, text }) => `${code} ${text}`.trim());
  return lines.length > 0 ? lines.join('; ') : 'no reason given';
}
