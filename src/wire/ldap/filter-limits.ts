/** How deep the parts of a filter may be nested. */
export const MOST_DEPTH = 50;
/** How many parts a filter may have: every one is looked at for every candidate. */
export const MOST_ITEMS = 256;
