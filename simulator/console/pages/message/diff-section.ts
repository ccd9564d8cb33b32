import type { Difference } from '../../../../src/explain/diff/difference.ts';
import type { MessageToCompare } from '../../../../src/explain/diff/opened-message.ts';
import { semanticDiff } from '../../../../src/explain/diff/semantic-diff.ts';
import type { Entry } from '../../../../src/journal/entry.ts';
import type { JournalReader } from '../../../../src/journal/journal.ts';
import { SimulatorError } from '../../../../src/platform/simulator-error.ts';
import type { Child, Markup } from '../../../../src/wire/html/markup.ts';
import { h } from '../../element.ts';
import { dataTable } from '../../pieces/data-table.ts';
import { MOST_IN_MEMORY } from './body-bytes.ts';
import { messageLink } from './head-facts.ts';

/** How this message differs by meaning from another, when that is asked for: `?diff=12`; and the way to ask for it. */
export async function differences(
  journal: JournalReader,
  entry: Entry,
  query: URLSearchParams,
): Promise<Markup | undefined> {
  if (!entry.request?.body) return undefined;
  const asked = query.get('diff')?.trim() ?? '';
  return h(
    'section',
    { 'aria-labelledby': 'diff', class: 'diff' },
    h('h2', { id: 'diff' }, 'Compared with another message'),
    form(asked.slice(0, 20), query.has('ids'), query.has('times')),
    asked !== '' && (await compared(journal, entry, asked, query)),
  );
}

function form(asked: string, ids: boolean, times: boolean): Markup {
  const box = (name: string, checked: boolean, said: string) =>
    h(
      'label',
      { class: 'check' },
      h('input', { type: 'checkbox', name, value: 'on', checked }),
      said,
    );
  return h(
    'form',
    { class: 'filters', method: 'get' },
    h(
      'label',
      {},
      'Number of the other entry',
      h('input', { name: 'diff', pattern: '#?[0-9]+', value: asked, size: 10, required: true }),
    ),
    box('ids', ids, 'ids count'),
    box('times', times, 'times count'),
    h('button', { type: 'submit' }, 'Compare'),
  );
}

async function compared(
  journal: JournalReader,
  entry: Entry,
  asked: string,
  query: URLSearchParams,
): Promise<Child> {
  const number = Number(/^#?(\d{1,15})$/.exec(asked)?.[1] ?? Number.NaN);
  const other = Number.isNaN(number) ? undefined : await journal.get(number);
  if (!other) return h('p', { class: 'alert odd' }, 'There is no entry of that number on record.');
  const [was, is] = [await requestOf(journal, other), await requestOf(journal, entry)];
  if (typeof was === 'string') return h('p', { class: 'alert odd' }, was);
  if (typeof is === 'string') return h('p', { class: 'alert odd' }, is);
  const options = { ids: query.has('ids'), times: query.has('times') };
  const { same, differences: found, more } = semanticDiff(was, is, options);
  const what = [
    messageLink(other.sequence, `#${other.sequence}`),
    h('span', { class: 'soft' }, ` ${other.summary}`),
  ];
  if (same) return h('p', { class: 'alert good' }, 'It means the same as ', what, '.');
  return [
    h('p', {}, `${found.length + more} differences from `, what),
    table(found),
    more > 0 && h('p', { class: 'soft' }, `${more} more are not listed.`),
  ];
}

async function requestOf(journal: JournalReader, entry: Entry): Promise<MessageToCompare | string> {
  const { request, sequence } = entry;
  if (!request?.body) return `Entry ${sequence} has no request body to compare.`;
  if (request.body.length > MOST_IN_MEMORY)
    return `The request of entry ${sequence} is too long to be compared here. Save both, and use "spinebox diff".`;
  try {
    const { method, path, headers, body } = request;
    return { method, path, headers, body: await journal.readBody(body) };
  } catch (error) {
    if (error instanceof SimulatorError) return `${error.message}. ${error.remedy}`;
    throw error;
  }
}

function table(found: readonly Difference[]): Markup {
  return dataTable<Difference>(
    'Differences',
    [
      {
        title: 'Where',
        cell: ({ path, where }) => [h('code', {}, path), placeOf(where)],
        className: 'name',
      },
      { title: 'Kind', cell: ({ kind }) => kind },
      { title: 'There', cell: ({ was }) => was !== undefined && h('del', {}, was) },
      { title: 'Here', cell: ({ is }) => is !== undefined && h('ins', {}, is) },
    ],
    found,
  );
}

function placeOf(where: Difference['where']): Child {
  if (where?.line === undefined) return undefined;
  const part = where.part === undefined ? '' : `part ${where.part}, `;
  return h('span', { class: 'soft small' }, ` ${part}line ${where.line}`);
}
