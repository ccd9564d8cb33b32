/** Object identifiers of GP2GP payloads (gp2gp 2.3). */
export const OID = {
  interaction: '2.16.840.1.113883.2.1.3.2.4.12',
  asid: '1.2.826.0.1285.0.2.0.107',
  /** An organisation as author and destination of a request or an extract. */
  odsOrganisation: '1.2.826.0.1285.0.1.10',
  /** An organisation inside clinical agents. */
  clinicalOrganisation: '2.16.840.1.113883.2.1.4.3',
  nhsNumber: '2.16.840.1.113883.2.1.4.1',
  snomed: '2.16.840.1.113883.2.1.3.2.4.15',
  reason: '2.16.840.1.113883.2.1.3.2.4.17.101',
} as const;

export const HL7_NS = 'urn:hl7-org:v3';
