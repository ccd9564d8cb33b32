import type { Organisation } from '../../../../src/organisations/organisation.ts';
import { organisationSchema } from '../../../../src/organisations/organisation-schema.ts';
import type { OrganisationDesk } from '../../../doors/organisation-desk.ts';
import type { ConsoleParts } from '../../console-parts.ts';
import { type ConsoleRoute, NothingHereError } from '../../page.ts';
import { empty } from '../../pieces/empty.ts';
import { neighbourTabs } from '../neighbours/neighbour-tabs.ts';
import { attempt, FormError } from '../world/attempt.ts';
import { importPage } from './import-page.ts';
import { organisationPage } from './organisation-page.ts';
import { organisationSearch } from './organisation-search.ts';

const section = 'neighbours' as const;
const get = { method: 'get', section } as const;
const post = { method: 'post', section } as const;

/** The organisations of ODS: looked up, changed, taken in. */
export function organisationRoutes(parts: ConsoleParts): readonly ConsoleRoute[] {
  const { organisations: desk } = parts;
  const list: ConsoleRoute = {
    ...get,
    path: '/organisations',
    answer: async ({ query }) => ({
      title: 'Organisations',
      body: [
        neighbourTabs(parts, 'organisations'),
        desk
          ? organisationSearch(desk, query)
          : empty('There is no ODS in this world', 'Give it organisations, and start again.'),
      ],
    }),
  };
  return desk ? [list, ...importRoutes(desk), ...recordRoutes(desk)] : [list];
}

function importRoutes(desk: OrganisationDesk): readonly ConsoleRoute[] {
  return [
    { ...get, path: '/organisations/import', answer: async () => importPage() },
    {
      ...post,
      path: '/organisations/import',
      async answer({ form }) {
        const text = form.get('records') ?? '';
        const tried = await attempt(() => desk.importText(text));
        return tried.ok ? importPage('', tried.result) : importPage(text, tried.refused);
      },
    },
  ];
}

function recordRoutes(desk: OrganisationDesk): readonly ConsoleRoute[] {
  const organisationOf = (code = '') => {
    const found = desk.find(code.toUpperCase());
    if (found) return found;
    throw new NothingHereError(
      'ODS has no organisation of this code.',
      'Look for it by its name, or take it in.',
    );
  };
  return [
    {
      ...get,
      path: '/organisations/:code',
      answer: async ({ params }) => organisationPage(desk, organisationOf(params.code)),
    },
    {
      ...post,
      path: '/organisations/:code',
      async answer({ params, form }) {
        const before = organisationOf(params.code);
        const text = form.get('record') ?? '';
        const tried = await attempt(async () => desk.put(organisationIn(text, before.odsCode)));
        if (tried.ok)
          return organisationPage(desk, organisationOf(before.odsCode), { changed: true });
        return organisationPage(desk, before, { refused: tried.refused, typed: text });
      },
    },
    {
      ...post,
      path: '/organisations/:code/remove',
      async answer({ params }) {
        const { odsCode } = organisationOf(params.code);
        if (await desk.remove(odsCode)) return { seeOther: '/organisations' };
        return organisationPage(desk, organisationOf(odsCode), {
          refused: new FormError(
            `${odsCode} stands in the world itself`,
            'Take it out of the world file, or close it: "status": "Inactive".',
          ),
        });
      },
    },
  ];
}

/** Throws a FormError that says where. */
function organisationIn(text: string, odsCode: string): Organisation {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new FormError(
      `it is no JSON: ${error instanceof Error ? error.message : ''}`,
      'Mend the place that is named.',
    );
  }
  const read = organisationSchema.safeParse(value);
  if (!read.success)
    throw new FormError(
      [
        'it is no organisation:',
        ...read.error.issues.map(
          ({ path, message }) => `${path.join('.') || 'record'}: ${message}`,
        ),
      ].join('\n'),
      'Mend the places that are named.',
    );
  if (read.data.odsCode !== odsCode)
    throw new FormError(
      `it has the code ${read.data.odsCode}`,
      `Leave the code as it is, ${odsCode}; others are taken in on the page "Import".`,
    );
  return read.data as Organisation;
}
