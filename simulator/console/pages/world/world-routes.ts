import type { WorldPatch } from '../../../world/world-config.ts';
import type { ConsoleParts } from '../../console-parts.ts';
import { type ConsoleRoute, NothingHereError } from '../../page.ts';
import { attempt } from './attempt.ts';
import { contractPage, contractPatch } from './contract-page.ts';
import { patchOf, patchPage } from './patch-page.ts';
import { patientRoutes } from './patient-routes.ts';
import { practicePage, practicePatch } from './practice-page.ts';
import { resetPage } from './reset-page.ts';
import { type SettingsForm, settingsPatch } from './settings-card.ts';
import { worldFile } from './world-file.ts';
import { worldPage } from './world-page.ts';

/** The world: who takes part, under which rules, and the ways to change that while it runs. */
export function worldRoutes(parts: ConsoleParts): readonly ConsoleRoute[] {
  const { world, settings, journal, patients } = parts;
  const section = 'world' as const;
  const get = { method: 'get', section } as const;
  const post = { method: 'post', section } as const;
  const tried = async (typed: URLSearchParams, patch: () => WorldPatch): Promise<SettingsForm> => {
    const tries = await attempt(async () => settings.patch(patch()));
    return tries.ok ? { changed: tries.result } : { refused: tries.refused, typed };
  };
  const page = (form?: SettingsForm) =>
    worldPage(world.current(), settings.config(), patients !== undefined, form);
  const practice = (name = '') => {
    const { organisations } = settings.config();
    const organisation = Object.hasOwn(organisations, name) ? organisations[name] : undefined;
    if (organisation) return { name, organisation };
    throw new NothingHereError(
      'There is no practice of that name.',
      'World lists those that there are. Practices of scenarios come and go with them.',
    );
  };
  const shownPractice = (name: string | undefined, form?: SettingsForm) => {
    const found = practice(name);
    return practicePage(world.current(), found.name, found.organisation, form);
  };
  const contract = (name: string | undefined, of: string | null, form?: SettingsForm) => {
    const found = practice(name);
    const { contracts, timeScale } = world.current();
    const one = contracts.find(
      ({ partyKey, service, action }) =>
        partyKey === found.organisation.partyKey && `${service}:${action}` === of,
    );
    if (one) return contractPage({ ...found, contract: one, timeScale }, form);
    throw new NothingHereError(
      'The practice has no such contract.',
      'Its page lists the contracts that it has.',
    );
  };
  return [
    { ...get, path: '/world', answer: async () => page() },
    {
      ...post,
      path: '/world',
      answer: async ({ form }) => page(await tried(form, () => settingsPatch(form))),
    },
    {
      ...get,
      path: '/world/file',
      answer: async ({ query }) => worldFile(settings.config(), query.get('as')),
    },
    { ...get, path: '/world/patch', answer: async () => patchPage() },
    {
      ...post,
      path: '/world/patch',
      answer: async ({ form }) => patchPage(await tried(form, () => patchOf(form))),
    },
    { ...get, path: '/world/reset', answer: async () => resetPage(await journal.count({})) },
    {
      ...post,
      path: '/world/reset',
      async answer() {
        await parts.reset();
        return { seeOther: '/world' };
      },
    },
    {
      ...get,
      path: '/world/practices/:name',
      answer: async ({ params }) => shownPractice(params.name),
    },
    {
      ...post,
      path: '/world/practices/:name',
      async answer({ params, form }) {
        const { name } = practice(params.name);
        return shownPractice(name, await tried(form, () => practicePatch(name, form)));
      },
    },
    {
      ...get,
      path: '/world/practices/:name/contract',
      answer: async ({ params, query }) => contract(params.name, query.get('of')),
    },
    {
      ...post,
      path: '/world/practices/:name/contract',
      async answer({ params, form }) {
        const of = form.get('of');
        // Nothing is changed for an interaction that there is no contract for.
        contract(params.name, of);
        const patch = () => contractPatch(params.name ?? '', of ?? '', form);
        return contract(params.name, of, await tried(form, patch));
      },
    },
    ...(patients ? patientRoutes(patients, world) : []),
  ];
}
