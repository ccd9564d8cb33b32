import type { ConsoleParts } from '../console-parts.ts';
import { h } from '../element.ts';
import type { ConsoleRoute } from '../page.ts';

/** What is up, and how to connect. */
export function overviewRoutes(parts: ConsoleParts): readonly ConsoleRoute[] {
  const checks = () =>
    h(
      'ul',
      {},
      parts
        .readiness()
        .checks.map(({ name, ready, detail }) =>
          h('li', {}, ready ? 'up ' : 'down ', name, ' ', h('code', {}, detail ?? '')),
        ),
    );
  return [
    {
      method: 'get',
      path: '/',
      section: 'overview',
      answer: async () => ({ title: 'Overview', body: h('div', {}, checks()) }),
    },
  ];
}
