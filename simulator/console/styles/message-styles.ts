/** Of the message page: problems, the trace, and texts with their lines. */
export const MESSAGE_STYLES = `
.why-grid { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 0 1.2rem; align-items: start; }
.why-grid > :only-child { grid-column: 1 / -1; }
.why { border-left: .3rem solid var(--edge); }
.why.bad { color: inherit; border-left-color: var(--bad); } .why.odd { color: inherit; border-left-color: var(--odd); }
.why.note { color: inherit; border-left-color: var(--note); }
.why h3 { font-size: 1rem; margin: 0 0 .4rem; line-height: 1.4; }
.why p.remedy { margin: .3rem 0 0; font-weight: 550; }
.why code.excerpt, .why code.nearest { white-space: pre-wrap; overflow-wrap: anywhere; }
.why code.excerpt { display: block; background: var(--code); border-radius: .3rem; padding: .3rem .5rem; margin-top: .25rem; }
.trace { list-style: none; margin: .6rem 0; padding: .4rem 1rem; }
.trace li { display: grid; grid-template-columns: 5.5rem minmax(0, 1fr); gap: .8rem; padding: .4rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
.trace li:last-child { border-bottom: 0; }
.trace .stage { font-weight: 600; color: var(--soft); }
.trace .pair { display: inline-block; margin-right: .5rem; }
p.lead { color: var(--soft); margin: 0 0 .6rem; overflow-wrap: anywhere; }
form.filters label.check { display: inline-flex; gap: .4rem; align-items: center; padding-bottom: .45rem; flex: none; }
form.filters label.check input { width: 1.1rem; }
.card > :is(h2, h3):first-child { margin-top: 0; font-size: 1rem; }
td.name { overflow-wrap: anywhere; min-width: 9rem; }
details > summary { cursor: pointer; padding: .3rem 0; }
.content { margin: 1.2rem 0; }
.content h3, .raw h3 { margin: .4rem 0; font-size: 1rem; overflow-wrap: anywhere; scroll-margin-top: 4rem; }
.content h3 .small { font-weight: 400; }
.source > p { margin: .2rem 0; }
.lines {
  background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .4rem 0;
  font: .82rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
}
.lines .line { display: grid; grid-template-columns: 4rem minmax(0, 1fr); scroll-margin-top: 5rem; }
.lines .line > .no { color: var(--soft); text-align: right; padding-right: .9rem; text-decoration: none; user-select: none; font-size: .75rem; line-height: 1.65; }
.lines .line > code { white-space: pre-wrap; overflow-wrap: anywhere; font-size: inherit; padding-right: .6rem; }
.lines .line:hover { background: var(--hover); }
.lines .line:target { background: var(--oddbg); }
.lines .line.bad { color: inherit; background: var(--badbg); } .lines .line.odd { color: inherit; background: var(--oddbg); }
.lines .line.note { color: inherit; background: var(--notebg); }
.lines mark { background: none; box-shadow: 0 0 0 1px var(--edge); } .lines mark.bad { color: inherit; background: none; box-shadow: 0 0 0 1.5px var(--bad); }
.lines .flag { margin: 0; padding: .15rem .8rem .3rem 4rem; font: 600 .84rem/1.4 system-ui, sans-serif; overflow-wrap: anywhere; }
.lines .flag a { font-weight: 600; }
.lines .flag.bad { background: var(--badbg); } .lines .flag.odd { background: var(--oddbg); } .lines .flag.note { background: var(--notebg); }
.lines .gap { margin: .3rem 0; padding: .2rem 0 .2rem 4rem; background: var(--code); font: .84rem/1.5 system-ui, sans-serif; }
.x-punctuation { color: var(--soft); } .x-name { color: var(--link); } .x-attribute { color: var(--note); }
.x-value { color: var(--good); } .x-aside { color: var(--soft); font-style: italic; } .x-broken { color: var(--bad); text-decoration: underline wavy; }
pre.hex { line-height: 1.5; max-height: none; }
.diff del, .diff ins { text-decoration: none; overflow-wrap: anywhere; }
.diff del { background: var(--badbg); color: var(--bad); } .diff ins { background: var(--goodbg); color: var(--good); }
@media (max-width: 56rem) { .why-grid { grid-template-columns: minmax(0, 1fr); } }
@media (max-width: 40rem) {
  .lines .line { grid-template-columns: 2.6rem minmax(0, 1fr); } .lines .line > .no { padding-right: .5rem; }
  .lines .flag, .lines .gap { padding-left: 2.6rem; }
  .trace li { grid-template-columns: minmax(0, 1fr); gap: .1rem; }
}
`;
