import { dayOf } from '../../../src/demographics/date-range.ts';
import { checkQuery } from '../../../src/demographics/hl7v3/check-query.ts';
import { isSensitive } from '../../../src/demographics/hl7v3/in-view.ts';
import type { PdsInteraction } from '../../../src/demographics/hl7v3/interactions.ts';
import type { PdsQuery } from '../../../src/demographics/hl7v3/read-query.ts';
import { RESPONSE, warning } from '../../../src/demographics/hl7v3/response-codes.ts';
import {
  advancedTraceOf,
  crossCheckOf,
  simpleTraceOf,
} from '../../../src/demographics/hl7v3/trace-of-query.ts';
import type { AnswerBody } from '../../../src/demographics/hl7v3/write-answer.ts';
import {
  type InlineKind,
  inlinePayload,
} from '../../../src/demographics/hl7v3/write-inline-match.ts';
import { querySubject } from '../../../src/demographics/hl7v3/write-registration.ts';
import { traceMatchesPayload } from '../../../src/demographics/hl7v3/write-trace-matches.ts';
import type { Patient } from '../../../src/demographics/patient.ts';
import { findMatches } from '../../../src/demographics/trace/match-trace.ts';
import type { WritableElement } from '../../../src/wire/xml/write-xml.ts';
import { answerRetrieval } from './answer-retrieval.ts';
import { type Hl7Answer, queryFailed, queryRefused } from './hl7-answer.ts';
import type { Hl7Parts } from './hl7-parts.ts';

type Reasons = NonNullable<AnswerBody['reasons']>;

/** Answers a query that could be read (pds-identity 1.5 to 1.7, 1.10). */
export function answerQuery(
  parts: Hl7Parts,
  interaction: PdsInteraction,
  query: PdsQuery,
): Hl7Answer {
  const rule = checkQuery(interaction.kind, query);
  if (rule) return queryRefused(rule);
  switch (interaction.kind) {
    case 'retrieval':
      return answerRetrieval(parts, interaction, query);
    case 'simple-trace':
      return simpleTrace(parts, interaction, query);
    case 'advanced-trace':
      return advancedTrace(parts, interaction, query);
    case 'cross-check':
      return crossCheck(parts, interaction, query);
    default:
      return confirm(parts, interaction, query);
  }
}

function simpleTrace(parts: Hl7Parts, interaction: PdsInteraction, query: PdsQuery): Hl7Answer {
  const day = dayOf(parts.clock.now());
  const [match, another] = findMatches(parts.register, simpleTraceOf(query, day));
  const { codes } = parts.world.current().pds;
  if (!match) return queryFailed('nobody fits', RESPONSE.noMatch, RESPONSE.simpleTraceNoMatch);
  if (another) return queryFailed('several fit', codes.multipleMatches);
  return inline(interaction, 'simple-trace', match.patient, day);
}

function crossCheck(parts: Hl7Parts, interaction: PdsInteraction, query: PdsQuery): Hl7Answer {
  const day = dayOf(parts.clock.now());
  const [match] = findMatches(parts.register, crossCheckOf(query, day));
  if (match) return inline(interaction, 'cross-check', match.patient, day);
  return queryFailed(
    'the number is another person or nobody',
    RESPONSE.noMatch,
    RESPONSE.crossCheckNoMatch,
  );
}

/** What an unknown number answers here is in no public source: as a retrieval does. */
function confirm(parts: Hl7Parts, interaction: PdsInteraction, query: PdsQuery): Hl7Answer {
  const patient = parts.register.follow(query.id?.extension ?? '');
  if (patient?.status === 'active')
    return inline(interaction, 'confirm', patient, dayOf(parts.clock.now()));
  return queryFailed('nobody has the number', RESPONSE.noMatch, RESPONSE.retrievalNoMatch);
}

function inline(
  interaction: PdsInteraction,
  kind: InlineKind,
  patient: Patient,
  day: string,
): Hl7Answer {
  const limited = isSensitive(patient);
  const payload = inlinePayload(kind, patient, { mim: interaction.mim, day });
  const reasons = limited ? [warning(RESPONSE.limitedMatch)] : [];
  const why = limited ? 'one fits, limited data' : 'one fits';
  return { ...found(interaction, payload, reasons, why), about: patient.nhsNumber };
}

function advancedTrace(parts: Hl7Parts, interaction: PdsInteraction, query: PdsQuery): Hl7Answer {
  const { mostMatches } = parts.world.current().pds;
  const day = dayOf(parts.clock.now());
  const matches = findMatches(parts.register, advancedTraceOf(query, day, mostMatches));
  if (matches.length === 0)
    return queryFailed('nobody fits', RESPONSE.noMatch, RESPONSE.advancedTraceNoMatch);
  if (matches.length > mostMatches)
    return queryFailed(`more than ${mostMatches} fit`, RESPONSE.tooMany);
  const payload = traceMatchesPayload(matches, {
    ...{ mim: interaction.mim, day, history: query.historicData === '1' },
    levels: query.searchTypes[0] === '2',
  });
  const limited = matches.every(({ patient }) => isSensitive(patient));
  const reasons = [warning(limited ? RESPONSE.limitedMatch : RESPONSE.match)];
  const answer = found(interaction, payload, reasons, `${matches.length} fit`);
  const [only, another] = matches;
  return only && !another ? { ...answer, about: only.patient.nhsNumber } : answer;
}

function found(
  { answer }: PdsInteraction,
  payload: WritableElement,
  reasons: Reasons,
  why: string,
): Hl7Answer {
  const subject = querySubject(payload);
  const body: AnswerBody = {
    ...{ interaction: answer, typeCode: 'AA', queryResponse: 'OK' },
    ...{ reasons, subject },
  };
  return { body, why };
}
