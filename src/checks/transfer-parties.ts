import { parseNhsNumber } from '../domain/nhs-number.ts';
import { OID } from '../gp2gp/oids.ts';
import type { Observation } from './check.ts';
import { attributeAt, placeOf, UPPER_CASE_UUID } from './payload-place.ts';
import type { ReadPayload } from './read-message.ts';

/** An id that must stand once and be an upper-case UUID. */
export function* uuidAt(payload: ReadPayload, path: string): Iterable<Observation> {
  const count = payload.facts.count(path);
  if (count !== 1) {
    const message = count === 0 ? `${path} is missing` : `${path} stands ${count} times`;
    yield { message, ...placeOf(payload, path, 1) };
  }
  const id = attributeAt(payload, path, 'root');
  if (count === 0 || (id !== undefined && UPPER_CASE_UUID.test(id))) return;
  yield { message: `${path}/@root is "${id ?? ''}"`, ...placeOf(payload, path) };
}

/** The one patient, by a true NHS number. */
export function* patientIn(payload: ReadPayload, base: string): Iterable<Observation> {
  const path = `${base}/recordTarget/patient/id`;
  const { facts } = payload;
  const targets = facts.count(`${base}/recordTarget`);
  if (targets !== 1) {
    yield {
      message: `there are ${targets} patients`,
      ...placeOf(payload, `${base}/recordTarget`, 1),
    };
  }
  if (targets === 0) return;
  const ids = facts.at(path);
  const number = ids
    .find(({ attributes }) => attributes.get('root') === OID.nhsNumber)
    ?.attributes.get('extension');
  if (number === undefined) {
    yield {
      message: 'the patient has no NHS number',
      ...placeOf(payload, path),
      suggestion: `root="${OID.nhsNumber}"`,
    };
  } else if (!parseNhsNumber(number)) {
    // The number itself is not repeated: findings are shown where patients' data must not be.
    yield {
      message: 'the NHS number is none: ten digits, the last a check digit',
      ...placeOf(payload, path),
    };
  }
}

/** An organisation as author or destination, by its ODS code. */
export function* organisationIn(
  payload: ReadPayload,
  base: string,
  side: 'author' | 'destination',
): Iterable<Observation> {
  const path = `${base}/${side}/AgentOrgSDS/agentOrganizationSDS/id`;
  const count = payload.facts.count(path);
  if (count !== 1) {
    const message =
      count === 0 ? `the ${side} is missing` : `there are ${count} ids of the ${side}`;
    yield { message, ...placeOf(payload, path, 1) };
  }
  if (count === 0) return;
  const root = attributeAt(payload, path, 'root');
  if (root !== OID.odsOrganisation) {
    yield {
      message: `the id of the ${side} has the root "${root ?? ''}"`,
      ...placeOf(payload, path),
      suggestion: `root="${OID.odsOrganisation}"`,
    };
  }
  if (!/^[A-Z0-9]{1,10}$/i.test(attributeAt(payload, path, 'extension') ?? '')) {
    yield { message: `the ${side} has no ODS code`, ...placeOf(payload, path) };
  }
}
