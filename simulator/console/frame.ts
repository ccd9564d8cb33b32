import { type Child, htmlDocument } from '../../src/wire/html/markup.ts';
import { CONSOLE, h } from './element.ts';
import { type ConsoleSection, type PageView, SECTIONS } from './page.ts';

export interface FrameFacts {
  readonly section: ConsoleSection | undefined;
  readonly version: string;
  /** Whether somebody is logged in, and so can log out. */
  readonly loggedIn: boolean;
  /** Tasks that wait for a person. */
  readonly waiting: number;
}

/** A whole page: navigation, heading, what the page says. */
export function framed({ title, body, aside }: PageView, facts: FrameFacts): string {
  const { section, version, loggedIn, waiting } = facts;
  const items = Object.entries(SECTIONS).map(([name, [label, path]]) =>
    h(
      'li',
      {},
      h(
        'a',
        {
          href: CONSOLE + path,
          'aria-current': name === section ? 'page' : undefined,
        },
        label,
        name === 'scenarios' &&
          waiting > 0 &&
          h('span', { class: 'count' }, waiting, h('span', { class: 'vh' }, ' waiting')),
      ),
    ),
  );
  return htmlDocument(headOf(`${title} \u00b7 spinebox`), [
    h('a', { class: 'skip', href: '#main' }, 'Skip to the content'),
    h(
      'header',
      { class: 'top' },
      h('a', { class: 'brand', href: `${CONSOLE}/` }, 'spinebox', h('small', {}, ` ${version}`)),
      h('nav', { 'aria-label': 'Console' }, h('ul', {}, items)),
      loggedIn &&
        h(
          'form',
          { method: 'post', action: `${CONSOLE}/logout` },
          h('button', { type: 'submit', class: 'quiet' }, 'Log out'),
        ),
    ),
    h(
      'main',
      { id: 'main', tabindex: '-1' },
      h('div', { class: 'head' }, h('h1', {}, title), aside),
      body,
    ),
  ]);
}

export function headOf(title: string): readonly Child[] {
  return [
    h('meta', { charset: 'utf-8' }),
    h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    h('meta', { name: 'color-scheme', content: 'light dark' }),
    h('title', {}, title),
    h('link', { rel: 'icon', type: 'image/svg+xml', href: `${CONSOLE}/assets/icon.svg` }),
    h('link', { rel: 'stylesheet', href: `${CONSOLE}/assets/console.css` }),
    h('script', { type: 'module', src: `${CONSOLE}/assets/console.js` }),
  ];
}
