/** What pages are put together from; tables stand in `table-styles.ts`. */
export const PIECE_STYLES = `
.soft { color: var(--soft); }
.small { font-size: .87rem; }
.nowrap { white-space: nowrap; }
.num { text-align: right; font-variant-numeric: tabular-nums; }
.good { color: var(--good); } .bad { color: var(--bad); } .odd { color: var(--odd); } .note { color: var(--note); }
.badge {
  display: inline-flex; align-items: center; gap: .35em; padding: .05em .6em; border-radius: 1em; white-space: nowrap;
  font-size: .84rem; font-weight: 600; background: var(--code); color: var(--ink); border: 1px solid transparent;
}
.badge.good { background: var(--goodbg); color: var(--good); } .badge.bad { background: var(--badbg); color: var(--bad); }
.badge.odd { background: var(--oddbg); color: var(--odd); } .badge.note { background: var(--notebg); color: var(--note); }
.card {
  background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .8rem 1rem; margin: .6rem 0; min-width: 0;
  box-shadow: 0 1px 2px var(--shade);
}
.card > :last-child { margin-bottom: 0; }
.grid { display: grid; gap: .8rem; grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); margin: .6rem 0; align-items: start; }
.split { display: grid; gap: .8rem; grid-template-columns: minmax(0, 2fr) minmax(0, 1fr); margin: .6rem 0; align-items: start; }
:is(.grid, .split) > .card { margin: 0; }
.row { display: flex; flex-wrap: wrap; gap: .4rem .7rem; align-items: center; }
.spread { display: flex; flex-wrap: wrap; gap: .4rem .7rem; align-items: center; justify-content: space-between; }
.stack { display: grid; gap: .6rem; grid-template-columns: minmax(0, 1fr); }
.stack > * { margin: 0; }
.tiles { display: grid; gap: .6rem; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); margin: .6rem 0; padding: 0; list-style: none; }
.tile { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .6rem .9rem; box-shadow: 0 1px 2px var(--shade); }
.tile .figure { display: block; font-size: 1.6rem; line-height: 1.25; font-weight: 650; font-variant-numeric: tabular-nums; letter-spacing: -.02em; }
.tile .soft { font-size: .87rem; }
.facts { display: grid; grid-template-columns: minmax(6rem, max-content) minmax(0, 1fr); gap: .25rem 1.2rem; margin: .4rem 0; }
.facts dt { color: var(--soft); }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.facts.narrow { grid-template-columns: minmax(0, 1fr); gap: 0; }
.facts.narrow dd { margin-bottom: .4rem; }
.copy { display: inline-flex; align-items: baseline; gap: .4rem; max-width: 100%; }
.copy button { padding: 0 .45rem; font-size: .8rem; line-height: 1.5; flex: none; }
pre.code {
  background: var(--code); border: 1px solid var(--line); border-radius: .5rem; padding: .7rem .9rem; margin: .5rem 0;
  overflow: auto; max-height: 34rem; line-height: 1.45; tab-size: 2;
}
mark { background: var(--mark); color: inherit; border-radius: .15rem; padding: 0 .1em; }
mark.bad { background: var(--badbg); color: var(--bad); box-shadow: 0 0 0 1px var(--bad); }
.ln { color: var(--soft); user-select: none; display: inline-block; min-width: 3.5em; padding-right: 1em; text-align: right; }
.alert {
  border: 1px solid var(--line); border-left: .3rem solid var(--edge); border-radius: .4rem; background: var(--card);
  padding: .6rem .9rem; margin: .6rem 0; color: var(--ink);
}
.alert > :first-child { margin-top: 0; } .alert > :last-child { margin-bottom: 0; }
.alert.good { border-left-color: var(--good); background: var(--goodbg); } .alert.bad { border-left-color: var(--bad); background: var(--badbg); }
.alert.odd { border-left-color: var(--odd); background: var(--oddbg); } .alert.note { border-left-color: var(--note); background: var(--notebg); }
.problem { border-left: .3rem solid var(--bad); }
.remedy::before { content: "\\2192\\00a0"; color: var(--soft); }
.empty { text-align: center; color: var(--soft); border: 1px dashed var(--edge); border-radius: .6rem; padding: 1.6rem 1rem; margin: .6rem 0; }
.empty strong { display: block; color: var(--ink); font-size: 1.05rem; }
.crumbs { font-size: .87rem; margin: 0 0 .2rem; }
.crumbs ol { display: flex; flex-wrap: wrap; list-style: none; margin: 0; padding: 0; }
.crumbs li { overflow-wrap: anywhere; }
.crumbs li + li::before { content: "/"; color: var(--soft); margin: 0 .45rem; }
.tabs { display: flex; flex-wrap: wrap; gap: .2rem; border-bottom: 1px solid var(--line); margin: .8rem 0; padding: 0; list-style: none; }
.tabs a { display: block; padding: .4rem .8rem; text-decoration: none; color: inherit; border-bottom: 3px solid transparent; }
.tabs a:hover { background: var(--hover); }
.tabs a[aria-current] { font-weight: 600; border-bottom-color: var(--primary); }
.pager { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; margin: .7rem 0; }
input, select, textarea, button, .button {
  font: inherit; color: inherit; background: var(--card); border: 1px solid var(--edge); border-radius: .4rem; padding: .35rem .65rem; max-width: 100%;
}
input:is([type="checkbox"], [type="radio"]) { width: 1.1rem; height: 1.1rem; accent-color: var(--primary); vertical-align: -.15rem; }
:is(input:not([type="checkbox"], [type="radio"]), select, button, .button) { min-height: 2.3rem; }
:is(button, .button).small, .copy button { min-height: 0; }
textarea { width: 100%; min-height: 7rem; font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .88em; }
:is(input, select, textarea):user-invalid { border-color: var(--bad); }
button, .button { display: inline-block; cursor: pointer; text-decoration: none; line-height: 1.5; font-weight: 550; }
:is(button, .button):hover { background: var(--hover); border-color: var(--ink); }
:is(button, .button):disabled { opacity: .55; cursor: not-allowed; }
:is(button, .button).primary { background: var(--primary); border-color: var(--primary); color: var(--onprimary); }
:is(button, .button).primary:hover { filter: brightness(1.1); }
:is(button, .button).danger { color: var(--bad); border-color: var(--bad); }
:is(button, .button).danger:hover { background: var(--badbg); }
:is(button, .button).quiet { background: none; border-color: transparent; color: var(--link); }
:is(button, .button).quiet:hover { background: var(--hover); }
:is(button, .button).small { padding: .1rem .5rem; font-size: .87rem; }
label { font-weight: 550; }
.hint { display: block; color: var(--soft); font-size: .87rem; font-weight: 400; }
form.fields { display: grid; grid-template-columns: minmax(0, 1fr); gap: .8rem; max-width: 40rem; }
label > :is(input, select, textarea) { font-weight: 400; }
.field, form.fields > label { display: grid; grid-template-columns: minmax(0, 1fr); gap: .25rem; }
form.fields > :is(button, .row) { justify-self: start; }
form.filters { display: flex; flex-wrap: wrap; gap: .5rem .9rem; align-items: end; margin: .6rem 0; }
form.filters label { display: grid; gap: .15rem; font-size: .87rem; }
form.inline { display: inline-flex; flex-wrap: wrap; gap: .4rem; align-items: center; margin: 0; }
fieldset { border: 1px solid var(--line); border-radius: .5rem; padding: .5rem .9rem .8rem; margin: .6rem 0; min-width: 0; }
legend { font-weight: 600; padding: 0 .4rem; }
progress, meter { width: 100%; max-width: 14rem; height: .8rem; accent-color: var(--primary); vertical-align: middle; }
.bar { display: block; width: 100%; height: .6rem; border-radius: .3rem; background: var(--code); overflow: hidden; }
@media (max-width: 56rem) { .split { grid-template-columns: minmax(0, 1fr); } }
@media (max-width: 40rem) {
  .wide { display: none; }
  .card { padding: .7rem .75rem; }
  .facts { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .facts dd { margin-bottom: .45rem; }
  form.filters > label { flex: 1 1 9rem; }
  form.filters :is(input, select) { width: 100%; }
}
`;
