/** Names and object identifiers of the HL7 transmission wrapper (mhs 3.10, gp2gp.md 2.3). */
export const HL7_NS = 'urn:hl7-org:v3';
export const ASID_ROOT = '1.2.826.0.1285.0.2.0.107';
export const INTERACTION_ROOT = '2.16.840.1.113883.2.1.3.2.4.12';
export const USER_ROOT = '1.2.826.0.1285.0.2.0.65';
export const ROLE_PROFILE_ROOT = '1.2.826.0.1285.0.2.0.67';
export const JOB_ROLE_ROOT = '1.2.826.0.1285.0.2.1.104';
/** Acknowledgement reason codes of GP2GP (gp2gp.md 4.2). */
export const GP2GP_REASON_SYSTEM = '2.16.840.1.113883.2.1.3.2.4.17.101';
/** TMS and HL7 rejection codes (mhs 3.12). */
export const REJECTION_SYSTEM = '2.16.840.1.113883.2.1.3.2.4.17.32';
/** The qualifier vocabulary: ER, WG, IF. */
export const QUALIFIER_SYSTEM = '2.16.840.1.113883.2.1.3.2.4.17.104';
