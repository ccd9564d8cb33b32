/** Of the world pages. */
export const WORLD_STYLES = `
code.address { overflow-wrap: anywhere; }
.card > h3:first-child { margin-top: 0; font-size: 1rem; }
form.fields.card { max-width: 40rem; }
form.fields :is(input, select, textarea) { width: 100%; }
form.fields input[aria-invalid], form.fields select[aria-invalid] { border-color: var(--bad); }
.hint.bad { color: var(--bad); }
`;
