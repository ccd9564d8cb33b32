/** Of which scenarios bundles are kept: `failures` are those that fail or end with an error. */
export const KEPT = ['failures', 'all', 'none'] as const;
export type Kept = (typeof KEPT)[number];
