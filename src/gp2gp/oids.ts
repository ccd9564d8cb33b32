/** Object identifiers of GP2GP payloads beyond those of the transmission wrapper (gp2gp 2.3). */
export const OID = {
  /** An organisation as author and destination of a request or an extract. */
  odsOrganisation: '1.2.826.0.1285.0.1.10',
  /** An organisation inside clinical agents. */
  clinicalOrganisation: '2.16.840.1.113883.2.1.4.3',
  nhsNumber: '2.16.840.1.113883.2.1.4.1',
  snomed: '2.16.840.1.113883.2.1.3.2.4.15',
} as const;
