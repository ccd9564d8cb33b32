import { HL7_NS } from '../../../wire/hl7/names.ts';
import { wrapperFromElement } from '../../../wire/hl7/read-wrapper.ts';
import { type Reading, readAs, unreadable } from '../../../wire/reading.ts';
import { readXml } from '../../../wire/xml/read-xml.ts';
import { attributeOf, firstChild, type XmlElement } from '../../../wire/xml/xml-element.ts';
import { UPDATE_FAILURE, UPDATE_SUCCESS } from './client-names.ts';
import { type PdsReason, reasonsOf } from './pds-reason.ts';

/** What PDS answered to an update (pds-identity 1.8, 1.9). */
export type UpdateAnswer = {
  /** Of the answer itself: the same one may come in two messages. */
  readonly hl7Id: string;
  /** HL7 id of the update that is answered. */
  readonly messageRef: string;
  readonly reasons: readonly PdsReason[];
} & (
  | {
      readonly kind: 'updated';
      /** The next update's; `undefined` when the answer has none. */
      readonly serialNumber: number | undefined;
    }
  /** `AE`: PDS refuses what the update says. `AR`: the transport refuses the message. */
  | { readonly kind: 'refused'; readonly type: string }
);

/**
 * Reads the payload of an answer to an update. Fails with the failures of `readXml` and with
 * `pds.other-answer` for a message that is none.
 */
export function readUpdateAnswer(payload: Uint8Array): Reading<UpdateAnswer> {
  const xml = readXml(payload);
  if (!xml.ok) return xml;
  const wrapped = wrapperFromElement(xml.value);
  if (!wrapped.ok) return wrapped;
  const { rootName, id, acknowledgement } = wrapped.value;
  const deviations = [...xml.deviations, ...wrapped.deviations];
  if (!acknowledgement || (rootName !== UPDATE_SUCCESS && rootName !== UPDATE_FAILURE)) {
    const text = `${rootName} is no answer to an update`;
    return unreadable('pds.other-answer', text, xml.value.at, deviations);
  }
  const { typeCode, messageRef } = acknowledgement;
  const common = { hl7Id: id, messageRef, reasons: reasonsOf(wrapped.value) };
  if (typeCode === 'AA' && rootName === UPDATE_SUCCESS) {
    const serialNumber = serialNumberOf(xml.value);
    return readAs({ ...common, kind: 'updated', serialNumber }, deviations);
  }
  return readAs({ ...common, kind: 'refused', type: typeCode }, deviations);
}

const TO_SERIAL_NUMBER = [
  'ControlActEvent',
  'subject',
  'PdsSuccessfulUpdateResponse',
  'pertinentInformation',
  'pertinentSerialChangeNumber',
  'value',
];

function serialNumberOf(message: XmlElement): number | undefined {
  let at: XmlElement | undefined = message;
  for (const name of TO_SERIAL_NUMBER) at = at && firstChild(at, HL7_NS, name);
  const text = at && attributeOf(at, '', 'value');
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
