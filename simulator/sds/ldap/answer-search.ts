import { whyNothing } from '../../../src/directory/why-nothing.ts';
import type { TraceStep } from '../../../src/journal/entry.ts';
import type { LdapMessage, SearchRequest } from '../../../src/wire/ldap/ldap-message.ts';
import { type LdapResult, ldapResult } from '../../../src/wire/ldap/ldap-result.ts';
import { type AnswerSink, AnswerWriter, malformedAnswer } from './answer-writer.ts';
import { searchOf } from './find-entries.ts';
import type { LdapCaller } from './ldap-caller.ts';
import { askedOds, disturbance, type LdapDisturbance } from './ldap-faults.ts';
import type { LdapRoom } from './ldap-room.ts';
import type { Operation } from './operation.ts';
import { operationalIn } from './operational-attributes.ts';
import type { PagedSearches } from './paged-searches.ts';
import { runSearch, type SearchEnd, smaller } from './run-search.ts';
import { searchRecord } from './search-record.ts';

/** What a search has to know of the connection that it came by. */
export interface SearchScene {
  readonly room: LdapRoom;
  readonly from: LdapCaller;
  readonly paged: PagedSearches;
  readonly sink: AnswerSink;
  /** StartTLS may still be asked for. */
  readonly startTls: boolean;
  /** Ends the connection without a word. */
  drop(): void;
}

export interface SearchQuestion {
  readonly operation: Operation;
  readonly request: SearchRequest;
  readonly controls: LdapMessage['controls'];
  readonly oddities: readonly string[];
}

/** Searches, puts it on record, and answers in one write. */
export async function answerSearch(scene: SearchScene, question: SearchQuestion): Promise<void> {
  const { room, from, sink } = scene;
  const { operation, request, oddities } = question;
  const began = performance.now();
  const at = room.clock.now();
  const ods = askedOds(request.filter);
  const faults = disturbance(room, 'search', from.caller, ods);
  const answer = new AnswerWriter(operation.id);
  const patience = 1000 * smaller(request.timeLimit, room.settings().ldap.timeLimitSeconds);
  // Counted from the request, as the client counts its patience.
  const heldBack = operation.pause(room.clock, Math.min(faults.delayMs, patience));
  const end = await endOf(scene, question, { ...faults, heldBack, patience, answer });
  const result = operation.ended ? ldapResult('canceled', operation.ended) : end.result;
  const { entries, controls } = end;
  const record = searchRecord({
    ...{ at, from, request, ods, result, entries, oddities },
    id: operation.id,
    trace: [...faults.trace, ...reasons(room, request, end, faults)],
    tookMs: performance.now() - began,
  });
  let told: LdapResult = result;
  try {
    await room.journal.append(record);
  } catch (error) {
    // Evidence first: what cannot be put on record is not answered as if it were.
    room.logger.error(
      { service: record.service, error: String(error) },
      'a search is not on record',
    );
    answer.take();
    told = ldapResult('unavailable', 'the journal takes no more entries');
  }
  await heldBack;
  if (operation.ended) return;
  if (faults.drop) return scene.drop();
  if (faults.malformed) await sink.write(malformedAnswer(operation.id));
  else await sink.write(answer.finish({ kind: 'search-done', result: told }, controls));
}

/** Why a search found nothing that was not kept from it. */
function reasons(
  room: LdapRoom,
  request: SearchRequest,
  end: SearchEnd,
  { drop, malformed }: LdapDisturbance,
): readonly TraceStep[] {
  if (end.result.code !== 0 || end.entries > 0 || drop || malformed) return [];
  const directory = room.directory();
  const settings = room.settings();
  const search = searchOf({ settings, operational: operationalIn(room) }, request);
  return whyNothing(directory, search).map((text) => ({ stage: 'perform', text }));
}

/** What stands between a search and its end. */
interface Circumstances extends LdapDisturbance {
  readonly heldBack: Promise<void>;
  /** Milliseconds until the time limit; infinite without one. */
  readonly patience: number;
  readonly answer: AnswerWriter;
}

async function endOf(
  scene: SearchScene,
  { operation, request, controls }: SearchQuestion,
  circumstances: Circumstances,
): Promise<SearchEnd> {
  const { room, from, paged, sink } = scene;
  const { heldBack, answer, patience, delayMs, drop, malformed, result } = circumstances;
  const without = (end: LdapResult): SearchEnd => ({ result: end, entries: 0, controls: [] });
  if (result) return without(result);
  // Nothing of the true answer may leave.
  if (drop) return without(ldapResult('other', 'the connection is dropped'));
  if (malformed) return without(ldapResult('other', 'the answer is malformed'));
  // A directory that is so slow does not get to its first entry in time.
  if (delayMs >= patience) return without(ldapResult('timeLimitExceeded'));
  const settings = room.settings();
  const { attributes, typesOnly } = request;
  const spelling = settings.ldap.attributeNames;
  return runSearch({
    ...{ room, request, controls, paged, operation, answer, sink, heldBack },
    selection: room.selections({ attributes, typesOnly, spelling }),
    ground: {
      directory: room.directory(),
      settings,
      random: room.random,
      operational: operationalIn(room),
      rootDse: { startTls: scene.startTls, external: from.commonName !== undefined },
    },
  });
}
