/** Tables scroll sideways in their own box, never the page. */
export const TABLE_STYLES = `
.scroll {
  position: relative; overflow-x: auto; margin: .6rem 0; background: var(--card); border: 1px solid var(--line); border-radius: .6rem;
  box-shadow: 0 1px 2px var(--shade);
}
.card > .scroll { box-shadow: none; margin-bottom: 0; }
table { width: 100%; border-collapse: collapse; }
caption { text-align: left; padding: .5rem .8rem; color: var(--soft); }
th, td { text-align: left; vertical-align: top; padding: .45rem .8rem; border-bottom: 1px solid var(--line); }
thead th { font-size: .84rem; font-weight: 600; color: var(--soft); background: var(--code); white-space: nowrap; vertical-align: bottom; }
thead th a { color: inherit; }
tbody th { font-weight: 550; }
tbody tr:last-child > * { border-bottom: 0; }
tbody tr:hover { background: var(--hover); }
table.plain tbody tr:hover { background: none; }
table.dense :is(th, td) { padding: .22rem .6rem; font-size: .9rem; }
:is(th, td).num { text-align: right; }
td.id { min-width: 12rem; }
td.end { text-align: right; white-space: nowrap; }
tr:is(.bad, .odd, .note, .good) { color: inherit; }
tr.bad > :first-child { box-shadow: inset .25rem 0 var(--bad); } tr.odd > :first-child { box-shadow: inset .25rem 0 var(--odd); }
tr.note > :first-child { box-shadow: inset .25rem 0 var(--note); } tr.good > :first-child { box-shadow: inset .25rem 0 var(--good); }
@media (max-width: 40rem) {
  th, td { padding: .4rem .55rem; }
}
@media print {
  .top, form, .pager { display: none; }
  .scroll, pre.code { overflow: visible; max-height: none; }
}
`;
