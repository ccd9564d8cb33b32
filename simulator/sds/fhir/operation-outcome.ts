/** What went wrong, before it is written (sds-ods 2.5). */
export interface SdsError {
  readonly status: number;
  readonly diagnostics: string;
}

const SYSTEM = 'https://fhir.nhs.uk/STU3/ValueSet/Spine-ErrorOrWarningCode-1';
const PROXY_SYSTEM = 'https://fhir.nhs.uk/R4/CodeSystem/Spine-ErrorOrWarningCode';

type Row = readonly [issue: string, code: string, display: string];

const BAD_REQUEST: Row = ['exception', 'BAD_REQUEST', 'Bad request'];
const SERVER_ERROR: Row = [
  'exception',
  'INTERNAL_SERVER_ERROR',
  'Unexpected internal server error',
];

const ROWS: ReadonlyMap<number, Row> = new Map<number, Row>([
  [400, ['required', 'BAD_REQUEST', 'Bad request']],
  [404, ['not-found', 'NO_RECORD_FOUND', 'No record found']],
  [405, ['not-supported', 'NOT_IMPLEMENTED', 'Not implemented']],
  [
    406,
    ['not-supported', 'MISSING_OR_INVALID_HEADER', 'There is a required header missing or invalid'],
  ],
  [504, ['timeout', 'INTERNAL_SERVER_ERROR', 'Unexpected internal server error']],
]);

/** The body of an error: an OperationOutcome, indented by four, whose id is the correlation id. */
export function writeOutcome({ status, diagnostics }: SdsError, correlationId: string): string {
  const row = ROWS.get(status) ?? (status < 500 ? BAD_REQUEST : SERVER_ERROR);
  const [code, constant, display] = row;
  const coding = [{ system: SYSTEM, code: constant, display }];
  const issue = [{ severity: 'error', code, details: { coding }, diagnostics }];
  const outcome = { resourceType: 'OperationOutcome', id: correlationId, issue };
  return `${JSON.stringify(outcome, null, 4)}`;
}

/**
 * What the proxy in front says in its own name: for a key that is missing, for too many requests, and in place
 * of the body of any 5xx. Not documented but for `UNKNOWN_ERROR` (sds-ods 2.5).
 */
export function writeProxyOutcome(status: number, messageId: string): string {
  const [code, constant, display] = proxyRow(status);
  const coding = [
    { system: PROXY_SYSTEM, version: '1', code: constant, display: `${display} (${messageId})` },
  ];
  const issue = [{ severity: 'error', code, details: { coding } }];
  return JSON.stringify({ resourceType: 'OperationOutcome', issue }, null, 2);
}

function proxyRow(status: number): Row {
  if (status === 401) return ['forbidden', 'ACCESS_DENIED', 'The API key is missing or not valid'];
  if (status === 429) return ['throttled', 'TOO_MANY_REQUESTS', 'Too many requests in this minute'];
  return ['unknown', 'UNKNOWN_ERROR', 'An unknown error occurred processing this request'];
}
