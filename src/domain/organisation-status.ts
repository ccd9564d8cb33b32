/** What the directory knows of an organisation code, for example where a GP registration is to be set. */
export type OrganisationStatus = 'open' | 'closed' | 'unknown';
