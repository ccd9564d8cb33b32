import type { Problem } from '../src/explain/problem.ts';
import { problemsOf } from '../src/explain/problems-of.ts';
import { renderProblem } from '../src/explain/render-problem.ts';
import type { Entry } from '../src/journal/entry.ts';
import type { JournalReader } from '../src/journal/journal.ts';
import { counted } from '../src/report/html/words.ts';
import type { Explanation } from './doors/control-parts.ts';

/** Names of facts that are too long for the column. */
const LABEL: Readonly<Record<string, string>> = { attributes: 'asks for' };

/** Facts of an entry that its other lines tell. */
const TOLD: ReadonlySet<string> = new Set([
  ...['caller', 'decision', 'next', 'resultCode', 'ldapMessageId', 'secure'],
]);

/**
 * Why a message was answered as it was and what became of it, from the journal alone. A message that began a
 * conversation comes with what its sender did before; a conversation without such a message is told whole. An entry
 * without any id, as of a search over LDAP, is asked for by its number in the journal: `12` or `#12`.
 */
export async function explainMessage(
  journal: JournalReader,
  messageId: string,
): Promise<Explanation | undefined> {
  const own = await journal.find({ messageId });
  const [first] = own;
  if (!first)
    return (await explainConversation(journal, messageId)) ?? explainNumber(journal, messageId);
  const began = first.conversationId === messageId;
  const all = began ? await journal.find({ conversationId: messageId }) : [];
  const before = all.filter(({ sequence }) => sequence < first.sequence);
  return explanation(journal, messageId, header(own), [...before, ...own]);
}

async function explainConversation(
  journal: JournalReader,
  conversationId: string,
): Promise<Explanation | undefined> {
  const entries = await journal.find({ conversationId });
  if (entries.length === 0) return undefined;
  const title = [
    `Conversation ${conversationId}`,
    `  ${counted(entries.length, 'entry')} on record`,
  ];
  return explanation(journal, conversationId, title, entries);
}

async function explainNumber(
  journal: JournalReader,
  text: string,
): Promise<Explanation | undefined> {
  const number = Number(/^#?(\d{1,15})$/.exec(text)?.[1] ?? Number.NaN);
  const entry = Number.isNaN(number) ? undefined : await journal.get(number);
  if (!entry) return undefined;
  const { messageId, interaction, service, kind } = entry;
  // More is to be told of a message than one entry holds.
  if (messageId !== undefined) return explainMessage(journal, messageId);
  return explanation(
    journal,
    `#${number}`,
    [`Entry ${number}`, `  ${interaction ?? kind} at ${service}`],
    [entry],
  );
}

async function explanation(
  journal: JournalReader,
  messageId: string,
  title: readonly string[],
  entries: readonly Entry[],
): Promise<Explanation> {
  const problems: Problem[] = [];
  const chapters: string[] = [];
  for (const entry of entries) {
    const found = await problemsOf(journal, entry);
    problems.push(...found);
    chapters.push(...chapter(entry, found));
  }
  return { messageId, entries, problems, text: [...title, ...chapters].join('\n') };
}

function header(entries: readonly Entry[]): string[] {
  const [first] = entries;
  if (!first) return [];
  const { messageId, interaction, fromParty, toParty, conversationId, service, facts } = first;
  // An exchange with a web face names no parties and belongs to no conversation.
  if (!fromParty && !toParty) {
    const caller = facts?.caller ? `, asked by ${facts.caller}` : '';
    const answer = first.response?.status ? `, HTTP ${first.response.status}` : '';
    return [
      `Exchange ${messageId ?? ''}`,
      `  ${interaction ?? 'request'} at ${service}${caller}${answer}, ${entries.length} on record`,
    ];
  }
  return [
    `Message ${messageId ?? ''}`,
    `  ${interaction ?? 'unknown interaction'} from ${fromParty ?? '?'} to ${toParty ?? '?'}`,
    `  conversation ${conversationId ?? '(none)'}, ${counted(entries.length, 'entry')} on record`,
  ];
}

function chapter(entry: Entry, problems: readonly Problem[]): string[] {
  const lines = ['', `[${entry.sequence}] ${entry.at} ${entry.service}: ${entry.summary}`];
  const { peer, response, trace = [], facts = {} } = entry;
  if (entry.kind === 'received' && peer) {
    lines.push(
      `    peer      ${peer.fqdn ?? 'no certificate'} at ${peer.address} ${peer.protocol ?? ''}`,
    );
  }
  if (response?.status !== undefined) {
    const bytes = response.body?.length ?? 0;
    lines.push(`    answer    HTTP ${response.status}, ${bytes} bytes`);
  }
  // Without HTTP, as over LDAP, the facts are all there is of question and answer.
  if (entry.kind === 'received' && !entry.request && !response) lines.push(...factLines(facts));
  for (const { stage, text, facts: more = {} } of trace) {
    lines.push(`    ${stage.padEnd(9)} ${text}`);
    if (more.nearest) lines.push(`              nearest registered contract: ${more.nearest}`);
  }
  for (const problem of problems)
    lines.push(...renderProblem(problem).map((line) => `    ${line}`));
  if (entry.kind === 'delivery' && facts.next)
    lines.push(`    next      ${facts.decision} at ${facts.next}`);
  return lines;
}

function factLines(facts: NonNullable<Entry['facts']>): string[] {
  return Object.entries(facts)
    .filter(([name, value]) => !TOLD.has(name) && value !== '' && value !== null)
    .map(([name, value]) => `    ${(LABEL[name] ?? name).padEnd(9)} ${value}`);
}
