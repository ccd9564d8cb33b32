import type { Reply } from '../face.ts';
import { type Html, html } from './html.ts';
import { STYLE, STYLE_SOURCE } from './style.ts';

export interface Page {
  readonly title: string;
  readonly content: Html;
  /** Where a form may lead in the end, besides here: a redirect after a form is held to the policy too. */
  readonly leadsTo?: string | undefined;
}

/** A page of the identity services: no script, nothing from outside, not to be framed. */
export function pageAnswer(
  status: number,
  { title, content, leadsTo }: Page,
  result: string,
): Reply {
  const { markup } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - spinebox</title>
<style>${{ markup: STYLE }}</style>
</head>
<body>
<header>spinebox <span>simulated sign-in, synthetic people only</span></header>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`;
  return {
    status,
    headers: [
      ['Content-Type', 'text/html; charset=utf-8'],
      ['Content-Security-Policy', policy(leadsTo)],
      ['X-Content-Type-Options', 'nosniff'],
      ['Referrer-Policy', 'no-referrer'],
      ['Cache-Control', 'no-store'],
    ],
    body: markup,
    result,
  };
}

/** A page that only says something. */
export function messagePage(status: number, title: string, text: string, result: string): Reply {
  return pageAnswer(status, { title, content: html`<p>${text}</p>` }, result);
}

function policy(leadsTo: string | undefined): string {
  return [
    "default-src 'none'",
    `style-src ${STYLE_SOURCE}`,
    `form-action 'self'${leadsTo === undefined ? '' : ` ${sourceOf(leadsTo)}`}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}

/** The origin of an address, or the scheme alone of an application's own (`myapp:`). */
function sourceOf(address: string): string {
  const { protocol, host } = URL.parse(address) ?? { protocol: '', host: '' };
  return /^https?:$/.test(protocol) && /^[\w.:[\]-]+$/.test(host)
    ? `${protocol}//${host}`
    : protocol;
}
