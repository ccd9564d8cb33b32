import type { Entry } from '../../src/journal/entry.ts';
import type { JournalReader } from '../../src/journal/journal.ts';
import type { PlayedSituation } from './situation.ts';

/** What shows how a scenario came to its verdict. */
export interface ScenarioEvidence {
  /** Scenario files by the names they were loaded by, each once. */
  readonly files: readonly string[];
  /** Journal entries about its parties and patients, and refused handshakes of its time, in order. */
  readonly sequences: readonly number[];
}

/** Remembers, for every id of a run, when it was played and who took part. Reads the journal only when it is asked. */
export interface EvidenceLog {
  /** A row of the id begins. Gives what is to be called when it is over. */
  begin(id: string, since: number): (until: Promise<number>) => void;
  loaded(id: string, file: string, situation: PlayedSituation): void;
  of(id: string): Promise<ScenarioEvidence>;
}

interface Stretch {
  readonly since: number;
  until: Promise<number>;
}

const PAGE = 500;
/** A look-up is small; of larger messages the parties are known. */
const MOST_READ = 65_536;

export function evidenceLog(journal: JournalReader): EvidenceLog {
  const stretches = new Map<string, Stretch[]>();
  const files = new Map<string, Set<string>>();
  const names = new Map<string, Set<string>>();
  return {
    begin(id, since) {
      const stretch: Stretch = { since, until: Promise.resolve(Number.MAX_SAFE_INTEGER) };
      stretches.set(id, [...(stretches.get(id) ?? []), stretch]);
      return (until) => {
        stretch.until = until.catch(() => Number.MAX_SAFE_INTEGER);
      };
    },
    loaded(id, file, { counterpart, parties, patients }) {
      files.set(id, (files.get(id) ?? new Set()).add(file));
      const known = names.get(id) ?? new Set();
      names.set(id, known);
      const { odsCode, partyKey, asid } = counterpart;
      for (const name of [odsCode, partyKey, asid, ...parties.strangers, ...patients.values()])
        known.add(name.toUpperCase());
    },
    async of(id) {
      const wanted = [...(names.get(id) ?? [])];
      const sequences = new Set<number>();
      for (const { since, until } of stretches.get(id) ?? []) {
        const last = await until;
        for await (const entry of entriesOf(journal, since, last)) {
          if (await concerns(journal, entry, wanted)) sequences.add(entry.sequence);
        }
      }
      return {
        files: [...(files.get(id) ?? [])],
        sequences: [...sequences].toSorted((a, b) => a - b),
      };
    },
  };
}

/** Whom an entry is about stands in its fields; what a look-up asks for stands in its body alone. */
async function concerns(
  journal: JournalReader,
  entry: Entry,
  names: readonly string[],
): Promise<boolean> {
  if (entry.kind === 'handshake') return true;
  if (isIn(JSON.stringify(entry), names)) return true;
  const body = entry.request?.body;
  // A message that names its parties was judged by them already.
  if (!body || body.length > MOST_READ || entry.conversationId !== undefined) return false;
  return isIn((await journal.readBody(body)).toString('latin1'), names);
}

function isIn(text: string, names: readonly string[]): boolean {
  const upper = text.toUpperCase();
  return names.some((name) => upper.includes(name));
}

async function* entriesOf(
  journal: JournalReader,
  after: number,
  last: number,
): AsyncGenerator<Entry> {
  for (let at = after; ; ) {
    const page = await journal.find({ after: at, limit: PAGE });
    for (const entry of page) {
      if (entry.sequence > last) return;
      yield entry;
    }
    if (page.length < PAGE) return;
    at = page.at(-1)?.sequence ?? last;
  }
}
