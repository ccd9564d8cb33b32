/** What a query of an operation must hold, and may (pds-identity 3). */
export type QueryPart = 'birthTime' | 'nhsNumber' | 'gender' | 'name' | 'postcode' | 'localId';

interface Operation {
  /** The local name of the request's root without `Request-v1-0`. */
  readonly name: string;
  readonly response: string;
  readonly mandatory: readonly QueryPart[];
}

const DETAILS = 'getPatientDetailsResponse-v1-0';

/** The five operations, by the names of their services. */
export const SMSP_OPERATIONS = {
  verifyNHSNumber: {
    name: 'verifyNHSNumber',
    response: 'verifyNHSNumberResponse-v1-0',
    mandatory: ['birthTime', 'nhsNumber'],
  },
  getNHSNumber: {
    name: 'getNHSNumber',
    response: 'getNHSNumberResponse-v1-0',
    mandatory: ['birthTime', 'gender', 'name'],
  },
  getPatientDetailsByNHSNumber: {
    name: 'getPatientDetailsByNHSNumber',
    response: DETAILS,
    mandatory: ['birthTime', 'nhsNumber'],
  },
  getPatientDetailsBySearch: {
    name: 'getPatientDetailsBySearch',
    response: DETAILS,
    mandatory: ['birthTime', 'gender', 'name'],
  },
  // By number if there is one, by search otherwise: what it needs depends on what it holds.
  getPatientDetails: { name: 'getPatientDetails', response: DETAILS, mandatory: ['birthTime'] },
} as const satisfies Readonly<Record<string, Operation>>;

export type SmspOperation = keyof typeof SMSP_OPERATIONS;

const SERVICE = 'urn:nhs-itk:services:201005:';

export function serviceOf(operation: SmspOperation): string {
  return `${SERVICE}${operation}-v1-0`;
}

/** The operation of a service, or of a response's service; `undefined` for any other. */
export function operationOf(service: string): SmspOperation | undefined {
  if (!service.startsWith(SERVICE)) return undefined;
  const name = service.slice(SERVICE.length).replace(/-v1-0(?:Response)?$/, '');
  return Object.hasOwn(SMSP_OPERATIONS, name) ? (name as SmspOperation) : undefined;
}

export function requestRoot(operation: SmspOperation): string {
  return `${operation}Request-v1-0`;
}

/** Codes of answers (pds-identity 3), with their meaning for traces. */
export const SMSP_CODES: Readonly<Record<string, string>> = {
  'SMSP-0000': 'success',
  'SMSP-0001': 'the request breaks a rule',
  'SMSP-0002': 'the answer breaks a rule',
  'SMSP-0003': 'from a local store, Spine is away',
  'SMSP-0004': 'Spine cannot be reached',
  'SMSP-0005': 'the credentials of the author are wrong',
  'SMSP-9999': 'failure of the mini service',
  'DEMOG-0001': 'no match',
  'DEMOG-0007': 'several match',
  'DEMOG-0017': 'the number was superseded',
  'DEMOG-0022': 'the number was invalidated',
  'DEMOG-0040': 'the number is not verified',
  'DEMOG-0042': 'the number is not of the new style',
  'DEMOG-9999': 'failure of Spine',
};
