import type { Entry } from '../../../../src/journal/entry.ts';
import type { JournalReader } from '../../../../src/journal/journal.ts';
import type { Markup } from '../../../../src/wire/html/markup.ts';
import { h } from '../../element.ts';
import { dataTable } from '../../pieces/data-table.ts';
import { messageLink } from './head-facts.ts';

interface Relation {
  readonly entry: Entry;
  readonly how: string;
}

const MOST_OF_MESSAGE = 100;
const MOST_OF_CONVERSATION = 1_000;
const MOST_SHOWN = 60;

/** Other entries about the same message, or that refer to it, or that it refers to. */
export async function relatedTo(
  journal: Pick<JournalReader, 'find'>,
  entry: Entry,
): Promise<Markup | undefined> {
  const relations = await find(journal, entry);
  if (relations.length === 0) return undefined;
  const shown = relations.slice(0, MOST_SHOWN);
  const more = relations.length - shown.length;
  return h(
    'section',
    { 'aria-labelledby': 'related' },
    h('h2', { id: 'related' }, 'What belongs to it'),
    dataTable(
      'Related entries',
      [
        {
          title: 'Entry',
          cell: ({ entry: { sequence } }) => messageLink(sequence, `#${sequence}`),
        },
        { title: 'How', cell: ({ how }) => how, className: 'nowrap' },
        { title: 'What', cell: ({ entry: { summary } }) => summary },
        {
          title: 'Answer',
          cell: ({ entry: { response } }) =>
            response?.status !== undefined && `HTTP ${response.status}`,
          className: 'nowrap',
        },
        {
          title: 'At',
          cell: ({ entry: { at } }) => h('time', { datetime: at, class: 'nowrap small' }, at),
          className: 'wide',
        },
      ],
      shown,
    ),
    more > 0 && h('p', { class: 'soft' }, `${more} more are not shown.`),
  );
}

async function find(
  journal: Pick<JournalReader, 'find'>,
  { sequence, service, messageId, refToMessageId, conversationId }: Entry,
): Promise<readonly Relation[]> {
  const found = new Map<number, Relation>();
  const add = (entries: readonly Entry[], how: (entry: Entry) => string) => {
    for (const entry of entries) {
      if (entry.sequence === sequence || found.has(entry.sequence)) continue;
      found.set(entry.sequence, { entry, how: how(entry) });
    }
  };
  const limit = MOST_OF_MESSAGE;
  if (messageId !== undefined) {
    const own = await journal.find({ messageId, limit });
    add(own, (entry) => sameMessage(entry, service, sequence));
  }
  if (refToMessageId !== undefined)
    add(await journal.find({ messageId: refToMessageId, limit }), () => 'refers to it');
  if (messageId !== undefined && conversationId !== undefined) {
    const later = await journal.find({ conversationId, limit: MOST_OF_CONVERSATION });
    const id = messageId.toUpperCase();
    add(
      later.filter((each) => each.refToMessageId?.toUpperCase() === id),
      ({ interaction }) =>
        interaction === 'Acknowledgment'
          ? 'acknowledges this'
          : interaction === 'MessageError'
            ? 'reports an error of this'
            : 'refers to this',
    );
  }
  return [...found.values()].sort((one, other) => one.entry.sequence - other.entry.sequence);
}

/** What another entry about the same message is to this one. */
function sameMessage(other: Entry, service: string, sequence: number): string {
  const { kind, facts = {} } = other;
  if (kind === 'delivery')
    return `delivery by ${other.service}${facts.attempt ? `, attempt ${facts.attempt}` : ''}`;
  if (kind === 'settled') return 'end of the work';
  if (kind !== 'received') return `${kind} by ${other.service}`;
  if (other.service !== service) return `received by ${other.service}`;
  return other.sequence < sequence ? 'came before' : 'came again';
}
