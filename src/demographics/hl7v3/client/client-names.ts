export {
  PDS_QUERY_SERVICE,
  PDS_UPDATE_SERVICE as PDS_SERVICE,
  QUERY_FAILURE,
  UPDATE_FAILURE,
} from '../interactions.ts';

export const RETRIEVAL_QUERY = 'QUPA_IN000008UK02';
export const RETRIEVAL_ANSWER = 'QUPA_IN000009UK03';
export const GENERAL_UPDATE = 'PRPA_IN000203UK03';
export const UPDATE_SUCCESS = 'PRPA_IN000202UK01';

/** Identifiers of demographic payloads (pds-identity 0.1, 1.7, 1.8). */
export const ROOT = {
  nhsNumber: '2.16.840.1.113883.2.1.4.1',
  practice: '2.16.840.1.113883.2.1.4.3',
  /** One name, address or registration of one patient: the handle of later changes. */
  item: '2.16.840.1.113883.2.1.3.2.4.18.1',
} as const;

export const SYSTEM = {
  observation: '2.16.840.1.113883.2.1.3.2.4.17.35',
  historicData: '2.16.840.1.113883.2.1.3.2.4.17.36',
  careProvision: '2.16.840.1.113883.2.1.3.2.4.17.37',
  updateMode: '2.16.840.1.113883.2.1.3.2.4.17.40',
} as const;
