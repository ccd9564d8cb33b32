import { type CodeNote, notesOf } from './code-note.ts';

/** Errors of the Spine Directory Service FHIR API and of the proxy in front of it (sds-ods 2.5). */
export const SDS_FHIR_CODES: Readonly<Record<string, CodeNote>> = notesOf('sds-ods 2.5', {
  BAD_REQUEST: [
    'the search is not one that SDS makes',
    'Device with organization and service interaction; Endpoint with two of organization, interaction and party key.',
    'Write each parameter as system|value with its system, and correct what the diagnostics name.',
  ],
  NO_RECORD_FOUND: [
    'nothing is served at this address',
    'GET of /Device or /Endpoint below the prefix of the API.',
    'Check the address. A search that finds nothing is answered with an empty Bundle, not with this.',
  ],
  NOT_IMPLEMENTED: ['only GET is served', 'GET with the search in the query.', 'Search with GET.'],
  MISSING_OR_INVALID_HEADER: [
    'none of the media types asked for is served',
    'Accept: application/fhir+json, or none.',
    'Send Accept: application/fhir+json without a q parameter.',
  ],
  INTERNAL_SERVER_ERROR: [
    'SDS failed or took too long',
    'An answer in time.',
    'Ask again later; where a fault rule is in force, see the trace.',
  ],
  ACCESS_DENIED: [
    'the API key is missing or not valid',
    'A header apikey with the key of the application.',
    'Send the key of the application in the header apikey.',
  ],
  TOO_MANY_REQUESTS: [
    'too many requests in this minute',
    'Fewer requests than the quota of the key.',
    'Wait for the next minute; keep the answers of SDS as long as they may be cached.',
  ],
  UNKNOWN_ERROR: [
    'SDS failed behind its proxy',
    'An answer of SDS.',
    'Ask again later; where a fault rule is in force, see the trace.',
  ],
});
