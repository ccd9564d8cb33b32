import { APPLICATION_ACKNOWLEDGEMENT } from '../domain/interaction.ts';
import { normalizeResponseCode, responseCode } from '../gp2gp/response-codes.ts';
import { GP2GP_REASON_SYSTEM, QUALIFIER_SYSTEM } from '../wire/hl7/names.ts';
import type { Check } from './check.ts';
import { placeOf, UPPER_CASE_UUID } from './payload-place.ts';
import type { ReadPayload } from './read-message.ts';

const ACKNOWLEDGEMENT = 'acknowledgement';
const DETAIL = `${ACKNOWLEDGEMENT}/acknowledgementDetail`;
const REASON = 'ControlActEvent/reason';
const REASON_CODE = `${REASON}/justifyingDetectedIssueEvent/code`;

/** Codes that the national model took out of use (gp2gp 4.2). */
const DEPRECATED = new Set(['03', '04', '05']);

export const acknowledgementShape: Check<ReadPayload> = {
  id: 'HL7-WRAPPER-08',
  clause: 'mhs 5.4 L10',
  basis: 'N',
  severity: 'must',
  title: 'an application acknowledgement has typeCode AA, AE or AR and names one message',
  advice:
    'Write one acknowledgement with AA, AE or AR and the HL7 id of the message that is answered.',
  *examine(payload) {
    const { facts, wrapper } = payload;
    const count = facts.count(ACKNOWLEDGEMENT);
    if (facts.root.name === APPLICATION_ACKNOWLEDGEMENT ? count !== 1 : count > 1) {
      yield {
        message: `there are ${count} acknowledgements`,
        ...placeOf(payload, ACKNOWLEDGEMENT, 1),
      };
    }
    if (!wrapper.acknowledgement) return;
    const { typeCode, messageRef } = wrapper.acknowledgement;
    if (!/^A[AER]$/.test(typeCode)) {
      yield { message: `typeCode is "${typeCode}"`, ...placeOf(payload, ACKNOWLEDGEMENT) };
    }
    if (!UPPER_CASE_UUID.test(messageRef)) {
      const message = messageRef === '' ? 'messageRef is missing' : `messageRef is "${messageRef}"`;
      yield { message, ...placeOf(payload, `${ACKNOWLEDGEMENT}/messageRef/id`) };
    }
  },
};

export const acknowledgementReasons: Check<ReadPayload> = {
  id: 'HL7-WRAPPER-09',
  clause: 'mhs 5.4 L11',
  basis: 'N',
  severity: 'should',
  title: 'AA gives no error, AE gives a reason, AR a detail or a reason',
  advice: 'Give a reason with every AE, a detail or a reason with every AR, no error with an AA.',
  *examine(payload) {
    const { acknowledgement, reasons } = payload.wrapper;
    if (!acknowledgement) return;
    const { typeCode, details } = acknowledgement;
    if (typeCode === 'AE' && reasons.length === 0) {
      yield { message: 'AE without a reason', ...placeOf(payload, REASON) };
    }
    if (typeCode === 'AR' && reasons.length + details.length === 0) {
      yield { message: 'AR without a detail or a reason', ...placeOf(payload, REASON) };
    }
    if (typeCode === 'AA' && reasons.some(({ qualifier }) => qualifier === 'ER')) {
      yield { message: 'AA with an error as its reason', ...placeOf(payload, REASON) };
    }
  },
};

/** Every code of a refusal: as written, and where it stands. */
function codesOf({ wrapper }: ReadPayload): readonly { code: string; path: string; nth: number }[] {
  const { acknowledgement, reasons } = wrapper;
  if (!acknowledgement || acknowledgement.typeCode === 'AA') return [];
  return [
    ...reasons.map(({ code }, nth) => ({ code, path: REASON_CODE, nth })),
    ...acknowledgement.details.map(({ code }, nth) => ({ code, path: `${DETAIL}/code`, nth })),
  ].filter(({ code }) => code !== '');
}

export const codeHasTwoDigits: Check<ReadPayload> = {
  id: 'GP2GP-ACK-01',
  clause: 'gp2gp 2.5',
  basis: 'I',
  severity: 'should',
  title: 'a response code has two digits',
  advice: 'Pad response codes to two digits: 06 and not 6.',
  *examine(payload) {
    for (const { code, path, nth } of codesOf(payload)) {
      if (/^\d\d$/.test(code)) continue;
      const padded = normalizeResponseCode(code);
      yield {
        message: `the code is written "${code}"`,
        ...placeOf(payload, path, nth),
        ...(padded === code ? {} : { suggestion: `code="${padded}"` }),
      };
    }
  },
};

