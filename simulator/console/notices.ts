import { CONSOLE, h } from './element.ts';
import type { PageView } from './page.ts';

/** Something that is no page of its own: what is wrong, and what to do. */
export function problemPage(
  title: string,
  message: string,
  remedy: string,
  status: number,
): PageView {
  return {
    title,
    status,
    body: h(
      'div',
      { class: 'card problem', role: 'alert' },
      h('p', {}, message),
      remedy !== '' && h('p', { class: 'remedy' }, remedy),
    ),
  };
}

export function nothingHerePage(): PageView {
  return problemPage(
    'Nothing is here',
    'This address leads to no page of the console.',
    'Choose one above.',
    404,
  );
}

export function errorPage(): PageView {
  return problemPage(
    'An error of spinebox',
    'The page could not be made.',
    'Look into the log of the simulator. This is a fault of the simulator, not yours.',
    500,
  );
}

export function loginPage(wrong: boolean): PageView {
  return {
    title: 'Log in',
    status: wrong ? 401 : 200,
    body: h(
      'form',
      { class: 'card', method: 'post', action: `${CONSOLE}/login` },
      wrong && h('p', { role: 'alert', class: 'bad' }, 'This is not the token.'),
      h(
        'label',
        {},
        'Token of the control API (control.token)',
        h('input', {
          name: 'token',
          type: 'password',
          autocomplete: 'current-password',
          required: true,
        }),
      ),
      h('button', { type: 'submit' }, 'Log in'),
    ),
  };
}
