import type { Tell } from '../../../src/demographics/hl7v3/child-order.ts';
import { deedsOf } from '../../../src/demographics/hl7v3/deeds-of-update.ts';
import type { PdsInteraction } from '../../../src/demographics/hl7v3/interactions.ts';
import type { PdsMessage } from '../../../src/demographics/hl7v3/pds-message.ts';
import { queryWarnings } from '../../../src/demographics/hl7v3/query-warnings.ts';
import { readAllocation } from '../../../src/demographics/hl7v3/read-allocation.ts';
import { readQuery } from '../../../src/demographics/hl7v3/read-query.ts';
import { readUpdate } from '../../../src/demographics/hl7v3/read-update.ts';
import { REJECTION, RESPONSE } from '../../../src/demographics/hl7v3/response-codes.ts';
import { updateWarnings } from '../../../src/demographics/hl7v3/update-warnings.ts';
import type { Finding } from '../../../src/domain/finding.ts';
import type { FaultAction } from '../../../src/faults/fault.ts';
import type { XmlElement } from '../../../src/wire/xml/xml-element.ts';
import { answerAllocation } from './answer-allocation.ts';
import { answerQuery } from './answer-query.ts';
import { answerUpdate } from './answer-update.ts';
import {
  allocationFailed,
  type Hl7Answer,
  queryFailed,
  queryRefused,
  rejected,
  updateFailed,
} from './hl7-answer.ts';
import type { Hl7Parts } from './hl7-parts.ts';
import { judgeUser } from './judge-user.ts';
import { STRANGE_REASON } from './write-hl7-answer.ts';

/** The content of an asynchronous request, read, and what can be answered to it. */
export interface LaterContent {
  readonly findings: readonly Finding[];
  readonly nhsNumber: string | undefined;
  /** Does what is asked. To be called once. */
  answer(): Hl7Answer;
  /** Leaves everything as it is, because a fault says so. */
  refused(fault: Extract<FaultAction, { kind: 'refuse-update' | 'unknown-reason' }>): Hl7Answer;
  /** Leaves everything as it is, because the schema is not kept. */
  schemaRefused(detail: string): Hl7Answer;
}

/** Reads the content of one kind of request. */
type ContentReader = (
  parts: Hl7Parts,
  interaction: PdsInteraction,
  message: PdsMessage,
  element: XmlElement,
  tell: Tell,
) => LaterContent;

export const readLaterContent: ContentReader = (parts, interaction, ...rest) => {
  switch (interaction.kind) {
    case 'update':
      return update(parts, interaction, ...rest);
    case 'allocation':
      return allocation(parts, interaction, ...rest);
    default:
      return query(parts, interaction, ...rest);
  }
};

const schemaRejected = (detail: string) => rejected(`schema: ${detail}`, REJECTION.invalid);

const update: ContentReader = (parts, interaction, message, element, tell) => {
  const request = readUpdate(element, tell);
  const user = judgeUser(parts, message, ...deedsOf(request));
  const requester = { asid: message.senderAsid, authored: message.user !== undefined };
  return {
    findings: [...updateWarnings(request), ...user.findings],
    nhsNumber: request.numbers[0]?.extension,
    answer: () =>
      user.refused
        ? updateFailed(user.refused, parts.world.current().pds.codes.user)
        : answerUpdate(parts, interaction, request, requester),
    refused: (fault) =>
      fault.kind === 'refuse-update'
        ? updateFailed('refused by a fault', { code: fault.code, text: fault.text })
        : updateFailed('refused by a fault, with a reason that is unknown', STRANGE_REASON),
    schemaRefused: schemaRejected,
  };
};

const allocation: ContentReader = (parts, interaction, message, element, tell) => {
  const request = readAllocation(element, tell);
  const user = judgeUser(parts, message, 'demographics');
  return {
    findings: user.findings,
    nhsNumber: undefined,
    answer: () =>
      user.refused
        ? allocationFailed(user.refused, parts.world.current().pds.codes.user)
        : answerAllocation(parts, interaction, request, message.senderAsid),
    refused: (fault) =>
      allocationFailed('refused by a fault', 'code' in fault ? fault : STRANGE_REASON),
    schemaRefused: schemaRejected,
  };
};

const query: ContentReader = (parts, interaction, message, element, tell) => {
  const request = readQuery(element, interaction.kind, tell);
  const user = judgeUser(parts, message, 'query');
  // A query changes nothing: whom it finds may be known before its faults are.
  const answer = user.refused
    ? queryFailed(user.refused, RESPONSE.generic, parts.world.current().pds.codes.user)
    : answerQuery(parts, interaction, request);
  return {
    findings: [...queryWarnings(interaction.kind, request, message.creationTime), ...user.findings],
    nhsNumber: request.id?.extension ?? answer.about,
    answer: () => answer,
    refused: () => queryFailed('refused by a fault', RESPONSE.generic, STRANGE_REASON),
    schemaRefused: (detail) => queryRefused({ name: 'SCHEMA', detail }),
  };
};
