import type { Child, Markup } from '../../../../src/wire/html/markup.ts';
import type { ScenarioSummary } from '../../../doors/scenario-desk.ts';
import { CONSOLE, h } from '../../element.ts';
import { badge } from '../../pieces/badge.ts';
import { dataTable } from '../../pieces/data-table.ts';
import { empty } from '../../pieces/empty.ts';

/** Which files are looked for. */
export interface ShelfQuery {
  /** In name, title and path. */
  readonly text: string;
  readonly plays: 'sender' | 'requester' | undefined;
}

const MOST_LETTERS = 100;

export function readShelfQuery(query: URLSearchParams): ShelfQuery {
  const plays = query.get('plays');
  return {
    text: (query.get('text') ?? '').trim().slice(0, MOST_LETTERS),
    plays: plays === 'sender' || plays === 'requester' ? plays : undefined,
  };
}

/** The scenario files, searched. Each leads to its form. */
export function shelfView(files: readonly ScenarioSummary[], { text, plays }: ShelfQuery): Child {
  const words = text.toLowerCase().split(/\s+/);
  const found = files.filter(
    (file) =>
      (plays === undefined || file.plays === plays) &&
      words.every((word) => `${file.path} ${file.title}`.toLowerCase().includes(word)),
  );
  return [
    searchForm(text, plays),
    h('p', { class: 'soft' }, `${found.length} of ${files.length} files`),
    found.length === 0 ? empty('No file has these words', 'Search for fewer.') : table(found),
  ];
}

function searchForm(text: string, plays: string | undefined): Markup {
  return h(
    'form',
    { class: 'filters', method: 'get', action: `${CONSOLE}/scenarios`, role: 'search' },
    h(
      'label',
      {},
      'Words',
      h('input', {
        type: 'search',
        name: 'text',
        value: text,
        placeholder: 'fragment, refused, late',
      }),
    ),
    h(
      'label',
      {},
      'The counterpart plays',
      h(
        'select',
        { name: 'plays' },
        [
          ['', 'either'],
          ['sender', 'sender'],
          ['requester', 'requester'],
        ].map(([value, label]) => h('option', { value, selected: value === (plays ?? '') }, label)),
      ),
    ),
    h('button', { type: 'submit' }, 'Search'),
  );
}

function table(files: readonly ScenarioSummary[]): Markup {
  return dataTable<ScenarioSummary>(
    'Scenario files',
    [
      {
        title: 'Situation',
        cell: ({ name, title }) => [
          h(
            'a',
            { href: `${CONSOLE}/scenarios/new?${new URLSearchParams({ file: name })}` },
            title,
          ),
        ],
      },
      { title: 'The counterpart', cell: ({ plays }) => badge('plain', plays) },
      { title: 'File', className: 'wide', cell: ({ path }) => h('code', {}, path) },
      {
        title: 'Parameters',
        className: 'wide',
        cell: ({ parameters }) => Object.keys(parameters).join(', '),
      },
    ],
    files,
  );
}
