import { FRAME_STYLES } from './styles/frame-styles.ts';
import { MESSAGE_STYLES } from './styles/message-styles.ts';
import { OVERVIEW_STYLES } from './styles/overview-styles.ts';
import { PALETTE_STYLES } from './styles/palette-styles.ts';
import { PIECE_STYLES } from './styles/piece-styles.ts';
import { RUNS_STYLES } from './styles/runs-styles.ts';
import { SCENARIOS_STYLES } from './styles/scenarios-styles.ts';
import { TABLE_STYLES } from './styles/table-styles.ts';
import { TRANSFER_STYLES } from './styles/transfer-styles.ts';
import { WORLD_STYLES } from './styles/world-styles.ts';

/**
 * The style sheet of the console: light and dark, narrow (360 px) and wide, nothing from elsewhere. A page with much of
 * its own keeps that in `styles/<page>-styles.ts` and is listed below. What every page may use (`pieces/` writes most of it):
 *
 * - text: `soft` (less important), `mono`, `small`, `num` (right, tabular figures), `nowrap`, `vh` (for screen readers alone)
 * - a word of state: `badge` with `good` `bad` `odd` `note` or none; a plain word in those colours: the same without `badge`
 * - `card`; `grid` (cards side by side, as many as fit), `split` (two thirds and one third); `row` (side by side, wraps),
 *   `stack` (below one another, one gap); `spread` (a row whose last goes to the right)
 * - `tiles` > `tile` > `figure` + `soft`: big numbers
 * - `facts`: a `dl` of names and values; `facts narrow` puts names above values
 * - tables: `scroll` around every table (`scrolled()`); `table.dense`, `table.plain` (no hover), `tr.bad|odd|note`, `wide` (a cell or
 *   anything that goes away on narrow screens), `td.end` (buttons, right)
 * - `pre.code`: a block that scrolls both ways; `mark` in it is the place; `mark.bad`; `.ln` line numbers
 * - `copy` (with `code`): a value to be copied
 * - alerts: `alert` with `good` `bad` `odd` `note`; `remedy`: what to do; `problem` (a card that says so)
 * - forms: `form.fields` (labels above), `field` (label, control, `hint`), `form.filters` (in one row), `inline` (a form in a row);
 *   buttons: `button` (also on an `a`), `primary`, `danger`, `quiet` (no border), `small`
 * - `empty`: nothing to show yet, and how something comes; `crumbs`: the way up; `pager`; `tabs` (links, `aria-current`); `count`
 * - `bar` > SVG or `meter`/`progress`: how far
 *
 * Colours as variables, for SVG: `--ink --soft --line --card --bg --code --link --good --bad --odd --note` and their `...bg`.
 */
export const STYLES = [
  PALETTE_STYLES,
  FRAME_STYLES,
  PIECE_STYLES,
  TABLE_STYLES,
  TRANSFER_STYLES,
  OVERVIEW_STYLES,
  MESSAGE_STYLES,
  WORLD_STYLES,
  RUNS_STYLES,
  SCENARIOS_STYLES,
].join('');
