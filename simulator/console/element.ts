import { elementWriter } from '../../src/wire/html/markup.ts';

/** Where the console lies on the control listener. */
export const CONSOLE = '/console';

/**
 * Elements of the console: its links and forms stay in the console or on the page, it loads only its own script and
 * style sheet.
 */
export const h = elementWriter({
  href: /^(?:#[\w.:-]*|\?[^\s"<>\\]*|\/console(?:\/[^\s"<>\\]*)?|\/api\/v1\/[^\s"<>\\]*)$/,
  action: /^\/console\/[^\s"<>\\]*$/,
  src: /^\/console\/assets\/[\w.-]+$/,
});
