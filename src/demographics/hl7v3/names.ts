/** Object identifiers and code systems of PDS messages (pds-identity 0.1, 1.11). */
export const NHS_NUMBER_ROOT = '2.16.840.1.113883.2.1.4.1';
export const PRACTICE_ROOT = '2.16.840.1.113883.2.1.4.3';
export const OBJECT_ID_ROOT = '2.16.840.1.113883.2.1.3.2.4.18.1';

const nhs = (suffix: string) => `2.16.840.1.113883.2.1.3.2.4.${suffix}`;

export const SYSTEM = {
  responseCode: nhs('17.42'),
  observation: nhs('17.35'),
  historicData: nhs('17.36'),
  careProvision: nhs('17.37'),
  previousContact: nhs('17.38'),
  searchParameter: nhs('17.39'),
  updateType: nhs('17.40'),
  registrationType: nhs('17.165'),
  paperRecordStatus: nhs('17.167'),
  removalReason: nhs('17.168'),
  ignoreHistory: nhs('17.169'),
  source: nhs('17.170'),
  nationalSystem: nhs('17.174'),
  paperRecordPriority: nhs('17.190'),
  sensitivity: nhs('16.1'),
  death: nhs('16.5'),
  nextOfKin: nhs('16.13'),
  relationship: nhs('16.15'),
  contactMethod: nhs('16.16'),
  writtenFormat: nhs('16.17'),
  interpreter: nhs('16.39'),
  clinicalDocument: nhs('15'),
} as const;

/** Codes of demographic observations, `…17.35`. */
export const OBSERVATION = {
  serialNumber: '2',
  death: '3',
  contactMethod: '9',
  contactTimes: '10',
  matchingLevel: '12',
  writtenFormat: '13',
  sharedSecret: '15',
  previousContact: '17',
  paperTransfer: '19',
  notified: '45',
} as const;
