import { createHash } from 'node:crypto';

/** The one stylesheet of the pages. System fonts, nothing from outside, light and dark. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #17202a; --soft: #55606e; --paper: #f4f6f8; --card: #ffffff;
  --line: #d3dae2; --blue: #005eb8; --band: #005eb8; --warn: #8a4b00; --focus: #ffb81c; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8edf2; --soft: #a9b4c0; --paper: #12171d; --card: #1b232c; --line: #35414e;
    --blue: #6cb2ff; --band: #003d78; --warn: #ffc27a; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
header { background: var(--band); color: #ffffff; padding: .75rem 1.25rem; font-weight: 600; }
header span { font-weight: 400; opacity: .9; }
main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1.25rem 3rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.05rem; margin: 2rem 0 .5rem; }
p { margin: .5rem 0 1rem; overflow-wrap: anywhere; }
.soft { color: var(--soft); }
ul { list-style: none; margin: 0; padding: 0; display: grid; gap: .5rem; }
button { width: 100%; text-align: left; font: inherit; color: inherit; cursor: pointer;
  background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .7rem 1rem; }
button:hover { border-color: var(--blue); }
button:focus-visible, a:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
button b { display: block; }
button small { display: block; color: var(--soft); font-size: .875rem; }
.tag { display: inline-block; font-size: .75rem; font-weight: 600; color: var(--warn);
  border: 1px solid currentColor; border-radius: 1rem; padding: 0 .5rem; margin-left: .5rem; }
.away { background: none; border-style: dashed; color: var(--soft); margin-top: 1.5rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .4rem 1.25rem; margin: 1rem 0;
  background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
code { font: .82rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; gap: .1rem; } dd { margin-bottom: .6rem; } }
`;

/** By this source the content security policy allows that stylesheet and no other. */
export const STYLE_SOURCE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;
