import type { Finding } from '../../src/domain/finding.ts';
import { EHR_REQUEST } from '../../src/domain/interaction.ts';
import { readEhrRequest } from '../../src/gp2gp/ehr-request.ts';
import type { TranscriptMessage } from '../../src/scenario/transcript.ts';
import { readWrapper } from '../../src/wire/hl7/read-wrapper.ts';
import type { TransmissionWrapper } from '../../src/wire/hl7/transmission-wrapper.ts';
import { SystemDeviation } from './departures.ts';
import { openMessage } from './opened-message.ts';
import { soleRequest } from './request-messages.ts';
import type { Trial } from './trial.ts';

const ENVELOPE = /^(?:HTTP|MIME|EBXML|DIRECTORY)-/;
const UPPER_UUID = /^[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}$/;
const GP2GP_SERVICE = 'urn:nhs:names:services:gp2gp';

/** The request names who asks, who is asked and about whom, as SDS and PDS have them (gp2gp 2.4). */
export async function expectRequestNames(trial: Trial): Promise<void> {
  const { request, wrapper, payload } = await openRequest(trial);
  const read = readEhrRequest(payload);
  if (!read.ok) fail(request, 'a request that can be read', read.failure.message);
  const { counterpart } = trial.situation();
  const { odsCode, asid } = trial.system;
  compare(request, [
    ['the NHS number', trial.nhsNumber(), read.value.nhsNumber],
    ['the practice that asks', odsCode, read.value.requesterOds],
    ['the practice that is asked', counterpart.odsCode, read.value.senderOds],
    ['the system that asks', asid, wrapper.senders.join(' ')],
    ['the system that is asked', counterpart.asid, wrapper.receivers.join(' ')],
  ]);
  trial.observed(`${odsCode} asks ${counterpart.odsCode}, system ${asid} asks ${counterpart.asid}`);
}

/** A conversation and ids that nobody had before, UUIDs in upper case (gp2gp 1.4). */
export async function expectNewConversation(trial: Trial): Promise<void> {
  const { request, wrapper } = await openRequest(trial);
  const { conversationId, messageId } = request;
  const ids = { ConversationId: conversationId, MessageId: messageId, 'HL7 id': wrapper.id };
  for (const [name, id] of Object.entries(ids)) {
    if (!UPPER_UUID.test(id)) fail(request, `${name} is a UUID in upper case`, `it is "${id}"`);
  }
  const earlier = await trial.journal.find({ conversationId, limit: 1 });
  const first = earlier[0]?.sequence ?? request.sequence;
  if (first < request.sequence) {
    fail(request, 'a conversation that is new', `it was used before, in #${first}`, first);
  }
  trial.observed(`conversation ${conversationId}`);
}

/** Wrapper and payload keep to every rule, and to the schema where schemas were given (gp2gp 2.2 to 2.4). */
export async function expectRequestContent(trial: Trial): Promise<void> {
  const { request, wrapper } = await openRequest(trial);
  refuseFindings(request, 'content', ({ check }) => !ENVELOPE.test(check));
  compare(request, [
    ['the root element', EHR_REQUEST, wrapper.rootName],
    ['acceptAckCode', 'NE', wrapper.acceptAckCode],
  ]);
  trial.observed(`versionCode ${wrapper.versionCode}`);
}

/** Headers, addresses and reliability are those of the contract in SDS (gp2gp 2.1). */
export async function expectRequestEnvelope(trial: Trial): Promise<void> {
  const request = await soleRequest(trial);
  const { message, header } = await openMessage(trial, request);
  refuseFindings(request, 'envelope', ({ check }) => ENVELOPE.test(check));
  const { envelope } = message;
  const { counterpart } = trial.situation();
  compare(request, [
    ['SOAPAction', `${GP2GP_SERVICE}/${EHR_REQUEST}`, unquoted(header('soapaction') ?? 'none')],
    ['Service', GP2GP_SERVICE, envelope.service],
    ['Action', EHR_REQUEST, envelope.action],
    ['From', trial.system.partyKey, envelope.from.id],
    ['To', counterpart.partyKey, envelope.to.id],
    ['DuplicateElimination', 'there', envelope.duplicateElimination ? 'there' : 'not there'],
    ['AckRequested', 'there', envelope.ackRequested ? 'there' : 'not there'],
  ]);
  trial.observed(`CPAId ${envelope.cpaId}`);
}

