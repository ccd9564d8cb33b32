import type { Patient } from '../patient.ts';
import { numberOf } from '../plain-patient.ts';
import {
  adult,
  homeAddress,
  homePhone,
  PHARMACY,
  PRACTICE,
  registration,
  usualName,
} from './pieces.ts';

/** Numbers 1 and 2: ordinary people (pds-identity 5.5). */
export function ordinaryAdults(): readonly Patient[] {
  return [alpha(), bravo()];
}

/** 1. Field by field the published example, in FHIR and in HL7. */
function alpha(): Patient {
  return adult(
    {
      ...{ number: '9991001018', prefix: 'MS', given: 'ALPHA', family: 'TESTPATIENT' },
      ...{ gender: '2', born: '19800229', house: 1 },
    },
    {
      scn: 12,
      provisions: [
        registration(PRACTICE.A),
        { id: 'SIM0B', code: 'P1', ods: PHARMACY, from: '20210301' },
      ],
    },
  );
}

/** 2. Rich in history; every kind of thing that a record can hold. */
function bravo(): Patient {
  const house = { number: '9991001026', given: 'BRAVO', family: 'LONGHISTORY', house: 2 } as const;
  return adult(
    { ...house, prefix: 'MRS', gender: '2', born: '19611105' },
    {
      scn: 37,
      names: [
        usualName({ prefix: 'MRS', given: ['BRAVO', 'ANN'], family: 'LONGHISTORY' }, '20150606'),
        { id: 'SIM0F', use: 'PREFERRED', given: ['BEE'], family: 'LONGHISTORY', from: '20150606' },
        {
          ...{ id: 'SIM0G', use: 'PREVIOUS', prefix: 'MRS', given: ['BRAVO', 'ANN'] },
          ...{ family: 'FORMERNAME', from: '19850420', to: '20150606' },
        },
        {
          ...{ id: 'SIM0H', use: 'PREVIOUS-BIRTH', prefix: 'MISS', given: ['BRAVO', 'ANN'] },
          ...{ family: 'BIRTHNAME', from: '19611105', to: '19850420' },
        },
      ],
      addresses: [
        { ...homeAddress('2 SYNTHETIC STREET', 'ZZ1 2AA', '20180901'), pafKey: '00000002' },
        pastAddress('SIM0J', '20 EARLIER ROAD', 'ZZ2 0AA', '20050301', '20180901'),
        pastAddress('SIM0K', '21 EARLIER ROAD', 'ZZ2 1AA', '19900115', '20050301'),
        pastAddress('SIM0L', '22 EARLIER ROAD', 'ZZ2 2AA', '19611105', '19900115'),
      ],
      telecoms: [
        homePhone('01632960002'),
        { id: 'SIM0M', use: 'MC', system: 'phone', value: '07700900002', from: '20180901' },
        { id: 'SIM0N', use: 'H', system: 'email', value: 'bravo@example.test', from: '20180901' },
      ],
      // One object id for all practices, as live PDS was seen to do (pds-identity 1.7).
      provisions: [
        registration(PRACTICE.A, { from: '20180901' }),
        { id: 'SIM0B', code: 'P1', ods: PHARMACY, from: '20210301' },
        registration(PRACTICE.B, { from: '20050301', to: '20180901' }),
        registration(PRACTICE.C, { from: '19900115', to: '20050301' }),
      ],
      relatives: [
        {
          ...{ id: 'SIM0P', relationship: '12', nhsNumber: numberOf('9991001018'), telecoms: [] },
          from: '19800229',
        },
        {
          ...{ id: 'SIM0Q', relationship: '01', nextOfKin: true, from: '19850420' },
          name: { id: 'SIM0R', use: 'L', prefix: 'MR', given: ['BERTRAM'], family: 'LONGHISTORY' },
          address: { ...homeAddress('2 SYNTHETIC STREET', 'ZZ1 2AA', '20180901'), id: 'SIM0S' },
          telecoms: [
            { id: 'SIM0T', use: 'MC', system: 'phone', value: '07700900102', from: '20180901' },
          ],
        },
      ],
      birthPlace: { city: 'TESTTOWN', district: 'TESTSHIRE', country: 'GBR' },
      language: { code: 'fr', interpreter: true },
      contactPreference: { method: '1', written: '12', times: 'Not after 7pm' },
      emergencyContacts: [
        {
          ...{ id: 'SIM0U', name: 'BERTRAM LONGHISTORY', from: '20200101' },
          telecoms: [{ id: 'SIM0V', use: 'H', system: 'phone', value: '01632960102' }],
        },
      ],
      nhaisCypher: 'ZZZ',
      paperRecord: { status: 'HP', from: '20180901' },
      sharedSecret: 'c3ludGhldGlj',
      previousNhsContact: '1',
    },
  );
}

function pastAddress(id: string, street: string, postcode: string, from: string, to: string) {
  return { ...homeAddress(street, postcode, from), id, to };
}
