import { element, type WritableElement } from '../../wire/xml/write-xml.ts';
import {
  availabilityNode,
  codeNode,
  componentNode,
  idNode,
  spanNode,
  statusNode,
} from '../record-nodes.ts';
import { DOSAGES, MEDICINES, PRESCRIPTION } from './clinical-terms.ts';
import type { EntryTime, RecordContext } from './record-context.ts';

type Medicine = (typeof MEDICINES)[number];

/** A repeat medicine that was authorised, and one issue of it (gp2gp 2.7, MedicationStatement). */
export function medicationStatements(
  context: RecordContext,
  time: EntryTime,
): readonly WritableElement[] {
  const { random, ids } = context;
  const medicine = random.pick(MEDICINES);
  const quantity = random.int(1, 4) * 28;
  const authoriseId = ids.uuid();
  const authorise = element('ehrSupplyAuthorise', { classCode: 'SPLY', moodCode: 'INT' }, [
    idNode(authoriseId),
    codeNode(PRESCRIPTION),
    statusNode(),
    availabilityNode(time.day),
    element('repeatNumber', { value: String(random.int(1, 12)) }),
    quantityNode(quantity, medicine),
  ]);
  const prescribe = element('ehrSupplyPrescribe', { classCode: 'SPLY', moodCode: 'RQO' }, [
    idNode(ids.uuid()),
    codeNode(PRESCRIPTION),
    statusNode(),
    availabilityNode(time.day),
    quantityNode(quantity, medicine),
    element('inFulfillmentOf', { typeCode: 'FLFS' }, [
      element('priorMedicationRef', { classCode: 'SBADM', moodCode: 'INT' }, [idNode(authoriseId)]),
    ]),
  ]);
  const dosage = random.pick(DOSAGES);
  return [
    medication(context, time, medicine, 'INT', authorise, dosage),
    medication(context, time, medicine, 'ORD', prescribe, dosage),
  ];
}

function medication(
  { ids }: RecordContext,
  { day }: EntryTime,
  medicine: Medicine,
  moodCode: 'INT' | 'ORD',
  supply: WritableElement,
  dosage: string,
): WritableElement {
  const yearLater = `${Number(day.slice(0, 4)) + 1}0101`;
  return element('MedicationStatement', { classCode: 'SBADM', moodCode }, [
    idNode(ids.uuid()),
    statusNode(),
    spanNode(day, yearLater),
    availabilityNode(day),
    element('consumable', { typeCode: 'CSM' }, [
      element('manufacturedProduct', { classCode: 'MANU' }, [
        element('manufacturedMaterial', { classCode: 'MMAT', determinerCode: 'KIND' }, [
          codeNode(medicine),
        ]),
      ]),
    ]),
    componentNode(supply),
    element('pertinentInformation', { typeCode: 'PERT' }, [
      element('pertinentMedicationDosage', { classCode: 'SBADM', moodCode: 'RMD' }, [
        element('text', {}, dosage),
      ]),
    ]),
  ]);
}

function quantityNode(value: number, { form }: Medicine): WritableElement {
  return element('quantity', { value: String(value), unit: '1' }, [
    element('translation', { value: String(value) }, [element('originalText', {}, form)]),
  ]);
}
