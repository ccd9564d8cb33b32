const FHIR = 'application/fhir+json';
const JSON_TYPE = 'application/json';

/**
 * The media type of an answer, or nothing where the client takes none of ours (sds-ods 2.3). Whole tokens
 * count, so one with a `q` matches nothing; FHIR anywhere in the list wins.
 */
export function negotiate(accept: readonly string[]): string | undefined {
  const tokens = accept
    .join(',')
    .split(',')
    .map((token) => token.trim().toLowerCase());
  const asked = tokens.filter((token) => token !== '');
  if (asked.length === 0 || asked.includes('*/*') || asked.includes(FHIR)) return FHIR;
  return asked.includes(JSON_TYPE) ? JSON_TYPE : undefined;
}
