import type { DirectoryEntry } from '../../../src/directory/entry.ts';
import type { LdapControl, SearchRequest } from '../../../src/wire/ldap/ldap-message.ts';
import { OID } from '../../../src/wire/ldap/ldap-oids.ts';
import { type LdapResult, ldapResult } from '../../../src/wire/ldap/ldap-result.ts';
import {
  type PagedResults,
  pagedResultsControl,
  readPagedResults,
} from '../../../src/wire/ldap/paged-results.ts';
import { renderFilter } from '../../../src/wire/ldap/render-filter.ts';
import type { AnswerSink, AnswerWriter } from './answer-writer.ts';
import type { AttributeSelection } from './attribute-selection.ts';
import { findEntries, type ScannedEntries, type SearchGround } from './find-entries.ts';
import type { LdapRoom } from './ldap-room.ts';
import type { Operation } from './operation.ts';
import type { PagedSearches } from './paged-searches.ts';

/** One search and what it has to do with. */
export interface SearchRun {
  readonly room: LdapRoom;
  readonly ground: SearchGround;
  readonly request: SearchRequest;
  readonly controls: readonly LdapControl[];
  readonly selection: AttributeSelection;
  readonly paged: PagedSearches;
  readonly operation: Operation;
  readonly answer: AnswerWriter;
  readonly sink: AnswerSink;
  /** Nothing leaves before this. */
  readonly heldBack: Promise<void>;
}

/** How a search ended. What it found is in the answer, or has left already when it was much. */
export interface SearchEnd {
  readonly result: LdapResult;
  readonly entries: number;
  readonly controls: readonly LdapControl[];
}

/** So many entries are answered before other connections get their turn. */
const TURN = 256;
/** Or so many milliseconds go by. */
const TURN_MS = 5;
/** What is gathered beyond so many bytes leaves before the end of the search. */
const FLUSH_BYTES = 64 * 1024;

interface Progress {
  readonly entries: ScannedEntries;
  /** Found already, while looking whether there is more. */
  first: DirectoryEntry | undefined;
  readonly answeredBefore: number;
}

/** Answers a search, entry by entry, within the limits of client and server. */
export async function runSearch(run: SearchRun): Promise<SearchEnd> {
  const paging = pagingOf(run);
  if (paging === 'unreadable')
    return ended(ldapResult('protocolError', 'the value of the paging control cannot be read'));
  const progress = begin(run, paging);
  if ('result' in progress) return ended(progress.result, paging && [lastPage()]);
  const { sizeLimit, deadline } = limitsOf(run);
  const pageSize = paging ? paging.size : Number.POSITIVE_INFINITY;
  let count = 0;
  let turnAt = performance.now();
  for (;;) {
    const entry = nextOf(progress);
    if (entry === 'nothing yet') {
      if (performance.now() - turnAt < TURN_MS) continue;
      const end = await pause(run, deadline);
      if (end) return ended(end, paging && [lastPage()], count);
      turnAt = performance.now();
      continue;
    }
    if (!entry) return ended(ldapResult('success'), paging && [lastPage()], count);
    if (progress.answeredBefore + count >= sizeLimit)
      return ended(ldapResult('sizeLimitExceeded'), paging && [lastPage()], count);
    if (count >= pageSize) {
      const rest = { key: keyOf(run.request), entries: progress.entries, next: entry };
      const cookie = run.paged.put({ ...rest, answered: progress.answeredBefore + count });
      return ended(ldapResult('success'), [pagedResultsControl({ size: 0, cookie })], count);
    }
    addEntry(run, entry);
    count += 1;
    if (count % TURN > 0 && performance.now() - turnAt < TURN_MS) continue;
    const end = await pause(run, deadline);
    if (end) return ended(end, paging && [lastPage()], count);
    turnAt = performance.now();
  }
}

/** A turn for others, and what ends the search before its time. */
async function pause(run: SearchRun, deadline: number): Promise<LdapResult | undefined> {
  if (run.room.clock.now().getTime() > deadline) return ldapResult('timeLimitExceeded');
  return (await takeTurn(run)) ? undefined : ldapResult('canceled');
}

function addEntry({ room, ground, selection, answer }: SearchRun, entry: DirectoryEntry): void {
  // What the server says of itself says everything itself.
  const isOwn = entry.dn === '' || entry.dn.startsWith('cn=');
  answer.add(room.encoded.encode(entry, selection, isOwn ? () => [] : ground.operational));
}

/** Lets others have their turn, and what is gathered go. `false` when nobody waits for the rest. */
async function takeTurn({ answer, sink, operation, heldBack }: SearchRun): Promise<boolean> {
  if (answer.bytes >= FLUSH_BYTES) {
    await heldBack;
    if (operation.ended === undefined && !(await sink.write(answer.take())))
      operation.end('abandoned');
  }
  await new Promise<void>((resolve) => setImmediate(resolve));
  return operation.ended === undefined;
}

function nextOf(progress: Progress): DirectoryEntry | 'nothing yet' | undefined {
  const { first } = progress;
  if (first) {
    progress.first = undefined;
    return first;
  }
  const next = progress.entries.next();
  return next.done ? undefined : (next.value ?? 'nothing yet');
}

function begin(
  { ground, request, paged }: SearchRun,
  paging: PagedResults | undefined,
): Progress | { readonly result: LdapResult } {
  if (!paging || paging.cookie.length === 0) {
    const found = findEntries(ground, request);
    if (!found.ok) return { result: found.result };
    return { entries: found.entries, first: undefined, answeredBefore: 0 };
  }
  const waiting = paged.take(paging.cookie);
  if (!waiting || waiting.key !== keyOf(request))
    return {
      result: ldapResult('unwillingToPerform', 'the cookie is not known, or of another search'),
    };
  // A page of no entries gives the search up (RFC 2696 section 3).
  if (paging.size === 0) return { result: ldapResult('success') };
  return { entries: waiting.entries, first: waiting.next, answeredBefore: waiting.answered };
}

function pagingOf({ controls }: SearchRun): PagedResults | undefined | 'unreadable' {
  const control = controls.find(({ oid }) => oid === OID.pagedResults);
  if (!control) return undefined;
  const paging = readPagedResults(control);
  if (!paging) return 'unreadable';
  // At the beginning a page without a size is all there is, as without the control.
  return paging.size === 0 && paging.cookie.length === 0 ? undefined : paging;
}

function limitsOf({ room, ground, request }: SearchRun) {
  const { ldap } = ground.settings;
  const seconds = smaller(request.timeLimit, ldap.timeLimitSeconds);
  return {
    sizeLimit: smaller(request.sizeLimit, ldap.sizeLimit),
    deadline: room.clock.now().getTime() + seconds * 1000,
  };
}

/** The smaller of two limits of which 0 is none. */
export function smaller(one: number, other: number): number {
  return Math.min(one || Number.POSITIVE_INFINITY, other || Number.POSITIVE_INFINITY);
}

function keyOf({ base, scope, filter, attributes }: SearchRequest): string {
  return JSON.stringify([base, scope, renderFilter(filter), attributes]);
}

function lastPage(): LdapControl {
  return pagedResultsControl({ size: 0, cookie: Buffer.alloc(0) });
}

function ended(
  result: LdapResult,
  controls: readonly LdapControl[] | undefined = [],
  entries = 0,
): SearchEnd {
  return { result, entries, controls };
}
