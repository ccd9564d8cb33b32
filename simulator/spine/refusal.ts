import type { Finding } from '../../src/domain/finding.ts';
import type { RefusalForm } from '../world/world.ts';

/** Why Spine does not take a message, in the words of its error base. */
export interface Refusal {
  /** Spine's symbolic name, `ErrorBaseTms.*` where mhs 2.3 gives one, else ours. */
  readonly constant: string;
  readonly form: RefusalForm;
  /** What is told to the peer. */
  readonly text: string;
  readonly location: string;
}

const fault = (code: string, text: string): RefusalForm => ({ channel: 'soapFault', code, text });
const error = (code: string, text?: string): RefusalForm => ({
  channel: 'messageError',
  code,
  ...(text ? { text } : {}),
});

const NOT_WELL_FORMED = 'message is not well formed';
const UNSUPPORTED = 'The service/interaction is not supported for the requested URI';

/**
 * How each refusal looks on the wire. Only 101, 200, 201, 206, 402005, 501314 and 501319 are attested
 * (mhs 3.7, 3.8, 3.12); channel and code of the others are our choice and can be set in
 * `policies.refusals`.
 */
export const REFUSAL_FORMS: Readonly<Record<string, RefusalForm>> = {
  SOAP_ACTION_MISSING: fault('101', UNSUPPORTED),
  SERVICE_NOT_SUPPORTED: fault('101', UNSUPPORTED),
  MESSAGE_NOT_WELL_FORMED: fault('201', NOT_WELL_FORMED),
  MESSAGE_TOO_LARGE: { channel: 'soapFault', code: '201' },
  SYSTEM_FAILURE: fault('200', 'System failure to process message - default'),
  ROUTING_FAILURE: fault('206', 'Routing failure'),
  INVALID_MESSAGE_HEADER_VERSION: error('ValueNotRecognized'),
  TO_PARTY_UNKNOWN: error('ValueNotRecognized', '501314:Invalid To Party Type attribute'),
  FROM_PARTY_UNKNOWN: error('ValueNotRecognized'),
  CPA_ID_UNKNOWN: error('ValueNotRecognized', '501319:Unknown eb:CPAId'),
  CPA_ID_INCONSISTENT: error('ValueNotRecognized', '501319:Unknown eb:CPAId'),
  CONTRACT_NOT_FOUND: error('402005', 'An error occurred while finding the defined contract'),
  PARTY_NOT_SPOKEN_FOR: error('SecurityFailure'),
  USER_WITHOUT_SESSION: error('SecurityFailure'),
  TIME_TO_LIVE_EXPIRED: error('TimeToLiveExpired'),
  DUPLICATE_ELIMINATION_INCONSISTENT_WITH_CONTRACT: error('Inconsistent'),
  ACK_REQUESTED_INCONSISTENT_WITH_CONTRACT: error('Inconsistent'),
  ACK_REQUESTED_VERSION_INVALID: error('ValueNotRecognized'),
  ACK_REQUESTED_SIGNED_INVALID: error('ValueNotRecognized'),
  ACK_REQUESTED_ACTOR_INVALID: error('ValueNotRecognized'),
  SYNCREPLY_INCONSISTENT_WITH_CONTRACT: error('Inconsistent'),
  SYNCREPLY_VERSION_INVALID: error('ValueNotRecognized'),
  SYNCREPLY_ACTOR_INVALID: error('ValueNotRecognized'),
  INVALID_MANIFEST_REFERENCE: error('MimeProblem'),
  EBXML_ACK_INVALID: error('Inconsistent'),
};

/** Which finding makes Spine refuse, and as what. Findings of other checks are recorded only. */
const REFUSED_FOR: Readonly<Record<string, string>> = {
  'HTTP-02': 'SOAP_ACTION_MISSING',
  'HTTP-03': 'SERVICE_NOT_SUPPORTED',
  'HTTP-06': 'SERVICE_NOT_SUPPORTED',
  'MIME-01': 'MESSAGE_NOT_WELL_FORMED',
  'MIME-03': 'MESSAGE_TOO_LARGE',
  'MIME-07': 'MESSAGE_NOT_WELL_FORMED',
  'EBXML-HEADER-01': 'MESSAGE_NOT_WELL_FORMED',
  'EBXML-HEADER-10': 'MESSAGE_NOT_WELL_FORMED',
  'EBXML-HEADER-02': 'INVALID_MESSAGE_HEADER_VERSION',
  'DIRECTORY-01': 'FROM_PARTY_UNKNOWN',
  'DIRECTORY-02': 'TO_PARTY_UNKNOWN',
  'DIRECTORY-03': 'SERVICE_NOT_SUPPORTED',
  'DIRECTORY-04': 'CPA_ID_UNKNOWN',
  'DIRECTORY-05': 'CONTRACT_NOT_FOUND',
  'DIRECTORY-06': 'CPA_ID_INCONSISTENT',
  'EBXML-PATTERN-01': 'DUPLICATE_ELIMINATION_INCONSISTENT_WITH_CONTRACT',
  'EBXML-PATTERN-02': 'ACK_REQUESTED_INCONSISTENT_WITH_CONTRACT',
  'EBXML-PATTERN-03': 'ACK_REQUESTED_VERSION_INVALID',
  'EBXML-PATTERN-04': 'ACK_REQUESTED_SIGNED_INVALID',
  'EBXML-PATTERN-05': 'ACK_REQUESTED_ACTOR_INVALID',
  'EBXML-PATTERN-06': 'SYNCREPLY_INCONSISTENT_WITH_CONTRACT',
  'EBXML-PATTERN-07': 'SYNCREPLY_VERSION_INVALID',
  'EBXML-PATTERN-08': 'SYNCREPLY_ACTOR_INVALID',
  'EBXML-MANIFEST-01': 'INVALID_MANIFEST_REFERENCE',
  'EBXML-MANIFEST-02': 'INVALID_MANIFEST_REFERENCE',
  'EBXML-MANIFEST-04': 'INVALID_MANIFEST_REFERENCE',
  'EBXML-MANIFEST-05': 'INVALID_MANIFEST_REFERENCE',
  'ACK-01': 'EBXML_ACK_INVALID',
};

/** A refusal by its constant; the operator's own form wins over ours. */
export function refuse(
  constant: string,
  detail: string,
  location: string,
  forms: Readonly<Record<string, RefusalForm>>,
): Refusal {
  const form = forms[constant] ?? REFUSAL_FORMS[constant] ?? error('Unknown');
  // Description grammar of mhs 3.7 is code, colon, text; without a known code the constant stands there.
  const text = form.text ?? `${constant}:${detail}`;
  return { constant, form, text, location };
}

/** The refusals that findings amount to: ill-formed first, then in the order of the catalogue. */
export function refusalsOf(
  findings: readonly Finding[],
  forms: Readonly<Record<string, RefusalForm>>,
): readonly Refusal[] {
  const refusals: Refusal[] = [];
  for (const { check, severity, message, at } of findings) {
    const constant = severity === 'must' ? REFUSED_FOR[check] : undefined;
    if (constant) refusals.push(refuse(constant, message, at, forms));
  }
  // What is missing makes other checks fail too: the cause is told (mhs 4.5).
  const ranked = (each: Refusal) => (each.constant === 'MESSAGE_NOT_WELL_FORMED' ? 0 : 1);
  return refusals.toSorted((a, b) => ranked(a) - ranked(b));
}
