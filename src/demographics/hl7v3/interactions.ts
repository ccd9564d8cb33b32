/** What a request to PDS asks for. */
export type PdsRequestKind =
  | 'simple-trace'
  | 'advanced-trace'
  | 'retrieval'
  | 'cross-check'
  | 'confirm'
  | 'update'
  | 'allocation';

/** The version of the message implementation manual: 6.3.01 ("2008-A") or 7.2.02 ("2008-B"). */
export type Mim = '6301' | '7202';

/** One request interaction with its answer (pds-identity 1.1). */
export interface PdsInteraction {
  readonly request: string;
  readonly kind: PdsRequestKind;
  readonly mim: Mim;
  /** The answer when all goes well. */
  readonly answer: string;
  /** Element round a synchronous answer, good or bad (pds-identity 1.4). */
  readonly wrapper?: string;
}

/** Services of PDS (pds-identity 1.1). */
export const PDS_QUERY_SERVICE = 'urn:nhs:names:services:pdsquery';
export const PDS_UPDATE_SERVICE = 'urn:nhs:names:services:pds';
export const QUERY_FAILURE = 'QUQI_IN010000UK14';
export const UPDATE_FAILURE = 'MCCI_IN010000UK13';

/** What `versionCode` says of each version. */
export const VERSION_CODE: Readonly<Record<Mim, string>> = {
  '6301': '3NPfIT6.3.01',
  '7202': '3NPfIT7.2.02',
};

type Row = readonly [
  kind: PdsRequestKind,
  wrapper: string | undefined,
  of6301: readonly [request: string, answer: string],
  of7202: readonly [request: string, answer: string],
];

// The wrapper of a confirmation is in no public source: it is named like the others.
const ROWS: readonly Row[] = [
  [
    'simple-trace',
    'traceQueryResponse',
    ['QUPA_IN000005UK01', 'QUPA_IN000007UK01'],
    ['QUPA_IN000005UK03', 'QUPA_IN000007UK03'],
  ],
  [
    'advanced-trace',
    undefined,
    ['QUPA_IN000006UK02', 'QUPA_IN000011UK02'],
    ['QUPA_IN000006UK05', 'QUPA_IN000011UK05'],
  ],
  [
    'retrieval',
    'retrievalQueryResponse',
    ['QUPA_IN000008UK02', 'QUPA_IN000009UK03'],
    ['QUPA_IN000008UK05', 'QUPA_IN000009UK06'],
  ],
  [
    'cross-check',
    'crossCheckTraceQueryResponse',
    ['QUPA_IN000014UK01', 'QUPA_IN000015UK02'],
    ['QUPA_IN000014UK03', 'QUPA_IN000015UK04'],
  ],
  [
    'confirm',
    'confirmNhsNumberQueryResponse',
    ['QUPA_IN000016UK02', 'QUPA_IN000010UK02'],
    ['QUPA_IN000016UK04', 'QUPA_IN000010UK04'],
  ],
  [
    'update',
    undefined,
    ['PRPA_IN000203UK03', 'PRPA_IN000202UK01'],
    ['PRPA_IN000203UK06', 'PRPA_IN000202UK01'],
  ],
  [
    'allocation',
    undefined,
    ['PRPA_IN000200UK03', 'PRPA_IN000201UK01'],
    ['PRPA_IN000200UK04', 'PRPA_IN000201UK01'],
  ],
];

/** Every interaction that is served. */
export const PDS_INTERACTIONS: readonly PdsInteraction[] = ROWS.flatMap(
  ([kind, wrapper, of6301, of7202]) => [
    one(kind, wrapper, '6301', of6301),
    one(kind, wrapper, '7202', of7202),
  ],
);

const byRequest = new Map(PDS_INTERACTIONS.map((each) => [each.request, each]));

/** The interaction of a request, `undefined` when it is not served. */
export function pdsInteraction(request: string): PdsInteraction | undefined {
  return byRequest.get(request);
}

function one(
  kind: PdsRequestKind,
  wrapper: string | undefined,
  mim: Mim,
  [request, answer]: readonly [string, string],
): PdsInteraction {
  return { request, kind, mim, answer, ...(wrapper ? { wrapper } : {}) };
}
