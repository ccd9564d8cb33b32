import type { Child } from '../../../src/wire/html/markup.ts';
import type { ConsoleParts } from '../console-parts.ts';
import { CONSOLE, h } from '../element.ts';
import { heldFor } from '../held-for.ts';
import type { ConsoleRoute } from '../page.ts';
import { openTraffic } from '../traffic.ts';
import { certificatesTable } from './overview/certificates-table.ts';
import { connectCards } from './overview/connect-cards.ts';
import { figures } from './overview/figures.ts';
import { findingsList } from './overview/findings-list.ts';
import { servicesTable } from './overview/services-table.ts';
import { systemsTable } from './overview/systems-table.ts';
import { trafficCard } from './overview/traffic-card.ts';

/** However often something happens, the doctor is asked so often at most. */
const DOCTOR_MS = 2000;

/** What is up, how it goes, what is wrong, and how to connect. */
export function overviewRoutes(parts: ConsoleParts): readonly ConsoleRoute[] {
  const traffic = openTraffic(parts.journal, parts.clock);
  const findings = heldFor(DOCTOR_MS, parts.clock, async () => (await parts.doctor?.()) ?? []);
  const pieces: Readonly<Record<string, () => Promise<Child>>> = {
    figures: async () => figures(parts, traffic.view(), await parts.journal.openByParty()),
    doctor: async () => findingsList(await findings()),
    systems: () => systemsTable(parts),
    traffic: async () => trafficCard(traffic.view()),
  };
  const live = async (name: string, on: string, every: number) =>
    h(
      'div',
      { 'data-live': `${CONSOLE}/overview/${name}`, 'data-on': on, 'data-every': every },
      await pieces[name]?.(),
    );
  return [
    {
      method: 'get',
      path: '/',
      section: 'overview',
      answer: async () => ({
        title: 'Overview',
        body: [
          await live('figures', 'journal tasks', 5),
          h('h2', { id: 'doctor' }, 'Doctor'),
          await live('doctor', 'journal', 15),
          h(
            'div',
            { class: 'grid' },
            h(
              'section',
              {},
              h('h2', { id: 'systems' }, 'Systems'),
              await live('systems', 'journal', 30),
            ),
            h(
              'section',
              {},
              h('h2', { id: 'services' }, 'Services'),
              servicesTable(parts.readiness()),
            ),
          ),
          h('h2', { id: 'traffic' }, 'Traffic of five minutes'),
          await live('traffic', 'journal', 5),
          h('h2', { id: 'connect' }, 'How to connect'),
          connectCards(parts.ready()),
          h('h2', { id: 'certificates' }, 'Certificates'),
          certificatesTable(await parts.certificates(), new Date()),
        ],
      }),
    },
    ...Object.entries(pieces).map(
      ([name, piece]): ConsoleRoute => ({
        method: 'get',
        path: `/overview/${name}`,
        section: 'overview',
        answer: async () => ({ fragment: await piece() }),
      }),
    ),
  ];
}
