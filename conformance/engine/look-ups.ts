import { pdsInteraction } from '../../src/demographics/hl7v3/interactions.ts';
import type { Entry } from '../../src/journal/entry.ts';
import { SystemDeviation } from './departures.ts';
import { soleRequest } from './request-messages.ts';
import type { Trial } from './trial.ts';

const PAGE = 500;

/**
 * The patient was looked up on PDS, and PDS was told of the new practice, before the record was asked for
 * (gp2gp 1.3 steps 2 and 3, S94). By whichever face of PDS the system uses.
 */
export async function expectPdsBeforeRequest(trial: Trial): Promise<void> {
  const request = await soleRequest(trial);
  const nhsNumber = trial.nhsNumber();
  let lookedUp: Entry | undefined;
  let updated: Entry | undefined;
  for await (const entry of before(trial, request.sequence)) {
    const what = pdsStepOf(entry, trial.system.partyKey);
    if (!what || !(await isAbout(trial, entry, nhsNumber))) continue;
    if (what === 'update') updated ??= entry;
    else lookedUp ??= entry;
  }
  const missing = [
    ...(lookedUp ? [] : ['PDS was not asked for the patient']),
    ...(updated ? [] : ['PDS was not told of the new practice']),
  ];
  if (missing.length > 0) {
    throw new SystemDeviation({
      expected: 'the patient looked up and registered on PDS before the record is asked for',
      observed: `${missing.join(', and ')} before the request (#${request.sequence})`,
      evidence: [request.sequence],
    });
  }
  trial.observed(
    `looked up in #${lookedUp?.sequence}, registered in #${updated?.sequence}, asked for in #${request.sequence}`,
  );
}

/** The former practice was looked up in SDS, over LDAP or FHIR, before it was asked (gp2gp 1.3 step 4). */
export async function expectDirectoryBeforeRequest(trial: Trial): Promise<void> {
  const request = await soleRequest(trial);
  const { odsCode, partyKey } = trial.situation().counterpart;
  for await (const entry of before(trial, request.sequence)) {
    if (entry.service !== 'sds-ldap' && entry.service !== 'sds-fhir') continue;
    const asked =
      `${entry.facts?.filter ?? ''} ${decoded(entry.request?.path ?? '')}`.toUpperCase();
    if (!asked.includes(odsCode.toUpperCase()) && !asked.includes(partyKey.toUpperCase())) continue;
    trial.observed(`looked up in #${entry.sequence}: ${entry.summary}`);
    return;
  }
  throw new SystemDeviation({
    expected: `the system of ${odsCode} looked up in the directory before it is asked`,
    observed: `nothing in the directory was asked about ${odsCode} before the request (#${request.sequence})`,
    evidence: [request.sequence],
  });
}

async function* before(trial: Trial, sequence: number): AsyncGenerator<Entry> {
  let after = trial.since;
  for (;;) {
    const page = await trial.journal.find({ after, kind: 'received', limit: PAGE });
    for (const entry of page) {
      if (entry.sequence >= sequence) return;
      yield entry;
    }
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = last.sequence;
  }
}

function pdsStepOf(entry: Entry, partyKey: string): 'look-up' | 'update' | undefined {
  const { service, interaction = '', fromParty, request } = entry;
  if (service === 'pds-fhir') return request?.method === 'PATCH' ? 'update' : 'look-up';
  if (service === 'pds-smsp') return 'look-up';
  if (service !== 'spine') return undefined;
  // A synchronous query names no party in its SOAP headers: whom it is about is told by its content.
  if (fromParty !== undefined && fromParty.toUpperCase() !== partyKey.toUpperCase())
    return undefined;
  const kind = pdsInteraction(interaction)?.kind;
  if (kind === 'update') return 'update';
  return kind === undefined || kind === 'allocation' ? undefined : 'look-up';
}

async function isAbout(trial: Trial, { request }: Entry, nhsNumber: string): Promise<boolean> {
  if (decoded(request?.path ?? '').includes(nhsNumber)) return true;
  return request?.body ? (await trial.journal.readBody(request.body)).includes(nhsNumber) : false;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
