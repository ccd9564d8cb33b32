import type { TranscriptMessage } from '../../src/scenario/transcript.ts';
import type { HookCalls } from '../sut/hook-calls.ts';
import { SystemDeviation } from './departures.ts';
import { describeMessage } from './describe.ts';
import type { Trial } from './trial.ts';

export interface Registration {
  readonly kind?: 'permanent' | 'temporary' | 'private';
  readonly returning?: boolean;
  readonly byUser?: boolean;
  readonly patient?: string;
  readonly in?: string;
}

/** The patient comes to the practice. What the system says to it is put on record, whatever it is. */
export async function registerPatient(
  trial: Trial,
  { kind = 'permanent', returning = false, byUser = false, patient, in: name }: Registration = {},
): Promise<HookCalls['registerPatient']['output']> {
  const nhsNumber = trial.nhsNumber(patient, name);
  const answer = await trial.hook('registerPatient', {
    nhsNumber,
    registration: kind,
    returning,
    byUser,
  });
  const because = answer.because ? `: ${answer.because}` : '';
  trial.observed(`the registration is ${answer.accepted ? 'accepted' : 'refused'}${because}`);
  return answer;
}

/** Requests of the system that Spine took, copies left out. */
export function requestsOf(messages: readonly TranscriptMessage[]): readonly TranscriptMessage[] {
  return messages.filter(
    ({ from, role, taken, duplicate }) =>
      from === 'system' && role === 'request' && taken && !duplicate,
  );
}

/** One request for the patient's record, to the practice that PDS and SDS name (gp2gp 1.3 step 5). */
export async function expectRequest(
  trial: Trial,
  { patient, in: name }: { readonly patient?: string; readonly in?: string } = {},
): Promise<TranscriptMessage> {
  const nhsNumber = trial.nhsNumber(patient, name);
  const { parties } = trial.situation(name);
  const expected = `one request for the record of ${nhsNumber} to ${parties.counterpart}`;
  const request = await trial.until(
    expected,
    ({ messages }) => requestsOf(messages).find((each) => each.nhsNumber === nhsNumber),
    name === undefined ? {} : { in: name },
  );
  trial.account(request);
  trial.observed(describeMessage(request));
  const fail = (observed: string, ...evidence: TranscriptMessage[]) => {
    const sequences = evidence.map(({ sequence }) => sequence);
    throw new SystemDeviation({ expected, observed, evidence: sequences });
  };
  if (request.to.toUpperCase() !== parties.counterpart.toUpperCase()) {
    fail(`the request went to ${request.to || 'nobody'}`, request);
  }
  const same = requestsOf(trial.transcript(name).messages).filter(
    (each) => each.nhsNumber === nhsNumber,
  );
  if (same.length > 1) fail(`there are ${same.length} requests`, ...same);
  return request;
}

/** So many requests of the patient, each in a conversation of its own. */
export async function expectRequests(
  trial: Trial,
  count: number,
  { in: name }: { readonly in?: string } = {},
): Promise<void> {
  const nhsNumber = trial.nhsNumber(undefined, name);
  const expected = `${count} requests for the record of ${nhsNumber}, each in its own conversation`;
  const found = await trial.until(
    expected,
    ({ messages }) => {
      const all = requestsOf(messages).filter((each) => each.nhsNumber === nhsNumber);
      return all.length >= count ? all : undefined;
    },
    name === undefined ? {} : { in: name },
  );
  trial.account(...found);
  const conversations = new Set(found.map(({ conversationId }) => conversationId));
  const evidence = found.map(({ sequence }) => sequence);
  if (found.length > count || conversations.size !== found.length) {
    const observed = `${found.length} requests in ${conversations.size} conversations`;
    throw new SystemDeviation({ expected, observed, evidence });
  }
  trial.observed(found.map(describeMessage).join(', '));
}

/** No request on record for any patient of the situation. Silence is to be made sure of before. */
export function refuseRequests(trial: Trial, name?: string): void {
  const numbers = new Set(trial.situation(name).patients.values());
  const found = trial
    .transcript(name)
    .messages.filter(
      ({ from, role, nhsNumber }) =>
        from === 'system' && role === 'request' && (!nhsNumber || numbers.has(nhsNumber)),
    );
  if (found.length === 0) return;
  throw new SystemDeviation({
    expected: 'no request for the record',
    observed: `the system sent ${found.map(describeMessage).join(', ')}`,
    evidence: found.map(({ sequence }) => sequence),
  });
}
