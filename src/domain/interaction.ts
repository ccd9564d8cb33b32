/** The GP2GP service, `gp2gp.md` 1.2. */
export const GP2GP_SERVICE = 'urn:nhs:names:services:gp2gp';

export const EHR_REQUEST = 'RCMR_IN010000UK05';
export const EHR_EXTRACT = 'RCMR_IN030000UK06';
export const EHR_EXTRACT_WITH_REDACTIONS = 'RCMR_IN030000UK07';
export const LARGE_MESSAGE = 'COPC_IN000001UK01';
export const APPLICATION_ACKNOWLEDGEMENT = 'MCCI_IN010000UK13';

/** The five live GP2GP interactions. */
export const GP2GP_INTERACTIONS = [
  EHR_REQUEST,
  EHR_EXTRACT,
  EHR_EXTRACT_WITH_REDACTIONS,
  LARGE_MESSAGE,
  APPLICATION_ACKNOWLEDGEMENT,
] as const;

/** Service and interaction as SDS joins them, with a colon. SOAPAction joins them with a slash. */
export function serviceInteraction(service: string, action: string): string {
  return `${service}:${action}`;
}
