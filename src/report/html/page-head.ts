import { createHash } from 'node:crypto';
import { type Child, h, ownText } from '../../wire/html/markup.ts';
import { STYLES } from './styles.ts';

/** The head of a page: nothing may be loaded, and nothing but our own style and script may work. */
export function headOf(title: string, script?: string): readonly Child[] {
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const policy = [
    "default-src 'none'",
    `style-src ${hash(STYLES)}`,
    ...(script === undefined ? [] : [`script-src ${hash(script)}`]),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return [
    h('meta', { charset: 'utf-8' }),
    h('meta', { 'http-equiv': 'Content-Security-Policy', content: policy }),
    h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    h('title', {}, title),
    ownText('style', STYLES),
  ];
}
