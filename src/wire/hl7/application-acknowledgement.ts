import type { Deviation, Reading } from '../reading.ts';
import { readAs, START, unreadable } from '../reading.ts';
import { readWrapper } from './read-wrapper.ts';
import type { TransmissionWrapper } from './transmission-wrapper.ts';

/** AA accepted, AE rejected for its content, AR not processed (mhs 3.11). */
export type AcknowledgementType = 'AA' | 'AE' | 'AR';
export type IssueSeverity = 'ER' | 'WG' | 'IF';

/** One code that an acknowledgement gives, and where it stood. */
export interface AcknowledgementCode {
  /** As written. */
  readonly code: string;
  readonly codeSystem: string | undefined;
  readonly displayName: string | undefined;
  readonly severity: IssueSeverity | undefined;
  readonly source: 'reason' | 'detail';
}

/** An application acknowledgement, MCCI_IN010000UK13, in any supplier's form (gp2gp.md 2.5). */
export interface ApplicationAcknowledgement {
  /** Of the acknowledgement message itself. */
  readonly id: string;
  readonly type: AcknowledgementType;
  /** The HL7 id of the message that is acknowledged. */
  readonly messageRef: string;
  /** The code that counts: the first reason, else the first detail; at least two digits. */
  readonly responseCode: string | undefined;
  /** All codes in the order in which they count: reasons, then details. */
  readonly codes: readonly AcknowledgementCode[];
}

/** Reads the payload of an MCCI_IN010000UK13. Unreadable without AA, AE or AR. */
export function readApplicationAcknowledgement(
  payload: Uint8Array,
): Reading<ApplicationAcknowledgement> {
  const wrapper = readWrapper(payload);
  if (!wrapper.ok) return wrapper;
  const acknowledgement = acknowledgementOf(wrapper.value);
  const deviations = [...wrapper.deviations, ...acknowledgement.deviations];
  return { ...acknowledgement, deviations };
}

/** What a wrapper says as an acknowledgement; its codes in the order of gp2gp.md 2.5. */
export function acknowledgementOf(
  wrapper: TransmissionWrapper,
): Reading<ApplicationAcknowledgement> {
  const { acknowledgement, reasons } = wrapper;
  if (acknowledgement === undefined) {
    return unreadable('hl7.no-acknowledgement', `${wrapper.rootName} has no acknowledgement`);
  }
  const type = (['AA', 'AE', 'AR'] as const).find((known) => known === acknowledgement.typeCode);
  if (type === undefined) {
    const message = `acknowledgement/@typeCode "${acknowledgement.typeCode}" is not AA, AE or AR`;
    return unreadable('hl7.acknowledgement-type', message);
  }
  const deviations: Deviation[] = [];
  const odd = (code: string, message: string): void => {
    deviations.push({ code: `hl7.${code}`, message, at: START });
  };
  const codes: AcknowledgementCode[] = [
    ...reasons.map(({ qualifier, ...code }) => {
      const severity = severityOf(qualifier);
      if (severity === undefined) odd('qualifier', `reason ${code.code} has no ER, WG or IF`);
      return { ...code, severity, source: 'reason' } as const;
    }),
    ...acknowledgement.details.map(({ typeCode, ...code }) => {
      const severity = severityOf(typeCode);
      const said = `acknowledgementDetail/@typeCode is "${typeCode ?? ''}"`;
      if (severity === undefined) odd('detail-type', `${said}, not ER, WG or IF`);
      return { ...code, severity, source: 'detail' } as const;
    }),
  ];
  for (const { code } of codes) {
    if (code === '') odd('code', 'a reason or detail has no code');
    else if (/^\d$/.test(code)) odd('code-width', `code "${code}" has one digit`);
  }
  if (type !== 'AA' && codes.length === 0) odd('no-code', `${type} without any code`);
  if (type === 'AA' && codes.some(({ severity }) => severity === 'ER')) {
    odd('accepted-with-error', 'AA with an error code');
  }
  const first = codes.find(({ code }) => code !== '');
  return readAs(
    {
      id: wrapper.id,
      type,
      messageRef: acknowledgement.messageRef,
      responseCode: first && padCode(first.code),
      codes,
    },
    deviations,
  );
}

/** Codes compare as numbers of two digits: one sender wrote `6` for `06` (gp2gp.md 2.5). */
export function padCode(code: string): string {
  return /^\d$/.test(code) ? `0${code}` : code;
}

function severityOf(text: string | undefined): IssueSeverity | undefined {
  return (['ER', 'WG', 'IF'] as const).find((known) => known === text);
}
