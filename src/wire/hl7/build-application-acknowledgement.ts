import type { AcknowledgementType } from './application-acknowledgement.ts';
import { GP2GP_REASON_SYSTEM, INTERACTION_ROOT } from './names.ts';
import type { AcknowledgementDetail, TransmissionWrapper } from './transmission-wrapper.ts';
import type { WrapperStyle } from './write-wrapper.ts';

/**
 * Whose habits an acknowledgement follows (gp2gp.md 2.5): REQ the requesting adaptor and the MIM, SND
 * the sending adaptor, EMIS, TPP, and PRM the national repository.
 */
export type AcknowledgementForm = 'REQ' | 'SND' | 'EMIS' | 'TPP' | 'PRM';

export interface AcknowledgementContent {
  /** New HL7 id of the acknowledgement. */
  readonly id: string;
  /** `YYYYMMDDhhmmss` */
  readonly creationTime: string;
  /** HL7 id of the message that is acknowledged. */
  readonly messageRef: string;
  readonly fromAsid: string;
  readonly toAsid: string;
  /** Why it is refused; an acceptance when `undefined`. */
  readonly refusal: { readonly code: string; readonly display: string } | undefined;
}

/** An MCCI_IN010000UK13 as the named system writes it, ready for `writeWrapper`. */
export function buildApplicationAcknowledgement(
  form: AcknowledgementForm,
  content: AcknowledgementContent,
): TransmissionWrapper {
  const { refusal, fromAsid, toAsid } = content;
  const typeCode = typeOf(form, refusal?.code);
  const code = refusal && {
    code: refusal.code,
    codeSystem: GP2GP_REASON_SYSTEM,
    displayName: refusal.display,
  };
  return {
    rootName: 'MCCI_IN010000UK13',
    id: content.id,
    creationTime: content.creationTime,
    versionCode: versionOf(form, refusal !== undefined),
    interactionId: { root: INTERACTION_ROOT, extension: 'MCCI_IN010000UK13' },
    processingCode: 'P',
    processingModeCode: 'T',
    acceptAckCode: 'NE',
    acknowledgement: {
      typeCode,
      details: code === undefined ? [] : detailsOf(form, typeCode, code),
      messageRef: content.messageRef,
    },
    receivers: [toAsid],
    senders: [fromAsid],
    systems: [fromAsid],
    author: undefined,
    reasons: code === undefined ? [] : [{ ...code, qualifier: 'ER' }],
    controlAct: undefined,
  };
}

/** How the named system lays its acknowledgements out. */
export function acknowledgementStyle(form: AcknowledgementForm): WrapperStyle {
  if (form === 'EMIS') return { indent: '  ', types: true, qualifier: 'inverted' };
  if (form === 'TPP') return { indent: '  ', declaration: true, qualifier: 'value' };
  return { qualifier: form === 'REQ' ? 'value' : 'inverted' };
}

function typeOf(form: AcknowledgementForm, code: string | undefined): AcknowledgementType {
  if (code === undefined) return 'AA';
  if (form === 'PRM') return code === '30' || code === '99' ? 'AE' : 'AR';
  return form === 'REQ' || form === 'SND' ? 'AE' : 'AR';
}

// gp2gp.md 2.2: EMIS always, SND and PRM for refusals only, write the older version.
function versionOf(form: AcknowledgementForm, refused: boolean): string {
  const older = form === 'EMIS' || (refused && (form === 'SND' || form === 'PRM'));
  return older ? 'V3NPfIT3.1.10' : 'V3NPfIT4.2.00';
}

function detailsOf(
  form: AcknowledgementForm,
  typeCode: AcknowledgementType,
  code: Omit<AcknowledgementDetail, 'typeCode'>,
): readonly AcknowledgementDetail[] {
  switch (form) {
    case 'REQ':
      return [];
    case 'SND':
    case 'EMIS':
      return [{ ...code, codeSystem: undefined, typeCode: 'ER' }];
    default:
      return [{ ...code, typeCode }];
  }
}
