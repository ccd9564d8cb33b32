/** Of runs: edges of failures, steps, the list of messages that is a sequence diagram (classes of the report), findings. */
export const RUNS_STYLES = `
.edge.bad { border-left: .3rem solid var(--bad); color: inherit; } .edge.odd { border-left: .3rem solid var(--odd); color: inherit; }
.edge { overflow-wrap: anywhere; }
:is(.edge, .task, .card > .spread) :is(h2, h3) { margin: 0; }
.plainly { font-weight: 400; }
.bare { list-style: none; padding-left: 1rem; }
.steps { list-style: none; padding: .5rem; }
.steps > li { display: grid; grid-template-columns: 1.6rem minmax(0, 1fr); padding: .2rem .5rem; border-radius: .35rem; }
.steps .mark { font-weight: 700; }
.steps .failed { background: var(--badbg); }
.steps :is(.skipped, .not-reached) { color: var(--soft); }
.steps ul { color: var(--soft); font-size: .9rem; padding-left: 1rem; margin: .1rem 0; }
.steps .failed ul { color: inherit; }
.steps li { overflow-wrap: anywhere; }
:is(.timeline, .findings) .q { color: var(--soft); font-size: .9rem; margin: .2rem 0; }
.timeline .cv { list-style: none; padding: 0; margin: .2rem 0 .6rem; font-size: .87rem; color: var(--soft); overflow-wrap: anywhere; }
.tl ol { list-style: none; margin: 0; padding: 0; }
.tl .lh { display: flex; justify-content: space-between; width: 12rem; margin-left: 5rem; font-size: .8rem; color: var(--soft); }
.tl li { display: grid; grid-template-columns: 4.5rem 11rem minmax(0, 1fr); gap: 0 1rem; align-items: stretch; }
.tl li > div { padding: .25rem 0; border-bottom: 1px dotted var(--line); min-width: 0; overflow-wrap: anywhere; }
.tl .t { color: var(--soft); font-size: .84rem; text-align: right; padding-top: .3rem; font-variant-numeric: tabular-nums; white-space: nowrap; }
.tl .d {
  position: relative; min-height: 2rem;
  background: linear-gradient(var(--line), var(--line)) 0 0/1.5px 100% no-repeat,
    linear-gradient(var(--line), var(--line)) 50% 0/1.5px 100% no-repeat, linear-gradient(var(--line), var(--line)) 100% 0/1.5px 100% no-repeat;
}
.tl .d::before, .tl .d::after { position: absolute; top: .95rem; }
.tl :is(.lr, .rl, .lm, .rm, .ml)::before { content: ""; height: 0; border-top: 2px solid var(--link); left: 0; right: 0; }
.tl :is(.rl, .rm)::before { border-color: var(--note); } .tl :is(.lm, .ml)::before { right: 50%; } .tl .rm::before { left: 50%; }
.tl :is(.lm, .rm)::before { border-color: var(--bad); } .tl .st::before { border-top-style: dashed; }
.tl :is(.lr, .rl, .ml)::after { content: ""; border: 5px solid transparent; top: calc(.95rem - 4px); }
.tl .lr::after { right: 0; border-left-color: var(--link); border-right: 0; }
.tl :is(.rl, .ml)::after { left: 0; border-right-color: var(--note); border-left: 0; }
.tl :is(.lm, .rm)::after {
  content: "\\2715"; color: var(--bad); left: calc(50% - .4em); top: .2rem; font-weight: 700; background: var(--card); line-height: 1.4rem;
}
.tl .c { font-size: .84rem; font-weight: 700; color: var(--odd); }
.tl small { display: block; color: var(--soft); line-height: 1.35; font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .8rem; }
.tl em { display: block; font-style: normal; font-size: .87rem; color: var(--odd); }
.tl .fo > div { color: var(--soft); font-style: italic; }
.findings .fi { list-style: none; padding: 0; margin: 0; }
.findings .fi > li { border-left: 3px solid var(--edge); padding: .1rem 0 .1rem .7rem; margin: .5rem 0; overflow-wrap: anywhere; }
.findings .sv { font-size: .8rem; font-weight: 700; text-transform: uppercase; }
.findings .fi > .s-must { border-color: var(--bad); } .findings .s-must .sv { color: var(--bad); }
.findings .fi > .s-should { border-color: var(--odd); } .findings .s-should .sv { color: var(--odd); }
@media (max-width: 40rem) {
  .tl li { grid-template-columns: 4.2rem minmax(0, 1fr); gap: 0 .7rem; }
  .tl li > div { grid-column: 1 / -1; padding: .1rem 0 .5rem; }
  .tl .lh { margin-left: 4.9rem; width: auto; }
  .tl .fo .d { display: none; }
}
`;
