/** Of scenarios, faults and tasks. */
export const SCENARIOS_STYLES = `
.presets { list-style: none; padding: 0; display: grid; gap: .5rem .8rem; grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr)); }
.presets li { display: grid; gap: .15rem; align-content: start; }
.presets button { width: 100%; text-align: left; }
.events { list-style: none; padding: .5rem 1rem; font-size: .95rem; }
.events li { padding: .1rem 0; overflow-wrap: anywhere; }
.events time { color: var(--soft); margin-right: .5rem; font-variant-numeric: tabular-nums; }
.grid.faults { grid-template-columns: repeat(auto-fit, minmax(min(15.5rem, 100%), 1fr)); }
.grid.faults > fieldset { margin: 0; }
.prewrap { white-space: pre-wrap; overflow-wrap: anywhere; }
`;
