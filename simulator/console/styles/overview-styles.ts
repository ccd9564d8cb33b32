/** Of the Overview alone. */
export const OVERVIEW_STYLES = `
.findings { list-style: none; margin: .6rem 0; padding: 0; display: grid; gap: .5rem; }
.findings .alert { margin: 0; display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0 .8rem; align-items: start; }
.findings .alert p { margin: 0; overflow-wrap: anywhere; }
.grid.connect { grid-template-columns: repeat(auto-fit, minmax(min(30rem, 100%), 1fr)); }
.grid > section { min-width: 0; } .grid > section > h2 { margin-top: .4rem; }
.spark { width: 100%; height: 3.2rem; display: block; }
.spark .all { fill: var(--link); opacity: .75; } .spark .refused { fill: var(--bad); } .spark .base { stroke: var(--line); }
@media (max-width: 40rem) { .findings .alert { grid-template-columns: minmax(0, 1fr); } }
`;
