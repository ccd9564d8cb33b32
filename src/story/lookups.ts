import type { Entry } from '../journal/entry.ts';
import type { JournalReader } from '../journal/journal.ts';
import { storyFindings } from './attempts.ts';
import type { StoryLookup } from './conversation-story.ts';
import { faultsOf, practiceOf } from './witness.ts';

/** More questions to PDS than a transfer has: beyond them the other side of the exchange is not looked for. */
const MOST_OTHER_SIDES = 50;

/** What a practice of ours asked PDS and SDS for a transfer, with what those have on record of it. */
export async function lookupsOf(
  journal: Pick<JournalReader, 'find'>,
  entries: readonly Entry[],
): Promise<readonly StoryLookup[]> {
  const lookups: StoryLookup[] = [];
  let asked = 0;
  for (const entry of entries) {
    const from = practiceOf(entry);
    if (from === undefined) continue;
    if (entry.kind === 'note' && entry.facts?.via !== undefined)
      lookups.push(ofDirectory(entry, from));
    if (!isPdsQuestion(entry)) continue;
    const others = asked++ < MOST_OTHER_SIDES ? await otherSide(journal, entry) : [];
    lookups.push(ofPds(entry, from, others));
  }
  return lookups;
}

/** Questions to PDS carry no number of an attempt: they are not sent again. */
function isPdsQuestion({ kind, facts, messageId, interaction = '' }: Entry): boolean {
  if (messageId === undefined || !/^(?:QUPA|QUQI|PRPA)_/.test(interaction)) return false;
  return (kind === 'delivery' && facts?.attempt === undefined) || kind === 'note';
}

function ofPds(entry: Entry, from: string, others: readonly Entry[]): StoryLookup {
  const { sequence, at, interaction = '', facts = {}, summary } = entry;
  const outcome = typeof facts.outcome === 'string' ? facts.outcome : undefined;
  const [other] = others;
  const question = PDS_QUESTIONS[interaction] ?? interaction;
  const why = typeof facts.why === 'string' ? `: ${facts.why}` : '';
  return {
    ...{
      kind: 'lookup',
      id: `l${sequence}`,
      at: other?.at ?? at,
      from: from.toUpperCase(),
      to: 'pds',
    },
    sequence: other?.sequence ?? sequence,
    text: outcome === undefined ? summary : `${question}: ${outcome}${why}`,
    failed: outcome !== undefined && outcome !== 'found',
    findings: others.flatMap(storyFindings),
    faults: others.flatMap(faultsOf),
  };
}

const PDS_QUESTIONS: Readonly<Record<string, string>> = {
  QUPA_IN000008UK02: 'patient',
  QUPA_IN000005UK01: 'trace',
  PRPA_IN000203UK03: 'registration',
};

function ofDirectory(entry: Entry, from: string): StoryLookup {
  const { sequence, at, interaction, facts = {} } = entry;
  const { via, odsCode, result } = facts;
  const why = typeof facts.why === 'string' ? `: ${facts.why}` : '';
  return {
    ...{ kind: 'lookup', id: `l${sequence}`, at, sequence, from: from.toUpperCase(), to: 'sds' },
    text: `${String(odsCode ?? '')} for ${interaction ?? 'anything'} over ${String(via)}: ${String(result ?? 'asked')}${why}`,
    failed: result !== 'found',
    findings: [],
    faults: [],
  };
}

async function otherSide(
  journal: Pick<JournalReader, 'find'>,
  { messageId = '' }: Entry,
): Promise<readonly Entry[]> {
  const found = await journal.find({ messageId, kind: 'received', limit: 10 });
  return found.filter((entry) => practiceOf(entry) === undefined);
}
