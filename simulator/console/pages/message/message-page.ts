import type { Problem } from '../../../../src/explain/problem.ts';
import { problemsOf } from '../../../../src/explain/problems-of.ts';
import type { Entry } from '../../../../src/journal/entry.ts';
import type { JournalReader } from '../../../../src/journal/journal.ts';
import type { Markup } from '../../../../src/wire/html/markup.ts';
import { h } from '../../element.ts';
import type { PageView } from '../../page.ts';
import { badge } from '../../pieces/badge.ts';
import { crumbs } from '../../pieces/crumbs.ts';
import { differences } from './diff-section.ts';
import { headFacts, messageLink } from './head-facts.ts';
import { type LoadedSide, loadSide, type SideName } from './load-side.ts';
import { placed, placeProblems, type ShownTexts } from './place-problems.ts';
import { problemCards, WEIGHT } from './problem-cards.ts';
import { rawView } from './raw-view.ts';
import { relatedTo } from './related.ts';
import { sideSection } from './side-section.ts';
import { traceList } from './trace-list.ts';

/** Everything that is on record of one exchange, and why it was answered as it was. */
export async function messagePage(
  journal: JournalReader,
  entry: Entry,
  query: URLSearchParams,
): Promise<PageView> {
  const shown: ShownTexts = {
    show: query.get('show') ?? undefined,
    from: whole(query.get('from')),
  };
  const problems = await problemsOf(journal, entry);
  const request = await loadSide(journal, entry, 'request');
  const response = await loadSide(journal, entry, 'response');
  const sides = [request, response].filter((each) => each !== undefined);
  const views = await Promise.all(
    sides.map(async (side) => ({
      ...(await placeProblems(side, problems, shown)),
      raw: await rawOf(side, query),
    })),
  );
  const places = views.map((view) => view.places);
  const { sequence } = entry;
  return {
    title: titleOf(entry),
    aside: aside(entry, problems),
    ...(neighbourOf(entry) && { section: 'neighbours' }),
    body: [
      crumbs(...trail(entry)),
      h('p', { class: 'lead' }, entry.summary),
      h('div', { class: 'why-grid' }, problemCards(placed(problems, places)), traceList(entry)),
      headFacts(entry, response),
      await relatedTo(journal, entry),
      query.has('diff') && (await differences(journal, entry, query)),
      shown.show !== undefined && h('p', {}, messageLink(sequence, 'Show all texts again')),
      views.map((view) => sideSection(sequence, view)),
      !query.has('diff') && (await differences(journal, entry, query)),
    ],
  };
}

function titleOf({ interaction, kind, service, sequence }: Entry): string {
  return `${interaction ?? `${kind} by ${service}`} #${sequence}`;
}

/** Services whose entries are looked for on a page of their own. */
const NEIGHBOURS = [
  [/^mesh$/, 'Mailboxes', '/mailboxes'],
  [/^nhais:/, 'GP Links', '/gp-links'],
  [/^ods-/, 'Organisations', '/organisations'],
] as const;

function neighbourOf({ service }: Entry) {
  return NEIGHBOURS.find(([pattern]) => pattern.test(service));
}

function trail(entry: Entry) {
  const { conversationId, sequence } = entry;
  const last = [`Message #${sequence}`] as const;
  const neighbour = neighbourOf(entry);
  if (neighbour) return [[neighbour[1], neighbour[2]] as const, last];
  if (conversationId === undefined) return [['Transfers', '/transfers'] as const, last];
  const address = encodeURIComponent(conversationId.toWellFormed()).replace(/['"<>\\]/g, '_');
  return [
    ['Transfers', '/transfers'] as const,
    [`Conversation ${conversationId}`, `/transfers/${address}`] as const,
    last,
  ];
}

function aside({ response, sequence }: Entry, problems: readonly Problem[]): Markup {
  const status = response?.status;
  const refused = problems.some(({ answer }) => answer !== undefined);
  const worst = (['must', 'should'] as const).find((severity) =>
    problems.some((problem) => problem.severity === severity),
  );
  const count = problems.filter(({ severity }) => severity === worst).length;
  return h(
    'span',
    { class: 'row' },
    status !== undefined &&
      badge(
        refused || status >= 400 ? 'bad' : 'good',
        `HTTP ${status}${refused ? ', refused' : ''}`,
      ),
    worst !== undefined && badge(WEIGHT[worst][0], `${count} ${WEIGHT[worst][1]}`),
    sequence > 1 && messageLink(sequence - 1, 'Entry before'),
    messageLink(sequence + 1, 'Entry after'),
  );
}

async function rawOf(side: LoadedSide, query: URLSearchParams): Promise<Markup | undefined> {
  const { name, body, parts } = side;
  if (!body) return undefined;
  const asked = query.get('side') === name ? whole(query.get('raw')) : undefined;
  if (asked !== undefined) return rawView(name, body, asked);
  // Bytes that are no text and have no parts are all there is to see.
  const head = parts.length === 0 ? await body.read(0, 4096) : undefined;
  return head?.includes(0) ? rawView(name satisfies SideName, body, 0) : undefined;
}

/** A whole number of an address; `undefined` for anything else. */
export function whole(text: string | null): number | undefined {
  return text !== null && /^\d{1,15}$/.test(text.trim()) ? Number(text) : undefined;
}