/** The payload and nothing else (gp2gp 2.1, 2.4). */
export async function expectRequestHasOnePart(trial: Trial): Promise<void> {
  const request = await soleRequest(trial);
  const { references } = request;
  if (references.length !== 1) {
    fail(request, 'one reference in the manifest', `there are ${references.length}`);
  }
  trial.observed(`the manifest has ${references[0]?.href}`);
}

/** A person is named with role profile, user and job role, or not at all (gp2gp 2.3). */
export async function expectAuthorWhole(trial: Trial): Promise<void> {
  const { request, wrapper } = await openRequest(trial);
  const { author } = wrapper;
  if (!author) return trial.observed('the request names no person');
  const missing = Object.entries(author)
    .filter(([, value]) => value === '')
    .map(([name]) => name);
  if (missing.length > 0) {
    fail(request, 'role profile, user and job role of the person', `no ${missing.join(', no ')}`);
  }
  trial.observed(`user ${author.user} as ${author.jobRole}`);
}

/** A superseded number is not asked with, nor told along (pds-identity 1.6). */
export async function expectCurrentNumberAlone(trial: Trial, former: string): Promise<void> {
  const { request, payload } = await openRequest(trial);
  const read = readEhrRequest(payload);
  const current = trial.nhsNumber();
  if (!read.ok) fail(request, 'a request that can be read', read.failure.message);
  compare(request, [['the NHS number', current, read.value.nhsNumber]]);
  if (payload.includes(former)) {
    fail(request, 'the former number is not in the request', `${former} stands in it`);
  }
  trial.observed(`asked with ${current}`);
}

interface OpenedRequest {
  readonly request: TranscriptMessage;
  readonly wrapper: TransmissionWrapper;
  readonly payload: Buffer;
}

async function openRequest(trial: Trial): Promise<OpenedRequest> {
  const request = await soleRequest(trial);
  const { payload } = (await openMessage(trial, request)).message;
  if (!payload) fail(request, 'a request with an HL7 payload', 'it has none');
  const wrapper = readWrapper(payload);
  if (!wrapper.ok) fail(request, 'a wrapper that can be read', wrapper.failure.message);
  return { request, payload, wrapper: wrapper.value };
}

type Comparison = readonly [what: string, expected: string, observed: string];

function compare(request: TranscriptMessage, rows: readonly Comparison[]): void {
  const wrong = rows.filter(
    ([, expected, observed]) => expected.toUpperCase() !== observed.toUpperCase(),
  );
  if (wrong.length === 0) return;
  fail(
    request,
    wrong.map(([what, expected]) => `${what} ${expected}`).join(', '),
    wrong.map(([what, , observed]) => `${what} ${observed || 'empty'}`).join(', '),
  );
}

function refuseFindings(
  request: TranscriptMessage,
  what: string,
  counts: (finding: Finding) => boolean,
): void {
  const found = request.findings.filter((each) => each.severity === 'must' && counts(each));
  if (found.length === 0) return;
  const told = found.slice(0, 5).map(({ check, message }) => `${check}: ${message}`);
  fail(request, `the ${what} of the request keeps to every rule`, told.join('; '));
}

function unquoted(text: string): string {
  return text.replace(/^"(.*)"$/, '$1');
}

function fail(
  { sequence }: TranscriptMessage,
  expected: string,
  observed: string,
  ...more: number[]
): never {
  throw new SystemDeviation({ expected, observed, evidence: [...more, sequence] });
}
