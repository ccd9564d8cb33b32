import type { Finding } from '../domain/finding.ts';
import type { Entry } from '../journal/entry.ts';
import type { JournalReader } from '../journal/journal.ts';
import type { Problem } from './problem.ts';
import { problemsOf } from './problems-of.ts';

/** How much of what went wrong in a journal is explained. */
export interface ExplainedShare {
  readonly entries: number;
  /** Answers that refuse: HTTP 4xx and 5xx, SOAP faults and MessageErrors, results of LDAP, handshakes, deliveries that failed. */
  readonly refusals: number;
  readonly findings: number;
  /** How many of both have an explanation in which no field is empty. */
  readonly explained: number;
  /** The first of those that have none: `#12 HTTP 400 of pds-fhir`. */
  readonly missing: readonly string[];
}

const MOST_MISSING = 50;
const PAGE = 500;

/**
 * Counts what is explained in a whole journal, entry by entry.
 *
 * @param judged what was found wrong afterwards, as a run of the suite does, by the entry that it was found in
 */
export async function explainedShare(
  journal: JournalReader,
  judged: readonly JudgedFinding[] = [],
): Promise<ExplainedShare> {
  const sum = { entries: 0, refusals: 0, findings: 0, explained: 0 };
  const missing: string[] = [];
  const count = (kind: 'refusals' | 'findings', explained: boolean, text: string) => {
    sum[kind]++;
    if (explained) sum.explained++;
    else if (missing.length < MOST_MISSING) missing.push(text);
  };
  const later = Map.groupBy(judged, ({ sequence }) => sequence);
  for (let after = 0; ; ) {
    const page = await journal.find({ after, limit: PAGE });
    for (const entry of page) {
      sum.entries++;
      const { sequence, service } = entry;
      const findings = [...(entry.findings ?? []), ...(later.get(sequence) ?? [])];
      const refusal = refusedAs(entry);
      if (findings.length === 0 && refusal === undefined) continue;
      const whole = (await problemsOf(journal, { ...entry, findings })).filter(isWhole);
      const told = whole.some(({ answer }) => answer !== undefined);
      if (refusal !== undefined) count('refusals', told, `#${sequence} ${refusal} of ${service}`);
      for (const { check } of findings) {
        const found = whole.some(({ rule }) => rule === check);
        count('findings', found, `#${sequence} ${check} of ${service}`);
      }
    }
    const last = page.at(-1);
    if (!last) return { ...sum, missing };
    after = last.sequence;
  }
}

/** A finding of a run, with the entry that it was found in. */
export type JudgedFinding = Finding & { readonly sequence: number };

/** By what an entry shows that something was refused, judged apart from whoever explains it. */
export function refusedAs(entry: Entry): string | undefined {
  const { kind, response, facts = {} } = entry;
  const status = response?.status;
  if (kind === 'handshake') return 'a handshake';
  if (status !== undefined && status >= 400) return `HTTP ${status}`;
  if (kind === 'received' && /^refused/.test(String(facts.result ?? '')))
    return String(facts.result);
  if (typeof facts.resultCode === 'number' && ![0, 5, 6, 118].includes(facts.resultCode))
    return `LDAP ${facts.resultCode}`;
  if (entry.interaction === 'unreadable') return 'what cannot be read';
  const failed = /^(?:rejected|refused|unreachable|expired|failed)$/.test(
    String(facts.outcome ?? ''),
  );
  return (kind === 'delivery' || kind === 'settled') && failed
    ? `${kind} ${facts.outcome}`
    : undefined;
}

/** Says in every field what is to be said; where it has a place, the place is named. */
export function isWhole({ title, clause, expected, came, change, where }: Problem): boolean {
  const told = [title, clause, expected, came, change].every((text) => text.trim().length > 2);
  return told && (where === undefined || where.at !== '');
}
