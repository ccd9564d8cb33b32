/** Type, links, and what stands around every page. */
export const FRAME_STYLES = `
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 4rem; }
body {
  margin: 0; background: var(--bg); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
}
code, pre, samp, kbd, .mono {
  font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .88em;
}
code { overflow-wrap: anywhere; }
a { color: var(--link); text-underline-offset: .15em; }
a:hover { text-decoration-thickness: .12em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: .2rem; }
main:focus-visible { outline: none; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: .5rem; background: var(--card); padding: .5rem 1rem; z-index: 5; }
.vh {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
.top {
  position: sticky; top: 0; z-index: 4; display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; align-items: center;
  padding: .45rem max(1rem, calc((100vw - 84rem) / 2 + 1rem)); background: var(--card);
  border-bottom: 1px solid var(--line); box-shadow: 0 1px 4px var(--shade);
}
.top form { margin: 0; }
.top ul { display: flex; flex-wrap: wrap; gap: .15rem; list-style: none; margin: 0; padding: 0; }
.top nav a {
  display: flex; align-items: center; gap: .35rem; padding: .35rem .75rem; border-radius: .4rem; text-decoration: none; color: inherit;
}
.top nav a:hover { background: var(--hover); }
.top nav a[aria-current] { background: var(--code); font-weight: 600; box-shadow: inset 0 -2px var(--primary); }
.brand { font-weight: 700; font-size: 1.05rem; letter-spacing: -.01em; text-decoration: none; color: inherit; }
.brand small { font-weight: 400; font-size: .8rem; letter-spacing: 0; color: var(--soft); }
.count {
  display: inline-block; min-width: 1.35rem; padding: 0 .35rem; border-radius: 1rem; text-align: center;
  background: var(--primary); color: var(--onprimary); font-size: .8rem; font-weight: 600; line-height: 1.35rem;
}
.live { display: flex; align-items: center; gap: .4rem; margin-left: auto; color: var(--good); font-size: .85rem; }
.live::before { content: ""; width: .55rem; height: .55rem; border-radius: 50%; background: currentColor; }
.live.off { color: var(--bad); }
.live.off::before { border-radius: 0; }
main { max-width: 84rem; margin: 0 auto; padding: .8rem 1rem 3rem; }
.head { display: flex; flex-wrap: wrap; gap: .3rem 1rem; align-items: center; justify-content: space-between; margin: .3rem 0 .8rem; }
h1 { font-size: 1.55rem; line-height: 1.25; letter-spacing: -.015em; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; line-height: 1.3; margin: 1.6rem 0 .5rem; }
h3 { font-size: 1rem; line-height: 1.3; margin: 1.1rem 0 .35rem; }
.card > :is(h2, h3):first-child { margin-top: 0; }
p { margin: .5rem 0; }
ul, ol { padding-left: 1.3rem; }
details > summary { cursor: pointer; }
@media (max-width: 40rem) {
  .top { position: static; padding: .4rem .6rem; }
  .top nav { order: 3; flex-basis: 100%; }
  .top nav a { padding: .35rem .3rem; font-size: .9rem; }
  .top nav ul { gap: 0; }
  main { padding: .6rem .7rem 2rem; }
  h1 { font-size: 1.3rem; }
}
@media (prefers-reduced-motion: no-preference) {
  .top nav a, .button, button { transition: background-color .12s; }
}
`;
