import type { Organisation } from '../../src/organisations/organisation.ts';

/** The organisations as the operator sees them. Rejections are SimulatorErrors. */
export interface OrganisationDesk {
  /** By code. */
  all(): readonly Organisation[];
  find(odsCode: string): Organisation | undefined;
  /** Records of ORD as JSON or the CSV of ODS; whole or not at all. Gives the number of organisations. */
  importText(text: string): Promise<number>;
  put(organisation: Organisation): Promise<void>;
  /** `false` when it is not known, or stands in the world itself. */
  remove(odsCode: string): Promise<boolean>;
}
