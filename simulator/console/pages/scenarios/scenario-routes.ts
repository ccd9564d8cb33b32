import { SimulatorError } from '../../../../src/platform/simulator-error.ts';
import type { Child } from '../../../../src/wire/html/markup.ts';
import type { ScenarioDesk, ScenarioSummary, SituationView } from '../../../doors/scenario-desk.ts';
import type { ConsoleParts } from '../../console-parts.ts';
import { CONSOLE, h } from '../../element.ts';
import {
  type ConsoleCall,
  type ConsoleRoute,
  NothingHereError,
  type PageView,
} from '../../page.ts';
import { crumbs } from '../../pieces/crumbs.ts';
import { type LoadFields, loadForm, orderOf, readLoadFields } from './load-form.ts';
import { scenarioTabs } from './scenario-tabs.ts';
import { readShelfQuery, shelfView } from './shelf-view.ts';
import {
  buttons,
  loadedSituations,
  situationAddress,
  situationFacts,
  situationProgress,
} from './situation-view.ts';

const SECTION = { section: 'scenarios' } as const;

/** Situations that counterparts play: the files, those in place, what happens in each. */
export function scenarioRoutes(parts: ConsoleParts): readonly ConsoleRoute[] {
  const { scenarios } = parts;
  return scenarios ? routesOf(parts, scenarios) : [];
}

function routesOf(parts: ConsoleParts, desk: ScenarioDesk): readonly ConsoleRoute[] {
  const { journal, world } = parts;

  const loading = (file: ScenarioSummary, fields: LoadFields, wrong?: Child): PageView => ({
    title: file.title,
    ...(wrong !== undefined && { status: 422 }),
    body: [
      crumbs(['Scenarios', '/scenarios'], [file.name]),
      loadForm({ file, parties: world.current().parties, fields, wrong }),
    ],
  });
  const fileNamed = async (name: string): Promise<ScenarioSummary> => {
    const found = (await desk.files()).find((file) => file.name === name || file.path === name);
    if (found) return found;
    throw new NothingHereError(
      `There is no scenario file "${name.slice(0, 100)}".`,
      'The page Scenarios lists them.',
    );
  };
  const gone = (id: string) =>
    new NothingHereError(
      `No situation ${id} is in place.`,
      'The page Scenarios shows those that are.',
    );
  const situation = async ({ params: { id = '' } }: ConsoleCall): Promise<SituationView> => {
    const found = await desk.get(id);
    if (found) return found;
    throw gone(id);
  };
  const progress = async (found: SituationView) => {
    const sequences = new Map<string, number>();
    for (const { messageId } of found.messages.slice(-200)) {
      const [entry] = await journal.find({ messageId, limit: 1 });
      if (entry) sequences.set(messageId, entry.sequence);
    }
    return situationProgress(found, (messageId) => sequences.get(messageId));
  };
  const done = async (call: ConsoleCall, deed: (id: string) => Promise<boolean>) => {
    const { id = '' } = call.params;
    if (await deed(id)) return { seeOther: `/scenarios/${encodeURIComponent(id)}` };
    throw gone(id);
  };

  return [
    {
      ...{ method: 'get', path: '/scenarios', ...SECTION },
      async answer({ query }) {
        const files = await desk.files();
        return {
          title: 'Scenarios',
          body: [
            scenarioTabs(parts, 'situations'),
            h(
              'div',
              { 'data-live': `${CONSOLE}/scenarios/loaded`, 'data-on': 'journal' },
              loadedSituations(await desk.loaded()),
            ),
            h('h2', {}, 'Situations that a counterpart can play'),
            shelfView(files, readShelfQuery(query)),
          ],
        };
      },
    },
    {
      ...{ method: 'get', path: '/scenarios/loaded', ...SECTION },
      answer: async () => ({ fragment: loadedSituations(await desk.loaded()) }),
    },
    {
      ...{ method: 'get', path: '/scenarios/new', ...SECTION },
      async answer({ query }) {
        const fields = readLoadFields(query);
        return loading(await fileNamed(fields.file), fields);
      },
    },
    {
      ...{ method: 'post', path: '/scenarios', ...SECTION },
      async answer({ form }) {
        const fields = readLoadFields(form);
        const file = await fileNamed(fields.file);
        const meant = orderOf(fields, file);
        if ('wrong' in meant) return loading(file, fields, meant.wrong);
        try {
          const { id } = await desk.load(meant.order);
          return { seeOther: `/scenarios/${encodeURIComponent(id)}` };
        } catch (error) {
          if (!(error instanceof SimulatorError)) throw error;
          const told = [
            h('p', { class: 'prewrap' }, error.message),
            h('p', { class: 'remedy' }, error.remedy),
          ];
          return loading(file, fields, told);
        }
      },
    },
    {
      ...{ method: 'get', path: '/scenarios/:id', ...SECTION },
      async answer(call) {
        const found = await situation(call);
        return {
          title: found.title,
          aside: h('div', { class: 'row' }, buttons(found)),
          body: [
            crumbs(['Scenarios', '/scenarios'], [found.id]),
            h('p', { class: 'alert note' }, h('strong', {}, 'To do: '), found.whatToDo),
            situationFacts(found),
            h(
              'div',
              { 'data-live': `${situationAddress(found.id)}/progress`, 'data-on': 'journal' },
              await progress(found),
            ),
          ],
        };
      },
    },
    {
      ...{ method: 'get', path: '/scenarios/:id/progress', ...SECTION },
      answer: async (call) => ({ fragment: await progress(await situation(call)) }),
    },
    {
      ...{ method: 'post', path: '/scenarios/:id/start', ...SECTION },
      answer: (call) => done(call, (id) => desk.start(id)),
    },
    {
      ...{ method: 'post', path: '/scenarios/:id/cue', ...SECTION },
      answer: (call) => done(call, (id) => desk.cue(id, call.form.get('cue') ?? '')),
    },
    {
      ...{ method: 'post', path: '/scenarios/:id/remove', ...SECTION },
      async answer(call) {
        const { id = '' } = call.params;
        if (!(await desk.remove(id))) throw gone(id);
        return { seeOther: '/scenarios' };
      },
    },
  ];
}
