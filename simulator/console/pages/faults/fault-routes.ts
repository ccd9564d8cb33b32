import { SimulatorError } from '../../../../src/platform/simulator-error.ts';
import { formatPath, WorldError } from '../../../world/world-problem.ts';
import type { ConsoleParts } from '../../console-parts.ts';
import { type ConsoleRoute, NothingHereError, type PageView } from '../../page.ts';
import { scenarioTabs } from '../scenarios/scenario-tabs.ts';
import { draftOf, type FaultFields, type RuleDraft, readFaultFields } from './fault-form.ts';
import { faultPage } from './fault-page.ts';
import { FAULT_PRESETS } from './fault-presets.ts';

const SECTION = { section: 'scenarios' } as const;

/** What is made to go wrong while the simulator runs. */
export function faultRoutes(parts: ConsoleParts): readonly ConsoleRoute[] {
  const { settings } = parts;
  const used = new Set<string>();
  // Requests are counted by the name of a rule: one that is set a second time begins to count anew.
  const fresh = (name: string) => {
    const taken = (each: string) => used.has(each) || Object.hasOwn(settings.config().faults, each);
    let free = name;
    for (let at = 2; taken(free); at++) free = `${name}-${at}`;
    used.add(free);
    return free;
  };
  const put = async (name: string, rule: RuleDraft | null) => {
    await settings.patch({ faults: { [name]: rule } });
  };
  const view = (fields: FaultFields, wrong: readonly string[] = []): PageView => ({
    title: 'Faults',
    ...(wrong.length > 0 && { status: 422 }),
    body: [scenarioTabs(parts, 'faults'), faultPage({ config: settings.config(), fields, wrong })],
  });
  return [
    {
      ...{ method: 'get', path: '/faults', ...SECTION },
      answer: async ({ query }) => view(readFaultFields(query)),
    },
    {
      ...{ method: 'post', path: '/faults', ...SECTION },
      async answer({ form }) {
        const fields = readFaultFields(form);
        const draft = draftOf(fields);
        if ('wrong' in draft) return view(fields, draft.wrong);
        try {
          await put(fresh(draft.name), draft.rule);
        } catch (error) {
          if (error instanceof SimulatorError) return view(fields, toldOf(error));
          throw error;
        }
        return { seeOther: '/faults' };
      },
    },
    {
      ...{ method: 'post', path: '/faults/preset', ...SECTION },
      async answer({ form }) {
        const preset = FAULT_PRESETS.find(({ name }) => name === form.get('preset'));
        if (!preset) {
          throw new NothingHereError('There is no such preset.', 'The page Faults has them all.');
        }
        const { name, faces, action, times } = preset;
        const caller = (form.get('caller') ?? '').trim().slice(0, 200);
        await put(fresh(name), {
          faces,
          when: caller === '' ? {} : { caller: [caller] },
          ...(times !== undefined && { attempts: { from: 1, to: times } }),
          actions: [action],
        });
        return { seeOther: '/faults' };
      },
    },
    {
      ...{ method: 'post', path: '/faults/remove', ...SECTION },
      async answer({ form }) {
        const name = form.get('name') ?? '';
        if (!Object.hasOwn(settings.config().faults, name)) {
          throw new NothingHereError(
            'This rule is not in force any more.',
            'The page Faults shows those that are.',
          );
        }
        used.add(name);
        await put(name, null);
        return { seeOther: '/faults' };
      },
    },
  ];
}

/** What the world says against the rule, without the path that the form has no use for. */
function toldOf(error: SimulatorError): readonly string[] {
  if (!(error instanceof WorldError)) return [error.message, error.remedy];
  return error.problems
    .filter(({ severity }) => severity === 'error')
    .map(({ path, text, got }) => {
      const where = path[0] === 'faults' ? path.slice(2) : path;
      return `${formatPath(where) || 'rule'}: ${text}${got === undefined ? '' : `; got ${got}`}`;
    });
}