export const codeIsInUse: Check<ReadPayload> = {
  id: 'GP2GP-ACK-02',
  clause: 'gp2gp 4.2',
  basis: 'P',
  severity: 'must',
  title: 'a refusal gives no code that was taken out of use',
  advice: 'Use a code of the published list instead of 03, 04 and 05.',
  *examine(payload) {
    for (const { code, path, nth } of codesOf(payload)) {
      if (!DEPRECATED.has(normalizeResponseCode(code))) continue;
      yield { message: `code ${code} is deprecated`, ...placeOf(payload, path, nth) };
    }
  },
};

export const codeIsKnown: Check<ReadPayload> = {
  id: 'GP2GP-ACK-03',
  clause: 'gp2gp 4.2',
  basis: 'P',
  severity: 'should',
  title: 'a refusal gives a code of the published list',
  advice: 'Use a code of the published list; 99 stands for whatever it does not name.',
  *examine(payload) {
    for (const { code, path, nth } of codesOf(payload)) {
      if (responseCode(code) || DEPRECATED.has(normalizeResponseCode(code))) continue;
      yield { message: `unrecognised code ${code}`, ...placeOf(payload, path, nth) };
    }
  },
};

export const codeStandsInReason: Check<ReadPayload> = {
  id: 'GP2GP-ACK-04',
  clause: 'gp2gp 1.5 D5, 2.5',
  basis: 'N',
  severity: 'should',
  title: 'the code of a refusal stands in the reason of the control act',
  advice: 'Write the code in ControlActEvent/reason; a detail may repeat it.',
  *examine(payload) {
    const { acknowledgement, reasons } = payload.wrapper;
    if (acknowledgement?.typeCode !== 'AR' || reasons.some(({ code }) => code !== '')) return;
    if (acknowledgement.details.length === 0) return;
    const where = placeOf(payload, DETAIL);
    yield { message: 'the code stands in acknowledgementDetail alone', ...where };
  },
};

export const refusalIsAe: Check<ReadPayload> = {
  id: 'GP2GP-ACK-05',
  clause: 'gp2gp 1.5 D4, 2.5',
  basis: 'N',
  severity: 'note',
  title: 'a refusal for reasons of content has the typeCode AE',
  advice: 'Write AE when the content is refused; AR means that the message could not be handled.',
  *examine(payload) {
    if (payload.wrapper.acknowledgement?.typeCode !== 'AR') return;
    yield { message: 'the refusal is AR', ...placeOf(payload, ACKNOWLEDGEMENT) };
  },
};

export const detailTypes: Check<ReadPayload> = {
  id: 'GP2GP-ACK-06',
  clause: 'gp2gp 2.5, mhs 3.11',
  basis: 'N',
  severity: 'note',
  title: 'an acknowledgementDetail has the typeCode ER, WG or IF',
  advice: 'Write ER for an error, WG for a warning, IF for information.',
  *examine(payload) {
    for (const [nth, { typeCode }] of payload.wrapper.acknowledgement?.details.entries() ?? []) {
      if (/^(ER|WG|IF)$/.test(typeCode ?? '')) continue;
      yield {
        message: `the typeCode of a detail is "${typeCode ?? ''}"`,
        ...placeOf(payload, DETAIL, nth),
      };
    }
  },
};

export const reasonVocabulary: Check<ReadPayload> = {
  id: 'GP2GP-ACK-07',
  clause: 'gp2gp 2.3, 2.5',
  basis: 'N',
  severity: 'should',
  title: 'a reason names its vocabulary and says in its qualifier how bad it is',
  advice: `Write codeSystem="${GP2GP_REASON_SYSTEM}" and a qualifier ER, WG or IF of ${QUALIFIER_SYSTEM}.`,
  *examine(payload) {
    if (payload.facts.root.name !== APPLICATION_ACKNOWLEDGEMENT) return;
    for (const [nth, { codeSystem, qualifier }] of payload.wrapper.reasons.entries()) {
      const where = placeOf(payload, REASON_CODE, nth);
      if (codeSystem !== GP2GP_REASON_SYSTEM) {
        yield { message: `the codeSystem of a reason is "${codeSystem ?? ''}"`, ...where };
      }
      if (!/^(ER|WG|IF)$/.test(qualifier ?? '')) {
        yield { message: `the qualifier of a reason is "${qualifier ?? ''}"`, ...where };
      }
    }
  },
};

export const applicationAcknowledgementChecks: readonly Check<ReadPayload>[] = [
  acknowledgementShape,
  acknowledgementReasons,
  codeHasTwoDigits,
  codeIsInUse,
  codeIsKnown,
  codeStandsInReason,
  refusalIsAe,
  detailTypes,
  reasonVocabulary,
];
